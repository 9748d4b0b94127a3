package app.savepoint.storage.s3;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What lies behind an exception of a library that wraps each in another.
final class Causes {
    private static final int DEEPEST = 20;

    private Causes() {}

    static boolean any(@Nullable Throwable thrown, Class<? extends Throwable> sort) {
        return first(thrown, sort).isPresent();
    }

    static <T extends Throwable> Optional<T> first(@Nullable Throwable thrown, Class<T> sort) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++, cause = cause.getCause())
            if (sort.isInstance(cause)) return Optional.of(sort.cast(cause));
        return Optional.empty();
    }
}
