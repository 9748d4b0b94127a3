package app.savepoint.storage.romm.server;

import org.jspecify.annotations.Nullable;

/// Sessions of syncing.
final class Sessions {
    private Sessions() {}

    /// Counts one operation of a session; what is wrong with it is not said.
    static void count(Romm romm, @Nullable Integer id, int user) {
        Rows.Session session = id == null ? null : romm.db().sessions.find(id);
        if (session != null && session.userId() == user) {
            romm.db()
                    .sessions
                    .put(
                            session.id(),
                            new Rows.Session(
                                    session.id(),
                                    session.deviceId(),
                                    user,
                                    session.status(),
                                    session.initiatedAt(),
                                    session.completedAt(),
                                    session.planned(),
                                    session.completed() + 1,
                                    session.failed()));
        }
    }
}
