package app.savepoint.core.storage;

import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.save.Saying;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All saves as the storage holds them, as far as this device has seen.
///
/// @param saves by their id
/// @param notices what a person should hear of, such as a storage that went back; empty as a rule
/// @param pending how many events are known of and not yet in place
public record RemoteTree(Map<SaveId, RemoteSave> saves, List<Notice> notices, int pending) {
    public RemoteTree {
        saves = Map.copyOf(saves);
        notices = List.copyOf(notices);
    }

    /// Something about the storage as a whole that a person should hear of.
    ///
    /// @param code a stable word, such as `storage.rolled-back`
    /// @param what a sentence, with the next step
    /// @param offer what they may take over; null if there is nothing
    public record Notice(String code, Saying what, @Nullable Offer offer) {
        /// Without anything to take over.
        public Notice(String code, Saying what) {
            this(code, what, null);
        }

        /// In words alone.
        public Notice(String code, String words) {
            this(code, Saying.words(words));
        }

        /// In English, for the log.
        public String message() {
            return what.toString();
        }
    }

    /// A content that nobody here goes on with by itself, and that a person may.
    ///
    /// @param save whose it is
    /// @param revision which one
    public record Offer(SaveId save, RevisionId revision) {}
}
