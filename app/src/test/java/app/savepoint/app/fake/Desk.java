package app.savepoint.app.fake;

import app.savepoint.app.session.Outcome;
import app.savepoint.app.session.SyncSession;
import app.savepoint.app.session.Wording;
import app.savepoint.core.SyncService;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What the window works with but its screen: everything happens at once, on the test's thread.
public final class Desk implements AutoCloseable {
    /// What the person was told, the latest last.
    public final List<Outcome> told = new ArrayList<>();

    private final SyncSession session;

    public Desk(SyncService engine) {
        session = new SyncSession(engine, wording(Locale.ENGLISH), Runnable::run, Runnable::run);
        session.onOutcome(told::add);
        session.start();
    }

    public static Wording wording(Locale locale) {
        return new Wording(locale, ZoneId.of("Europe/Berlin"), InstantSource.fixed(Saves.NOW));
    }

    public SyncSession session() {
        return session;
    }

    /// What the person was told last.
    public String said() {
        return told.isEmpty() ? "" : told.getLast().text();
    }

    @Override
    public void close() {
        session.close();
    }
}
