package app.savepoint.app.conflict;

import app.savepoint.app.conflict.Conflict.Ground;
import app.savepoint.app.session.Known;
import app.savepoint.app.session.Outcome;
import app.savepoint.app.session.SyncSession;
import app.savepoint.app.session.Tone;
import app.savepoint.app.session.Wording;
import app.savepoint.core.RequestException;
import app.savepoint.core.SyncService;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.view.Keep;
import app.savepoint.core.view.SaveRow;
import app.savepoint.core.view.SyncReport;
import java.util.List;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ChangeListener;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// The conflicts that wait, one of them on the table.
///
/// What the person decides on is compared with what is so at the click: if another device published
/// meanwhile, nothing is decided and the new facts are shown (promise 2).
public final class ConflictViewModel implements AutoCloseable {
    private final SyncSession session;
    private final Wording wording;
    private final ConflictWords words;
    private final ObservableList<SaveRow> waiting = FXCollections.observableArrayList();
    private final ObservableList<SaveRow> waitingSeen =
            FXCollections.unmodifiableObservableList(waiting);
    private final ReadOnlyObjectWrapper<@Nullable Conflict> current = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Settled> settled = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper notice = new ReadOnlyStringWrapper("");
    private final ChangeListener<Known> onKnown = (property, before, now) -> update(now);
    private int resumeAt;

    /// What became of a decision.
    ///
    /// @param save which save
    /// @param title what goes on now
    /// @param loser where the other content is
    public record Settled(SaveId save, String title, String loser) {}

    /// @param first the conflict to begin with
    public ConflictViewModel(SyncSession session, SaveId first) {
        this.session = session;
        this.wording = session.wording();
        this.words = new ConflictWords(session.device(), wording);
        session.known().addListener(onKnown);
        waiting.setAll(waiting(session.known().get()));
        show(first);
    }

    public Wording wording() {
        return wording;
    }

    /// The conflicts that wait.
    public ObservableList<SaveRow> waiting() {
        return waitingSeen;
    }

    /// The one that is shown; null if none waits any more.
    public ReadOnlyObjectProperty<@Nullable Conflict> current() {
        return current.getReadOnlyProperty();
    }

    /// What became of the last decision; null while one is asked for.
    public ReadOnlyObjectProperty<@Nullable Settled> settled() {
        return settled.getReadOnlyProperty();
    }

    /// Why nothing was decided, though a button was pressed; may be empty.
    public ReadOnlyStringProperty notice() {
        return notice.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty busy() {
        return session.busy();
    }

    /// Where in the list the one that is shown stands, from 0; -1 if none is shown.
    public int position() {
        Conflict shown = current.get();
        return shown == null ? -1 : position(shown.save());
    }

    private int position(SaveId save) {
        for (int i = 0; i < waiting.size(); i++) if (waiting.get(i).id().equals(save)) return i;
        return -1;
    }

    /// Shows that conflict, if it still waits.
    public void show(SaveId save) {
        int at = position(save);
        notice.set("");
        settled.set(null);
        current.set(at < 0 ? null : words.of(waiting.get(at)));
    }

    /// Shows the next one, and after the last the first.
    public void next() {
        step(1);
    }

    public void previous() {
        step(-1);
    }

    private void step(int by) {
        if (waiting.isEmpty()) {
            current.set(null);
            settled.set(null);
            return;
        }
        int at = position();
        int to =
                at < 0
                        ? Math.min(resumeAt, waiting.size() - 1)
                        : Math.floorMod(at + by, waiting.size());
        show(waiting.get(to).id());
    }

    /// Decides the conflict that is shown.
    public void decide(Answer answer) {
        Conflict shown = current.get();
        if (shown == null || session.busy().get()) return;
        notice.set("");
        session.ask(
                engine -> now(engine, shown.save()),
                now -> goOn(shown, answer, now),
                problem -> notice.set(problem.text()));
    }

    /// How the save stands at the click.
    ///
    /// @param row null if the save is gone altogether
    /// @param offline whether the storage is out of reach, so that its side is what was last seen
    private record Now(@Nullable SaveRow row, boolean offline) {}

    private static Now now(SyncService engine, SaveId save) throws StorageException {
        try {
            return new Now(row(engine, save, false), false);
        } catch (StorageException.Unavailable e) {
            return new Now(row(engine, save, true), true);
        }
    }

    private static @Nullable SaveRow row(SyncService engine, SaveId save, boolean offline)
            throws StorageException {
        try {
            return engine.status(SyncSession.only(save), offline).saves().stream()
                    .filter(row -> row.id().equals(save))
                    .findFirst()
                    .orElse(null);
        } catch (RequestException e) {
            return null; // nothing is known by that name any more
        }
    }

    private void goOn(Conflict shown, Answer answer, Now now) {
        SaveRow row = now.row();
        if (row == null || !row.attention().settledByResolve()) {
            notice.set(wording.text("conflict.goneMeanwhile"));
            session.refresh();
        } else if (!Ground.of(row).equals(shown.ground())) {
            current.set(words.of(row));
            notice.set(wording.text("conflict.changedMeanwhile"));
            session.refresh();
        } else if (now.offline()) {
            session.ask(
                    engine -> remembered(engine, shown.save(), answer),
                    yes -> settle(shown, new SettledWords(wording).remembered(shown)),
                    problem -> notice.set(problem.text()));
        } else {
            session.work(
                    engine -> resolve(engine, shown.save(), answer),
                    report -> decided(shown, answer, report),
                    report -> outcome(shown, report));
        }
    }

    private static SyncReport resolve(SyncService engine, SaveId save, Answer answer)
            throws StorageException {
        return switch (answer) {
            case Answer.Here() -> engine.resolve(SyncSession.only(save), Keep.LOCAL, null);
            case Answer.There(var head, _) ->
                    engine.resolve(SyncSession.only(save), Keep.REMOTE, head);
            case Answer.Both() -> engine.resolve(SyncSession.only(save), Keep.BOTH, null);
        };
    }

    /// Out of reach of the storage the engine remembers an answer, and says so by this exception.
    private static boolean remembered(SyncService engine, SaveId save, Answer answer)
            throws StorageException {
        try {
            resolve(engine, save, answer);
        } catch (StorageException.Unavailable e) {
            return true;
        }
        return false;
    }

    private void decided(Conflict shown, Answer answer, SyncReport report) {
        if (!went(shown, report)) {
            notice.set(outcome(shown, report).text());
            return;
        }
        settle(shown, new SettledWords(wording).of(shown, answer));
    }

    private void settle(Conflict shown, Settled result) {
        resumeAt = Math.max(0, position(shown.save()));
        waiting.removeIf(row -> row.id().equals(shown.save()));
        settled.set(result);
    }

    private static boolean went(Conflict shown, SyncReport report) {
        return !report.conflicts().contains(shown.save()) && report.failed().isEmpty();
    }

    private Outcome outcome(Conflict shown, SyncReport report) {
        String name = wording.name(shown.save());
        if (!report.failed().isEmpty())
            return new Outcome(Tone.BAD, wording.error(report.failed().getFirst().what()));
        return went(shown, report)
                ? new Outcome(Tone.GOOD, wording.text("outcome.settled", name))
                : new Outcome(Tone.BAD, wording.text("outcome.notSettled", name));
    }

    private static List<SaveRow> waiting(Known known) {
        if (known.report() == null) return List.of();
        return known.report().saves().stream()
                .filter(row -> row.attention().settledByResolve())
                .toList();
    }

    /// What is on the table stays as it is until the person has done with it: nothing moves under
    /// the pointer.
    private void update(Known known) {
        List<SaveRow> now = waiting(known);
        if (!now.equals(waiting)) waiting.setAll(now);
    }

    @Override
    public void close() {
        session.known().removeListener(onKnown);
    }
}
