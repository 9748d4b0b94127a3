package app.savepoint.core;

import app.savepoint.core.backup.BackupReason;
import app.savepoint.core.journal.Agreement;
import app.savepoint.core.journal.Journal;
import app.savepoint.core.plan.Action;
import app.savepoint.core.plan.Base;
import app.savepoint.core.plan.SavePlan;
import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.Head;
import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.Place;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.save.SaveKind;
import app.savepoint.core.save.Saying;
import app.savepoint.core.scan.LocalSave;
import app.savepoint.core.storage.Refusal;
import app.savepoint.core.storage.Storage;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.transfer.Landings;
import app.savepoint.core.transfer.Replacement;
import app.savepoint.core.view.Selection;
import app.savepoint.core.view.SlotRow;
import app.savepoint.core.view.SyncReport;
import app.savepoint.core.view.Version;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A game's playthroughs: each in a slot of its own, one of them under the emulator's name on this
/// device.
///
/// Which slot a file on this device belongs to is remembered as what was agreed on for its place.
/// Exchanging two of them changes the file first and that memory after it; what a crash leaves in
/// between is told from the file by [#end].
final class Playthroughs implements Syncing.CutShort {
    private static final String PLAYED = "played";
    private static final String UNDER_WAY = "playing";

    private final EngineWork work;
    private final Journal journal;
    private final Storage storage;
    private final Replacement replacement;
    private final Observer observer;
    private final EngineLedger ledger;
    private final Function<DeviceId, String> names;

    Playthroughs(
            EngineWork work,
            Journal journal,
            Storage storage,
            Replacement replacement,
            Observer observer,
            EngineLedger ledger,
            Function<DeviceId, String> names) {
        this.work = work;
        this.journal = journal;
        this.storage = storage;
        this.replacement = replacement;
        this.observer = observer;
        this.ledger = ledger;
        this.names = names;
    }

    /// The playthroughs of the selected games.
    List<SlotRow> slots(Selection games) throws StorageException {
        Observer.Seen seen = work.observe(true);
        Set<SaveId> named =
                SaveSelection.select(games, seen.observation().saves()).stream()
                        .filter(save -> save.kind() == SaveKind.SAVE)
                        .collect(Collectors.toCollection(LinkedHashSet::new));
        List<SlotRow> rows = new ArrayList<>();
        for (SaveId save : seen.observation().saves())
            if (named.stream().anyMatch(one -> sameGame(one, save)))
                row(seen, save).ifPresent(rows::add);
        return rows;
    }

    private static boolean sameGame(SaveId one, SaveId other) {
        return one.inSlot(other.slot()).equals(other);
    }

    private Optional<SlotRow> row(Observer.Seen seen, SaveId save) {
        SavePlan plan = work.plans(seen, only(save)).getFirst();
        var row = work.row(seen, plan);
        Version shown =
                row.local() != null
                        ? row.local()
                        : row.remote().stream()
                                .filter(version -> !version.isDeletion())
                                .findFirst()
                                .orElse(null);
        // What it could be stands under its own name until a person has said that it is it
        boolean perhaps = row.local() == null && row.asks();
        if (shown == null || perhaps) return Optional.empty();
        return Optional.of(
                new SlotRow(
                        save,
                        row.local() != null,
                        writer(save, shown),
                        shown.contentId() == null ? null : shown.modified(),
                        shown.size()));
    }

    /// Who played it: a slot may have been published by the device that kept both.
    private String writer(SaveId save, Version shown) {
        return storage.history(save.inSlot(SaveId.MAIN_SLOT)).stream()
                .filter(revision -> shown.contentId() != null)
                .filter(revision ->
                        revision.contentId().filter(id -> id.equals(shown.contentId())).isPresent())
                .map(Revision::device)
                .reduce((newer, older) -> older)
                .map(names)
                .orElse(shown.deviceName());
    }

    private static Selection only(SaveId save) {
        return new Selection(List.of(save.toString()));
    }

    /// Makes one the active one on this device.
    SyncReport play(Selection selection) throws StorageException {
        Observer.Seen seen = work.observe(false);
        Set<SaveId> meant = SaveSelection.select(selection, seen.observation().saves());
        meant.removeIf(save -> save.kind() != SaveKind.SAVE);
        if (meant.size() != 1)
            throw new RequestException(
                    "save.several",
                    Saying.of(
                            "save.several.play",
                            String.join(", ", selection.names()),
                            meant.size()));
        return play(meant.iterator().next(), PLAYED, "");
    }

    /// @param action what the activity calls it
    SyncReport play(SaveId target, String action, String message) throws StorageException {
        Observer.Seen seen = work.observe(false);
        if (!seen.observation().here(target).isEmpty()) return Reports.nothing();
        if (storage.refuses(target).filter(Refusal.SLOT_UNCLEAR::equals).isPresent())
            throw new RequestException("play.slot-unclear", target);
        SaveId present = activeSlot(seen, target);
        // What lies here has to be in the storage before it gives way.
        SyncReport report = present == null ? Reports.nothing() : work.syncAsPart(List.of(present));
        seen = work.observe(false);
        if (present != null) requireSettled(seen, present);
        Revision revision = content(seen, target);
        Map<Place, Landings.Found> spots = spots(seen, present, target, revision);
        long bytes = 0;
        for (Map.Entry<Place, Landings.Found> spot : spots.entrySet()) {
            begin(target, present, spot.getKey());
            Restore.Result result = exchange(seen, target, present, spot.getValue(), revision);
            if (result instanceof Restore.Failed(var failure)) {
                journal.settings().remove(UNDER_WAY);
                return work.failed(failure);
            }
            Manifest now = Objects.requireNonNull(((Restore.Put) result).manifest());
            bytes += now.size();
            ledger.record(
                    agreements(seen, target, spot.getKey(), revision, now),
                    List.of(
                            ledger.line(
                                    action,
                                    target,
                                    true,
                                    message,
                                    present == null
                                            ? new UndoNote.Nothing()
                                            : new UndoNote.Played(present))));
            journal.settings().remove(UNDER_WAY);
        }
        return Reports.pulled(report, target, bytes);
    }

    private @Nullable SaveId activeSlot(Observer.Seen seen, SaveId target) {
        return seen.observation().saves().stream()
                .filter(save -> sameGame(save, target))
                .filter(save -> !seen.observation().here(save).isEmpty())
                .findFirst()
                .orElse(null);
    }

    private void requireSettled(Observer.Seen seen, SaveId present) {
        SavePlan plan = work.plans(seen, only(present)).getFirst();
        if (plan.action() != Action.IN_SYNC) throw new RequestException("play.unsettled", present);
    }

    private Revision content(Observer.Seen seen, SaveId target) {
        List<Head> heads = seen.observation().there(target).heads();
        long contents = heads.stream().map(Head::content).distinct().count();
        return heads.stream()
                .filter(head -> contents == 1 && !head.isTombstone())
                .findFirst()
                .flatMap(head -> storage.revision(head.id()))
                .orElseThrow(() -> new RequestException("play.nothing", target));
    }

    /// Where the target goes: to the places of what is played now, else where the game's main save
    /// would go.
    private static Map<Place, Landings.Found> spots(
            Observer.Seen seen, @Nullable SaveId present, SaveId target, Revision revision) {
        Manifest manifest = Objects.requireNonNull(revision.manifest());
        Map<Place, Landings.Spot> spots = new LinkedHashMap<>();
        if (present != null)
            seen.observation()
                    .here(present)
                    .forEach((place, found) ->
                            spots.put(
                                    place, seen.landings().at(place, manifestOf(found), manifest)));
        else {
            Landings.Spot spot = seen.landings().forNew(target.inSlot(SaveId.MAIN_SLOT), manifest);
            if (spot instanceof Landings.Found found) spots.put(found.files().place(), spot);
            else spots.put(new Place(0, target.game()), spot);
        }
        Map<Place, Landings.Found> found = new LinkedHashMap<>();
        spots.forEach((place, spot) -> {
            switch (spot) {
                case Landings.Found there -> found.put(place, there);
                case Landings.Nowhere(var reason) ->
                        throw new RequestException(
                                "play.nowhere", Saying.of("play.nowhere", reason));
            }
        });
        return found;
    }

    private static @Nullable Manifest manifestOf(LocalSave found) {
        return found.state() instanceof LocalSave.Present(var manifest, _) ? manifest : null;
    }

    private Restore.Result exchange(
            Observer.Seen seen,
            SaveId target,
            @Nullable SaveId present,
            Landings.Found spot,
            Revision revision)
            throws StorageException {
        Place place = spot.files().place();
        LocalSave lies = present == null ? null : seen.observation().here(present).get(place);
        var order =
                new Replacement.Order(
                        present == null ? target : present,
                        spot.files(),
                        lies == null ? null : manifestOf(lies),
                        spot.named(),
                        BackupReason.REPLACED);
        return Restore.carryOut(
                replacement,
                order,
                sink ->
                        storage.fetch(
                                revision,
                                file -> sink.open(spot.named().file(file.role()).orElseThrow())),
                () -> observer.gateOpen(target, place));
    }

    /// What lies at the place is the target from now on; the others of the game are in the storage
    /// and not here.
    private List<Agreement> agreements(
            Observer.Seen seen, SaveId target, Place place, Revision revision, Manifest now) {
        List<Agreement> agreements = new ArrayList<>();
        for (SaveId save : seen.observation().saves())
            if (sameGame(save, target) && !save.equals(target)) {
                Base base = seen.observation().base(save, place);
                if (base == null) continue;
                Head head =
                        seen.observation().there(save).heads().stream().findFirst().orElse(null);
                agreements.add(ledger.agreement(save, place, null));
                agreements.add(
                        ledger.agreement(
                                save,
                                null,
                                head == null
                                        ? Base.agreed(base.revision(), base.content(), false, null)
                                        : Base.agreed(head.id(), head.content(), false, null)));
            }
        agreements.add(ledger.agreement(target, null, null));
        agreements.add(
                ledger.agreement(
                        target,
                        place,
                        Base.agreed(revision.id(), now.contentId(), true, now.modifiedAt())));
        return agreements;
    }

    // What a crash leaves behind.

    private void begin(SaveId target, @Nullable SaveId present, Place place) {
        journal.settings()
                .put(
                        UNDER_WAY,
                        place.root()
                                + "\n"
                                + place.path()
                                + "\n"
                                + target
                                + "\n"
                                + (present == null ? "" : present));
    }

    /// Ends an exchange that a crash cut short: if the file is the one that was to come, it is
    /// remembered as that; else nothing has happened.
    @Override
    public void end() throws StorageException {
        Optional<String> noted = journal.settings().get(UNDER_WAY);
        if (noted.isEmpty()) return;
        String[] words = noted.get().split("\n", -1);
        Place place = new Place(Long.parseLong(words[0]), words[1]);
        SaveId target = SaveId.parse(words[2]);
        SaveId present = words[3].isEmpty() ? null : SaveId.parse(words[3]);
        Observer.Seen seen = work.observe(true);
        SaveId lies = present == null ? target.inSlot(SaveId.MAIN_SLOT) : present;
        LocalSave found = seen.observation().here(lies).get(place);
        Manifest now = found == null ? null : manifestOf(found);
        if (now != null
                && seen.observation().there(target).heads().stream()
                        .anyMatch(head -> now.contentId().equals(head.content())))
            ledger.record(agreements(seen, target, place, content(seen, target), now), List.of());
        journal.settings().remove(UNDER_WAY);
    }

    /// Whether an exchange was begun and its end was not remembered.
    @Override
    public boolean isLeft(boolean offline) {
        return journal.settings().get(UNDER_WAY).isPresent();
    }
}
