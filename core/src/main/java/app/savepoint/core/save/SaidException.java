package app.savepoint.core.save;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Something could not be read or written, for a reason that a person is told in their language.
public final class SaidException extends IOException {
    private static final long serialVersionUID = 1L;
    private final transient Saying saying;

    public SaidException(Saying saying) {
        this(saying, null);
    }

    public SaidException(Saying saying, @Nullable Throwable cause) {
        super(saying.toString(), cause);
        this.saying = saying;
    }

    /// What happened.
    public Saying saying() {
        return saying;
    }
}
