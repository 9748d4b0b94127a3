package app.savepoint.core.plan;

import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.Head;
import app.savepoint.core.save.Hlc;
import app.savepoint.core.save.Hold;
import app.savepoint.core.save.Lineage;
import app.savepoint.core.save.Place;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.RevisionId;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A [Model] that shows a device just what a situation says: with a history in which the heads
/// stand to the base as they are said to, files as much older, and emulators that run.
final class AsModel {
    private final Situation situation;
    private final Map<RevisionId, Set<RevisionId>> parents = new HashMap<>();
    private final Map<RevisionId, Revision> earlier = new HashMap<>();
    private final ModelStorage storage;
    private final boolean order;
    private final Map<Place, Local.Content> disk = new HashMap<>();
    private final Map<Place, Hold> held = new HashMap<>();
    private final Set<Optional<Place>> running = new HashSet<>();
    private final Map<Optional<Place>, Base> bases = new HashMap<>();

    private AsModel(Situation situation) {
        this.situation = situation;
        this.order =
                situation.lineage()
                        || situation.places().stream()
                                .anyMatch(at -> at.lineage() != Lineage.UNKNOWN);
        this.storage = new ModelStorage(situation.lineage(), order);
    }

    static Model of(Situation situation) {
        return new AsModel(situation).model();
    }

    private Model model() {
        for (AtPlace at : situation.places()) {
            Optional<Place> place = Optional.ofNullable(at.place());
            if (!at.gateOpen()) running.add(place);
            switch (at.local()) {
                case Local.Absent() -> {}
                case Local.Content here -> disk.put(place.orElseThrow(), here);
                case Local.Held(var why) -> held.put(place.orElseThrow(), why);
            }
            Base base = at.base();
            if (base != null) bases.put(place, agreed(at, renamed(at, base)));
            else if (at.earlierRevision()) past(at.content().orElseThrow().id());
        }
        // If what was agreed on is forgotten, the save lies nowhere, for the same emulator
        if (running.size() == situation.places().size()) running.add(Optional.empty());
        earlier.values().forEach(storage::add);
        for (Head head : situation.remote().all())
            storage.add(
                    revision(
                            head.id(),
                            parents.getOrDefault(head.id(), Set.of()),
                            head.content(),
                            head.blank(),
                            head));
        return new Model(
                storage,
                disk,
                bases,
                situation.policy(),
                situation.choice(),
                new Model.Around(held, running, situation.taken(), situation.arriving()));
    }

    /// A revision continues itself, so a head that does not continue the base is another one, even
    /// if it goes by the same letter.
    private Base renamed(AtPlace at, Base base) {
        boolean itself = situation.remote().ids().contains(base.lastHad());
        boolean continues = at.lineage() == Lineage.DESCENDS || at.lineage() == Lineage.UNKNOWN;
        boolean laterThanItself = at.laterThere() && !order;
        if (!itself || (continues && !laterThanItself)) return base;
        RevisionId other = Given.revision("another one");
        return base.kept() == null
                ? new Base(other, base.content(), base.placed(), base.fileTime(), null, null, null)
                : base.keeping(
                        other,
                        Objects.requireNonNull(base.keptContent()),
                        Objects.requireNonNull(base.fileTime()));
    }

    private Base agreed(AtPlace at, Base base) {
        relate(at.lineage(), base);
        Instant here = at.content().map(Local.Content::time).orElse(null);
        Instant before = base.fileTime();
        if (here != null && base.wasHere())
            before = at.olderThanBase() ? here.plusSeconds(60) : here;
        Instant storedAt = order ? null : Given.NOON.minusSeconds(at.laterThere() ? 60 : 0);
        return new Base(
                base.revision(),
                base.content(),
                base.placed(),
                before,
                storedAt,
                base.kept(),
                base.keptContent());
    }

    private void relate(Lineage lineage, Base base) {
        Optional<Head> head = situation.remote().all().stream().findFirst();
        RevisionId had = base.lastHad();
        if (head.isEmpty() || situation.remote().ids().contains(had)) return;
        switch (lineage) {
            case DESCENDS -> {
                parents.computeIfAbsent(head.get().id(), _ -> new HashSet<>()).add(had);
                earlier.put(had, revision(had, Set.of(), base.lastHadContent(), false, head.get()));
            }
            case ANCESTOR ->
                    storage.addLost(
                            revision(
                                    had,
                                    Set.of(head.get().id()),
                                    base.lastHadContent(),
                                    false,
                                    head.get()));
            case UNRELATED, UNKNOWN -> {}
        }
    }

    private void past(ContentId content) {
        Head head = situation.remote().all().getFirst();
        RevisionId id = Given.revision("past");
        parents.computeIfAbsent(head.id(), _ -> new HashSet<>()).add(id);
        earlier.put(id, revision(id, Set.of(), content, false, head));
    }

    private static Revision revision(
            RevisionId id,
            Set<RevisionId> parents,
            @Nullable ContentId content,
            boolean blank,
            Head like) {
        Instant time = like.modifiedAt();
        return new Revision(
                id,
                Given.SAVE,
                parents,
                like.device(),
                new Hlc(time.toEpochMilli(), 0),
                content == null ? null : Letters.files(content, time),
                blank);
    }
}
