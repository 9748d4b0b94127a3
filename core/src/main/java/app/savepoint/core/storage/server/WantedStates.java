package app.savepoint.core.storage.server;

import app.savepoint.core.save.SaveId;

/// Which states this device keeps in step at a server, as its person set it.
public interface WantedStates {
    /// Whether states are kept in step where nobody said anything.
    boolean usually();

    /// Whether there are any at all; if not, the server need not be asked for them.
    boolean any();

    /// Whether that one is wanted.
    ///
    /// @param size its length in bytes
    boolean wants(SaveId state, long size);
}
