package app.savepoint.app.conflict;

import app.savepoint.core.save.RevisionId;

/// What the person may say to a conflict.
public sealed interface Answer {
    /// This device's content goes on.
    record Here() implements Answer {}

    /// A content of the storage goes on; a deletion, if that is what it is.
    ///
    /// @param head under which revision it stands there
    /// @param deletion whether the save is to be gone
    record There(RevisionId head, boolean deletion) implements Answer {}

    /// Each goes on, in a slot of its own.
    record Both() implements Answer {}
}
