package app.savepoint.app.library;

import app.savepoint.app.session.Known;
import app.savepoint.app.session.Outcome;
import app.savepoint.app.session.SyncSession;
import app.savepoint.app.session.Tone;
import app.savepoint.app.session.Wording;
import app.savepoint.core.SyncService;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.RemoteTree.Offer;
import app.savepoint.core.view.RootRow;
import app.savepoint.core.view.StatusReport;
import app.savepoint.core.view.SyncEvent;
import app.savepoint.core.view.SyncReport.Failure;
import app.savepoint.core.view.SyncRequest.Direction;
import app.savepoint.core.view.Version;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ChangeListener;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import org.jspecify.annotations.Nullable;

/// Every save, what of it is shown, and what can be asked for.
///
/// While a sync runs, each save shows what happens to it; afterwards, what the engine says of it.
///
/// The lists are handed out as views that are made once: a view of an observable list that nobody
/// holds is collected, and with it whoever listens to it.
public final class LibraryViewModel implements AutoCloseable {
    private final SyncSession session;
    private final Wording wording;
    private final FolderOpener opener;
    private final ObservableList<SaveItem> items = FXCollections.observableArrayList();
    private final ObservableList<SaveItem> itemsSeen =
            FXCollections.unmodifiableObservableList(items);
    private final FilteredList<SaveItem> shown = new FilteredList<>(items);
    private final ObservableList<SaveItem> shownSeen =
            FXCollections.unmodifiableObservableList(shown);
    private final ObservableList<Need> needsYou = FXCollections.observableArrayList();
    private final ObservableList<Need> needsYouSeen =
            FXCollections.unmodifiableObservableList(needsYou);
    private final ObservableList<String> systems = FXCollections.observableArrayList();
    private final ObservableList<String> systemsSeen =
            FXCollections.unmodifiableObservableList(systems);
    private final StringProperty search = new SimpleStringProperty("");
    private final ObjectProperty<@Nullable String> system = new SimpleObjectProperty<>();
    private final ObjectProperty<StateFilter> filter = new SimpleObjectProperty<>(StateFilter.ALL);
    private final Map<SaveId, Integer> positions = new HashMap<>();
    private final ChangeListener<Known> onKnown = (property, before, now) -> show(now);
    private final SyncService.Subscription events;
    private @Nullable StatusReport drawn;
    private Map<SaveId, Failure> drawnFailures = Map.of();

    public LibraryViewModel(SyncSession session, FolderOpener opener) {
        this.session = session;
        this.wording = session.wording();
        this.opener = opener;
        search.addListener(change -> narrow());
        system.addListener(change -> narrow());
        filter.addListener(change -> narrow());
        session.known().addListener(onKnown);
        events = session.onEvent(this::live);
        show(session.known().get());
    }

    public SyncSession session() {
        return session;
    }

    /// Every save.
    public ObservableList<SaveItem> items() {
        return itemsSeen;
    }

    /// The saves that search and filters let through.
    public ObservableList<SaveItem> shown() {
        return shownSeen;
    }

    /// What waits for the person.
    public ObservableList<Need> needsYou() {
        return needsYouSeen;
    }

    /// The systems there are saves of, by slug.
    public ObservableList<String> systems() {
        return systemsSeen;
    }

    /// What the person typed to find saves.
    public StringProperty search() {
        return search;
    }

    /// The one system that is shown; null for all.
    public ObjectProperty<@Nullable String> system() {
        return system;
    }

    public ObjectProperty<StateFilter> filter() {
        return filter;
    }

    public Optional<SaveItem> item(SaveId save) {
        return Optional.ofNullable(positions.get(save)).map(items::get);
    }

    /// Shows every save again.
    public void showAll() {
        search.set("");
        system.set(null);
        filter.set(StateFilter.ALL);
    }

    private void show(Known known) {
        StatusReport report = known.report();
        if (report != null && !(report.equals(drawn) && known.failures().equals(drawnFailures))) {
            drawn = report;
            drawnFailures = known.failures();
            draw(report);
        }
        List<Need> needs = Need.of(known, items);
        // What is drawn anew under the pointer swallows a click.
        if (!needs.equals(needsYou)) needsYou.setAll(needs);
    }

    private void draw(StatusReport report) {
        List<SaveItem> now = new ArrayList<>(report.saves().size());
        positions.clear();
        for (var row : report.saves()) {
            Failure failure = drawnFailures.get(row.id());
            positions.put(row.id(), now.size());
            now.add(
                    SaveItem.of(
                            row, failure == null ? null : wording.error(failure.what()), wording));
        }
        items.setAll(now);
        List<String> slugs =
                now.stream()
                        .map(item -> item.id().system())
                        .distinct()
                        .sorted((a, b) -> wording.system(a).compareToIgnoreCase(wording.system(b)))
                        .toList();
        if (!slugs.equals(systems)) systems.setAll(slugs);
        if (system.get() != null && !slugs.contains(system.get())) system.set(null);
    }

    private void live(SyncEvent event) {
        switch (event) {
            case SyncEvent.Moving moving -> {
                if (moving.current() != null) mark(moving.current(), SaveState.MOVING);
            }
            case SyncEvent.Pushed(var save) -> mark(save, SaveState.IN_SYNC);
            case SyncEvent.Pulled(var save) -> mark(save, SaveState.IN_SYNC);
            case SyncEvent.Deleted(var save, var here) -> mark(save, SaveState.GONE);
            case SyncEvent.Failed(var failure) -> mark(failure.id(), SaveState.ERROR);
            case SyncEvent.Started _,
                    SyncEvent.Scanning _,
                    SyncEvent.Planned _,
                    SyncEvent.NeedsPerson _,
                    SyncEvent.StorageOutOfReach _,
                    SyncEvent.Noticed _,
                    SyncEvent.Finished _ -> {}
        }
    }

    private void mark(SaveId save, SaveState state) {
        Integer position = positions.get(save);
        if (position == null) return;
        SaveItem before = items.get(position);
        // Keeping undecided contents safe decides nothing.
        boolean undecided = before.row().attention().waitsForPerson() && state != SaveState.ERROR;
        // The engine names a save again when it is done with it.
        boolean late = state == SaveState.MOVING && before.state() == SaveState.IN_SYNC;
        if (before.state() == state || late || undecided) return;
        items.set(position, before.now(state, wording));
    }

    private void narrow() {
        Search wanted = Search.of(search.get());
        String slug = system.get();
        StateFilter states = filter.get();
        shown.setPredicate(item ->
                states.takes(item.state())
                        && (slug == null || slug.equals(item.id().system()))
                        && wanted.finds(item));
    }

    // What the person can ask for.

    public void sync() {
        session.syncAll();
    }

    public void cancel() {
        session.cancel();
    }

    public void push(SaveItem item) {
        session.sync(item.id(), Direction.PUSH);
    }

    public void pull(SaveItem item) {
        session.sync(item.id(), Direction.PULL);
    }

    /// Tries a save again that could not be read or moved.
    public void retry(SaveItem item) {
        session.sync(item.id(), Direction.BOTH);
    }

    /// Goes on here with a content that nobody goes on with by itself; what lies here is backed up
    /// first.
    public void takeOver(Offer offer) {
        session.work(
                engine -> engine.restoreRevision(offer.save(), offer.revision()),
                report -> {},
                report ->
                        report.failed().isEmpty()
                                ? new Outcome(
                                        Tone.GOOD,
                                        wording.text(
                                                "outcome.restored", wording.name(offer.save())))
                                : new Outcome(
                                        Tone.BAD,
                                        wording.error(report.failed().getFirst().what())));
    }

    public void lookAgain() {
        session.refresh();
    }

    /// Says that a changed folder is right as it is now.
    public void believe(RootRow root) {
        Path path = root.root().path();
        session.ask(
                engine -> {
                    engine.acceptRoot(path);
                    return path;
                },
                accepted -> {
                    session.tell(
                            new Outcome(Tone.GOOD, wording.text("outcome.believed", accepted)));
                    session.refresh();
                });
    }

    /// Opens the folder the save lies in.
    public void openFolder(SaveItem item) {
        Version local = item.row().local();
        if (local == null || local.path() == null) return;
        Path folder = local.path().getParent();
        if (folder == null) return;
        session.ask(
                engine -> {
                    try {
                        opener.open(folder);
                        return folder;
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                opened -> {},
                failed ->
                        session.tell(
                                new Outcome(Tone.BAD, wording.text("outcome.folder", folder))));
    }

    @Override
    public void close() {
        session.known().removeListener(onKnown);
        events.close();
    }
}
