package app.savepoint.core;

import app.savepoint.core.storage.Capability;
import app.savepoint.core.storage.Storage;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.view.SyncReport;
import app.savepoint.core.view.SyncRequest;
import java.lang.System.Logger.Level;

/// Has the storage looked after once a sync is over: its report is made, and what goes wrong here
/// is no failure of it.
final class Housekeeping {
    private static final System.Logger LOG = System.getLogger(Housekeeping.class.getName());

    private final Storage storage;

    Housekeeping(Storage storage) {
        this.storage = storage;
    }

    void afterSync(SyncRequest request, SyncReport report) {
        if (request.dryRun() || !request.selection().isAll() || report.stopped()) return;
        if (!storage.info().can(Capability.WRITE)) return;
        try {
            storage.tidy();
        } catch (StorageException e) {
            // The next sync finds it due again
            LOG.log(Level.INFO, "the storage was not tidied", e);
        }
    }
}
