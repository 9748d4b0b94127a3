package app.savepoint.app;

import app.savepoint.core.Home;
import app.savepoint.core.save.Saying;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A home could not be opened or set up. Nothing in it was changed.
public final class HomeException extends IOException {
    private static final long serialVersionUID = 1L;
    private final Kind kind;
    private final transient Saying saying;

    /// @param saying what is wrong; the next step goes by the same key
    public HomeException(Kind kind, Saying saying, @Nullable Throwable cause) {
        super(saying.toString(), cause);
        this.kind = kind;
        this.saying = saying;
    }

    /// Nobody has set this home up.
    public static HomeException notSetUp(String home) {
        return new HomeException(Kind.NOT_SET_UP, Saying.of(Kind.NOT_SET_UP.code(), home), null);
    }

    /// It is set up with another storage.
    public static HomeException otherStorage(String uri) {
        return new HomeException(
                Kind.OTHER_STORAGE, Saying.of(Kind.OTHER_STORAGE.code(), uri), null);
    }

    /// Its files can not be used.
    static HomeException unusable(Home home, Exception cause) {
        return new HomeException(
                Kind.UNUSABLE,
                Saying.of(Kind.UNUSABLE.code(), home.dir(), cause.getMessage()),
                cause);
    }

    public Kind kind() {
        return kind;
    }

    /// What is wrong, for a person.
    public Saying saying() {
        return saying;
    }

    /// What can be wrong with a home.
    public enum Kind {
        /// Nobody has set it up.
        NOT_SET_UP("home.not-set-up"),
        /// It is set up with another storage than the one that was named.
        OTHER_STORAGE("home.other-storage"),
        /// What its settings say can not be used: they do not parse, or name what is not there.
        SETTINGS("home.settings"),
        /// Another Savepoint holds it and did not answer in time.
        BUSY("home.busy"),
        /// It can not be read or written, or was written by a newer Savepoint.
        UNUSABLE("home.unusable");

        private final String code;

        Kind(String code) {
            this.code = code;
        }

        /// A stable word for scripts.
        public String code() {
            return code;
        }
    }
}
