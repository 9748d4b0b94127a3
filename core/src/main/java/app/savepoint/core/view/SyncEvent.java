package app.savepoint.core.view;

import app.savepoint.core.save.SaveId;
import app.savepoint.core.save.Saying;
import org.jspecify.annotations.Nullable;

/// What happens while it happens, for whoever shows it. Delivered in order, on the engine's thread:
/// a listener hands it on and returns at once.
public sealed interface SyncEvent {
    /// A sync began.
    record Started() implements SyncEvent {}

    /// Files are being looked at.
    record Scanning() implements SyncEvent {}

    /// The plan is made: so much is going to be done.
    ///
    /// @param saves how many saves will move
    /// @param bytes how many bytes of saves will move, as far as known
    record Planned(int saves, long bytes) implements SyncEvent {}

    /// Saves move.
    ///
    /// @param current the save in hand; null between two
    /// @param savesDone how many are done
    /// @param saves how many there are
    /// @param bytesDone how many bytes have moved
    /// @param bytes how many there are
    record Moving(@Nullable SaveId current, int savesDone, int saves, long bytesDone, long bytes)
            implements SyncEvent {}

    /// A save's content went to the storage.
    record Pushed(SaveId save) implements SyncEvent {}

    /// A save's content came from the storage.
    record Pulled(SaveId save) implements SyncEvent {}

    /// A save was removed, here or there, as agreed on.
    record Deleted(SaveId save, boolean here) implements SyncEvent {}

    /// A save waits for a person.
    record NeedsPerson(SaveId save) implements SyncEvent {}

    /// Something went wrong with one save; the others go on.
    record Failed(SyncReport.Failure failure) implements SyncEvent {}

    /// The storage is out of reach; nothing is lost, it goes on later.
    record StorageOutOfReach(String code, Saying what) implements SyncEvent {}

    /// Something that a person should know besides.
    ///
    /// @param code a stable word
    /// @param what a sentence
    record Noticed(String code, Saying what) implements SyncEvent {}

    /// A sync ended.
    record Finished(SyncReport report) implements SyncEvent {}
}
