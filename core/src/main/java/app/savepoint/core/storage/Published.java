package app.savepoint.core.storage;

import app.savepoint.core.save.Head;
import java.io.IOException;
import java.util.List;

/// What became of a draft.
public sealed interface Published {
    /// The draft this is about.
    Draft draft();

    /// It is in the storage, safe from a power cut on our side.
    record Accepted(Draft draft) implements Published {}

    /// Someone was first: nothing was published, and these are the heads now.
    record Superseded(Draft draft, List<Head> heads) implements Published {}

    /// The file changed while it was read, so it is not what the revision says; look again.
    record SourceMoved(Draft draft) implements Published {}

    /// This one could not be stored; others of the same batch may have been.
    record Failed(Draft draft, IOException cause) implements Published {}
}
