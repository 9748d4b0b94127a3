package app.savepoint.core.journal;

import app.savepoint.core.save.Saying;
import org.jspecify.annotations.Nullable;

/// This device's memory could not be read or written. Nothing of the transaction in question has
/// happened.
///
/// Unchecked, because nobody between the journal and the front door can do anything about it.
public final class JournalException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final Reason reason;
    private final transient Saying saying;

    public JournalException(Reason reason, Saying saying, @Nullable Throwable cause) {
        super(saying.toString(), cause);
        this.reason = reason;
        this.saying = saying;
    }

    /// What happened, in the person's language; the next step goes by the same key.
    public Saying saying() {
        return saying;
    }

    /// What sort of trouble it is.
    public Reason reason() {
        return reason;
    }

    /// A stable word for scripts, such as `journal.full`.
    public String code() {
        return "journal." + reason.word;
    }

    /// What has to be done, by whom.
    public enum Reason {
        /// The file is not what was written. The next [Journal#open] sets it aside and starts
        /// afresh.
        DAMAGED("damaged"),
        /// No room left on the disk of the home.
        FULL("full"),
        /// The home, or its disk, does not take writes.
        READ_ONLY("read-only"),
        /// A newer Savepoint has written it; nothing here is touched.
        NEWER("newer"),
        /// Another program holds the file and does not let go.
        BUSY("busy"),
        /// The file, or its disk, could not be reached.
        UNREACHABLE("unreachable"),
        /// The journal was used after it was closed, or was asked for something it refuses: a
        /// defect of ours.
        REFUSED("refused");

        private final String word;

        Reason(String word) {
            this.word = word;
        }
    }
}
