package app.savepoint.core;

import app.savepoint.core.plan.Choice;
import app.savepoint.core.plan.SavePlan;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.view.SaveRow;
import app.savepoint.core.view.Selection;
import app.savepoint.core.view.SyncReport;
import java.util.Collection;
import java.util.List;

/// What the engine offers to those of its parts that do what a person asks for by name. Used only
/// while a job runs.
interface EngineWork {
    Observer.Seen observe(boolean offline) throws StorageException;

    /// Plans for the selected saves; a [RequestException] if none is meant.
    List<SavePlan> plans(Observer.Seen seen, Selection selection);

    SaveRow row(Observer.Seen seen, SavePlan plan);

    /// Syncs these saves, paused or not.
    SyncReport sync(Collection<SaveId> saves) throws StorageException;

    /// As [#sync], as part of something that is undone as a whole.
    SyncReport syncAsPart(Collection<SaveId> saves) throws StorageException;

    /// Tells whoever listens that something went wrong, and reports it.
    SyncReport failed(SyncReport.Failure failure);

    /// Remembers what a person decided.
    void remember(SaveId save, Choice choice);
}
