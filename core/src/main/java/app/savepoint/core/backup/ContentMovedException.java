package app.savepoint.core.backup;

import app.savepoint.core.save.Saying;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The bytes that were read are not those that were announced: something else wrote meanwhile.
public final class ContentMovedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Saying saying;

    public ContentMovedException(Saying saying, @Nullable Throwable cause) {
        super(saying.toString(), cause);
        this.saying = saying;
    }

    /// What happened.
    public Saying saying() {
        return saying;
    }
}
