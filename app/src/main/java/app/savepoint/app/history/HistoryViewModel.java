package app.savepoint.app.history;

import app.savepoint.app.history.HistoryEntry.Source;
import app.savepoint.app.session.Known;
import app.savepoint.app.session.Outcome;
import app.savepoint.app.session.SyncSession;
import app.savepoint.app.session.Tone;
import app.savepoint.app.session.Wording;
import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.view.BackupRow;
import app.savepoint.core.view.HistoryRow;
import app.savepoint.core.view.SaveRow;
import app.savepoint.core.view.SyncReport;
import app.savepoint.core.view.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.value.ChangeListener;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// One save's timeline: what was published of it, and what was set aside on this device.
public final class HistoryViewModel implements AutoCloseable {
    private final SyncSession session;
    private final Wording wording;
    private final SaveId save;
    private final ObservableList<HistoryEntry> entries = FXCollections.observableArrayList();
    private final ObservableList<HistoryEntry> entriesSeen =
            FXCollections.unmodifiableObservableList(entries);
    private final ReadOnlyBooleanWrapper loaded = new ReadOnlyBooleanWrapper();
    private final ChangeListener<Known> onKnown = (property, before, now) -> load();

    public HistoryViewModel(SyncSession session, SaveId save) {
        this.session = session;
        this.wording = session.wording();
        this.save = save;
        session.known().addListener(onKnown);
        load();
    }

    public Wording wording() {
        return wording;
    }

    /// The timeline, newest first.
    public ObservableList<HistoryEntry> entries() {
        return entriesSeen;
    }

    /// Whether the timeline was read.
    public ReadOnlyBooleanProperty loaded() {
        return loaded.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty busy() {
        return session.busy();
    }

    private void load() {
        @Nullable ContentId here = here().orElse(null);
        session.ask(
                engine -> {
                    List<HistoryEntry> all = new ArrayList<>();
                    var only = SyncSession.only(save);
                    engine.history(only).forEach(row -> all.add(entry(row, here)));
                    engine.backups(only).forEach(row -> all.add(entry(row, here)));
                    all.sort(Comparator.comparing(HistoryEntry::time).reversed());
                    return all;
                },
                all -> {
                    entries.setAll(all);
                    loaded.set(true);
                });
    }

    private Optional<ContentId> here() {
        var report = session.known().get().report();
        if (report == null) return Optional.empty();
        return report.saves().stream()
                .filter(row -> row.id().equals(save))
                .map(SaveRow::local)
                .filter(Objects::nonNull)
                .map(Version::contentId)
                .filter(Objects::nonNull)
                .findFirst();
    }

    private HistoryEntry entry(HistoryRow row, @Nullable ContentId here) {
        Revision revision = row.revision();
        boolean own = revision.device().equals(session.device().id());
        String device = wording.device(row.deviceName());
        String key = revision.isTombstone() ? "history.deleted" : "history.published";
        ContentId content = revision.contentId().orElse(null);
        return new HistoryEntry(
                new Source.Revision(revision.id()),
                Instant.ofEpochMilli(revision.time().millis()),
                own ? wording.text(key + ".here") : wording.text(key, device),
                detail(revision.manifest()),
                content,
                content != null && content.equals(here),
                row.head(),
                false);
    }

    private HistoryEntry entry(BackupRow row, @Nullable ContentId here) {
        ContentId content = row.manifest().contentId();
        return new HistoryEntry(
                new Source.Backup(row.id()),
                row.time(),
                wording.text("history.setAside", reason(row.reason())),
                detail(row.manifest()),
                content,
                content.equals(here),
                false,
                row.pinned());
    }

    private String reason(String word) {
        return wording.knows("backup." + word) ? wording.text("backup." + word) : word;
    }

    private String detail(@Nullable Manifest manifest) {
        if (manifest == null) return "";
        return wording.text(
                "history.content",
                wording.exact(manifest.modifiedAt()),
                wording.size(manifest.size()));
    }

    /// Puts a content back; what it replaces is set aside first.
    public void restore(HistoryEntry entry) {
        session.work(
                engine ->
                        switch (entry.source()) {
                            case Source.Revision(var id) -> engine.restoreRevision(save, id);
                            case Source.Backup(var id) -> engine.restoreBackup(save, id);
                        },
                report -> {},
                this::outcome);
    }

    private Outcome outcome(SyncReport report) {
        return report.failed().isEmpty()
                ? new Outcome(Tone.GOOD, wording.text("outcome.restored", wording.name(save)))
                : new Outcome(Tone.BAD, wording.error(report.failed().getFirst().what()));
    }

    @Override
    public void close() {
        session.known().removeListener(onKnown);
    }
}
