package app.savepoint.core.storage;

import app.savepoint.core.save.Saying;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A storage could not do what was asked, sorted by what the caller can do about it.
///
/// The message says in English what happened, in words about saves; [#saying] names the sentence in
/// every language. The cause keeps the library's own exception.
public abstract sealed class StorageException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Saying saying;

    private StorageException(String message, @Nullable Throwable cause) {
        super(message, cause);
        this.saying = null;
    }

    private StorageException(Saying saying, @Nullable Throwable cause) {
        super(saying.toString(), cause);
        this.saying = saying;
    }

    /// What happened, in the person's language. What was given in words alone is told by its
    /// [#code], with these words.
    public Saying saying() {
        if (saying != null) return saying;
        String words = String.valueOf(getMessage());
        return Saying.of(code(), words).inEnglish(words);
    }

    /// A stable word for scripts, such as `storage.denied`.
    public abstract String code();

    /// Worth trying again by itself: no network, a time-out, a share that is not mounted.
    public static final class Unavailable extends StorageException {
        private static final long serialVersionUID = 1L;
        private final @Nullable Duration until;

        public Unavailable(String message, @Nullable Throwable cause) {
            super(message, cause);
            this.until = null;
        }

        public Unavailable(Saying saying, @Nullable Throwable cause) {
            this(saying, null, cause);
        }

        /// @param until how long the storage asks to be left alone; null if it does not say
        public Unavailable(Saying saying, @Nullable Duration until, @Nullable Throwable cause) {
            super(saying, cause);
            this.until = until;
        }

        /// How long the storage asks to be left alone.
        public Optional<Duration> until() {
            return Optional.ofNullable(until);
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
            super(message, cause);
        }

        public ChangedMeanwhile(Saying saying, @Nullable Throwable cause) {
            super(saying, cause);
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
            super(message, cause);
            this.reason = reason;
        }

        public NeedsPerson(Reason reason, Saying saying, @Nullable Throwable cause) {
            super(saying, cause);
            this.reason = reason;
        }

        /// This device may read the storage, and what was asked for needs more.
        public static NeedsPerson readOnly() {
            return new NeedsPerson(
                    Reason.DENIED,
                    Saying.of("storage.read-only")
                            .inEnglish("this device may read the storage and not write to it"),
                    null);
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
