package app.savepoint.core.storage;

import app.savepoint.core.save.Saying;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A storage could not do what was asked, sorted by what the caller can do about it.
///
/// The message says what happened in words about saves, the cause keeps the library's own
/// exception.
public abstract sealed class StorageException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Saying saying;

    private StorageException(String message, @Nullable Saying saying, @Nullable Throwable cause) {
        super(message, cause);
        this.saying = saying;
    }

    /// What a person is told, where there is a sentence that fits better than the one for its code;
    /// the next step goes by the same key.
    public Optional<Saying> saying() {
        return Optional.ofNullable(saying);
    }

    /// A stable word for scripts, such as `storage.denied`.
    public abstract String code();

    /// Worth trying again by itself: no network, a time-out, a share that is not mounted.
    public static final class Unavailable extends StorageException {
        private static final long serialVersionUID = 1L;

        public Unavailable(String message, @Nullable Throwable cause) {
            super(message, null, cause);
        }

        /// @param saying what a person is told
        public Unavailable(String message, Saying saying, @Nullable Throwable cause) {
            super(message, saying, cause);
        }

        @Override
        public String code() {
            return "storage.unavailable";
        }
    }

    /// The place moved on since it was read: throw the plan away and look again.
    public static final class ChangedMeanwhile extends StorageException {
        private static final long serialVersionUID = 1L;

        public ChangedMeanwhile(String message, @Nullable Throwable cause) {
            super(message, null, cause);
        }

        @Override
        public String code() {
            return "storage.changed";
        }
    }

    /// Someone has to do something: sign in again, free some space, mend an address.
    public static final class NeedsPerson extends StorageException {
        private static final long serialVersionUID = 1L;
        private final Reason reason;

        public NeedsPerson(Reason reason, String message, @Nullable Throwable cause) {
            super(message, null, cause);
            this.reason = reason;
        }

        /// @param saying what a person is told
        public NeedsPerson(
                Reason reason, String message, Saying saying, @Nullable Throwable cause) {
            super(message, saying, cause);
            this.reason = reason;
        }

        /// What sort of thing has to be done.
        public Reason reason() {
            return reason;
        }

        @Override
        public String code() {
            return "storage." + reason.word();
        }
    }

    /// Why a person is needed.
    public enum Reason {
        /// The storage knows us and says no.
        DENIED("denied"),
        /// No room left.
        FULL("full"),
        /// What was asked for is not there, and should be.
        NOT_FOUND("not-found"),
        /// It needs a newer Savepoint, or can not do this at all.
        UNSUPPORTED("unsupported"),
        /// What is there is not what was stored.
        CORRUPT("corrupt");

        private final String word;

        Reason(String word) {
            this.word = word;
        }

        /// The word used in codes.
        public String word() {
            return word;
        }
    }
}
