package app.savepoint.core.backup;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The bytes that were read are not those that were announced: something else wrote meanwhile.
public final class ContentMovedException extends IOException {
    private static final long serialVersionUID = 1L;

    public ContentMovedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
