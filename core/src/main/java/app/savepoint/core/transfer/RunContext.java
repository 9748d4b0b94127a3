package app.savepoint.core.transfer;

import app.savepoint.core.plan.Base;
import app.savepoint.core.save.Head;
import app.savepoint.core.save.Hlc;
import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.Place;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.SaveId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a plan was made from, as far as carrying it out needs it.
public interface RunContext {
    /// What was seen at a place; null: nothing that could be read.
    @Nullable Manifest seen(SaveId save, Place place);

    /// Whether what was seen there holds no progress.
    boolean blank(SaveId save, Place place);

    /// What was agreed on for a place (null: without one).
    @Nullable Base base(SaveId save, @Nullable Place place);

    /// The heads the plan saw.
    List<Head> heads(SaveId save);

    /// Whether no emulator runs, now, that may still write the save at that place.
    boolean gateOpen(SaveId save, Place place);

    /// A reading of this device's hybrid logical clock, later than every one before.
    Hlc now();

    /// An id for a new revision.
    RevisionId newId();
}
