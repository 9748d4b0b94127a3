package app.savepoint.core.view;

import app.savepoint.core.plan.Attention;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.RemoteTree.Notice;
import app.savepoint.core.storage.Requests;
import java.time.Duration;
import java.util.List;

/// What a sync did.
///
/// @param pushed saves whose content went to the storage
/// @param pulled saves whose content came from the storage
/// @param deletedLocal saves removed from this device
/// @param deletedRemote saves removed from the storage
/// @param conflicts saves that wait for a person: `CONFLICT`, `TIMESTAMP_CONFLICT`, `BLANK`
/// @param skipped saves left as they are, with the reason
/// @param failed saves for which something went wrong
/// @param notices what concerns the storage or a root as a whole
/// @param requests what was asked of the storage
/// @param bytesUp bytes of saves sent
/// @param bytesDown bytes of saves received
/// @param duration how long it took
/// @param outcome how far it came
public record SyncReport(
        List<SaveId> pushed,
        List<SaveId> pulled,
        List<SaveId> deletedLocal,
        List<SaveId> deletedRemote,
        List<SaveId> conflicts,
        List<Skipped> skipped,
        List<Failure> failed,
        List<Notice> notices,
        Requests requests,
        long bytesUp,
        long bytesDown,
        Duration duration,
        Outcome outcome) {
    public SyncReport {
        pushed = List.copyOf(pushed);
        pulled = List.copyOf(pulled);
        deletedLocal = List.copyOf(deletedLocal);
        deletedRemote = List.copyOf(deletedRemote);
        conflicts = List.copyOf(conflicts);
        skipped = List.copyOf(skipped);
        failed = List.copyOf(failed);
        notices = List.copyOf(notices);
    }

    /// How far a sync came.
    public enum Outcome {
        /// To its end.
        DONE,
        /// It was told to stop, and something stays for the next sync.
        STOPPED,
        /// No further than the plan: the report says what would have been done.
        DRY_RUN
    }

    /// Whether this is only what would have been done.
    public boolean dryRun() {
        return outcome == Outcome.DRY_RUN;
    }

    /// Whether it was told to stop before everything was done.
    public boolean stopped() {
        return outcome == Outcome.STOPPED;
    }

    /// A save that was left as it is.
    ///
    /// @param id which save
    /// @param attention of which sort
    /// @param reason why: words are a rule's, a hold's or a guard's name, alone or before a colon
    ///   and a detail
    /// @param asks whether only a person's word lets it move again, other than `resolve`
    public record Skipped(SaveId id, Attention attention, Saying reason, boolean asks) {
        public Skipped(SaveId id, Attention attention, Saying reason) {
            this(id, attention, reason, false);
        }

        public Skipped(SaveId id, Attention attention, String words) {
            this(id, attention, Saying.words(words));
        }
    }

    /// A save for which something went wrong. Nothing was lost; the next sync tries again.
    ///
    /// @param id which save
    /// @param code a stable word, such as `storage.full`
    /// @param what what happened
    public record Failure(SaveId id, String code, Saying what) {
        /// In words alone.
        public Failure(SaveId id, String code, String words) {
            this(id, code, Saying.words(words));
        }

        /// In English, for the log.
        public String message() {
            return what.toString();
        }
    }

    /// Whether no save moved: because there was nothing to do, unless it was stopped.
    public boolean nothingToDo() {
        return pushed.isEmpty()
                && pulled.isEmpty()
                && deletedLocal.isEmpty()
                && deletedRemote.isEmpty();
    }
}
