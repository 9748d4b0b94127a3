package app.savepoint.core;

import app.savepoint.core.journal.JournalException;
import app.savepoint.core.storage.Capability;
import app.savepoint.core.storage.Keeping;
import app.savepoint.core.storage.Storage;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.view.SyncReport;
import app.savepoint.core.view.SyncRequest;
import java.lang.System.Logger.Level;
import java.util.function.Supplier;

/// Has the storage looked after once a sync is over: its report is made, and what goes wrong here
/// is no failure of it.
final class Housekeeping {
    private static final System.Logger LOG = System.getLogger(Housekeeping.class.getName());

    private final Storage storage;
    private final Supplier<Keeping> rules;
    private final HlcClock hlc;

    /// @param rules what stays of histories, as it is set then
    Housekeeping(Storage storage, Supplier<Keeping> rules, HlcClock hlc) {
        this.storage = storage;
        this.rules = rules;
        this.hlc = hlc;
    }

    void afterSync(SyncRequest request, SyncReport report) {
        if (request.dryRun() || !request.selection().isAll() || report.stopped()) return;
        if (!storage.info().can(Capability.WRITE)) return;
        try {
            storage.tidy(rules.get(), hlc::next);
        } catch (StorageException | JournalException e) {
            // The next sync finds it due again
            LOG.log(Level.INFO, "the storage was not tidied", e);
        }
    }
}
