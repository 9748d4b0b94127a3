package app.savepoint.app.history;

import app.savepoint.app.session.Known;
import app.savepoint.app.session.SyncSession;
import app.savepoint.app.session.Wording;
import app.savepoint.core.view.ActivityRow;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.value.ChangeListener;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// What happened, newest first, with the days it happened on.
public final class ActivityViewModel implements AutoCloseable {
    private static final int LINES = 500;
    private static final String FAILED = "failed";

    private final SyncSession session;
    private final Wording wording;
    private final ObservableList<ActivityEntry> entries = FXCollections.observableArrayList();
    private final ObservableList<ActivityEntry> entriesSeen =
            FXCollections.unmodifiableObservableList(entries);
    private final ReadOnlyBooleanWrapper loaded = new ReadOnlyBooleanWrapper();
    private final ChangeListener<Known> onKnown = (property, before, now) -> load();

    public ActivityViewModel(SyncSession session) {
        this.session = session;
        this.wording = session.wording();
        session.known().addListener(onKnown);
        load();
    }

    public Wording wording() {
        return wording;
    }

    public ObservableList<ActivityEntry> entries() {
        return entriesSeen;
    }

    /// Whether the activity was read.
    public ReadOnlyBooleanProperty loaded() {
        return loaded.getReadOnlyProperty();
    }

    private void load() {
        session.ask(
                engine -> engine.activity(LINES),
                rows -> {
                    List<ActivityEntry> now = entries(rows);
                    if (!now.equals(entries)) entries.setAll(now);
                    loaded.set(true);
                });
    }

    private List<ActivityEntry> entries(List<ActivityRow> rows) {
        List<ActivityEntry> all = new ArrayList<>();
        String lastDay = "";
        for (ActivityRow row : rows) {
            String day = wording.day(row.time());
            all.add(entry(row, day.equals(lastDay) ? "" : day));
            lastDay = day;
        }
        return all;
    }

    private ActivityEntry entry(ActivityRow row, String day) {
        String what = row.save() == null ? "" : wording.name(row.save());
        String key = "activity." + row.action();
        return new ActivityEntry(
                row.action(),
                row.status().equals(FAILED),
                wording.knows(key) ? wording.text(key, what) : (row.action() + " " + what).strip(),
                wording.error(row.what()),
                row.device(),
                row.time(),
                day);
    }

    @Override
    public void close() {
        session.known().removeListener(onKnown);
    }
}
