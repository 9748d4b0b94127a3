package app.savepoint.testkit.lives;

import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.SaveId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Looks at a device before and after each job and holds what it did against the promises, by what
/// people know ([Past]) and not by what the engine believes.
final class Witness {
    private static final String STAGED = "-new";

    private final World world;
    private final Past past;
    private final Storehouse storehouse;
    private final Map<LifeDevice, Map<Path, String>> inPlace = new HashMap<>();
    private final Map<LifeDevice, Set<String>> setAside = new HashMap<>();

    /// What must not get lost: contents that a sync has seen.
    private final Set<ContentId> owed = new HashSet<>();

    /// What must be found after the jobs that are under way, besides.
    private final Set<ContentId> meanwhile = new HashSet<>();

    /// Revisions whose contents a rule dropped.
    private final Set<RevisionId> dropped = new HashSet<>();

    /// Contents that a rule dropped while the jobs that are under way were.
    private final Set<ContentId> droppedMeanwhile = new HashSet<>();

    /// What the device at hand knows of the saves that were asked about.
    private final Map<SaveId, LifeDevice.Known> read = new HashMap<>();

    private int underWay;

    Witness(World world, Past past, Storehouse storehouse) {
        this.world = world;
        this.past = past;
        this.storehouse = storehouse;
    }

    /// A breach of a promise.
    static final class Breach extends AssertionError {
        private static final long serialVersionUID = 1L;

        Breach(String what) {
            super(what);
        }
    }

    /// How things stood before a job.
    ///
    /// @param byPerson the saves about which a person decides in it, or decided before and it was
    ///   not done yet
    /// @param known what the person can know of them
    /// @param published the revisions of them
    record Before(
            LifeDevice device,
            Map<Game, ContentId> live,
            Set<SaveId> byPerson,
            Map<SaveId, Set<ContentId>> known,
            Set<Revision> published) {}

    Set<ContentId> owed() {
        return owed;
    }

    /// The same at each question before a job, and at each after it.
    private LifeDevice.Known known(LifeDevice device, SaveId save) {
        return read.computeIfAbsent(save, device::known);
    }

    Before before(LifeDevice device, boolean byPerson) throws IOException {
        read.clear();
        Set<SaveId> decided = new HashSet<>(device.undone());
        if (byPerson) for (Game game : Game.values()) decided.add(game.save());
        Map<Game, ContentId> live = device.live();
        Map<SaveId, Set<ContentId>> known = new HashMap<>();
        for (Game game : Game.values())
            if (decided.contains(game.save()))
                known.computeIfAbsent(game.save(), _ -> new HashSet<>())
                        .addAll(known(device, game, live.get(game)));
        Set<Revision> published = new HashSet<>();
        for (SaveId save : decided) published.addAll(known(device, save).revisions());
        if (underWay++ == 0) {
            meanwhile.clear();
            meanwhile.addAll(found(false));
            droppedMeanwhile.clear();
        }
        return new Before(device, live, decided, known, published);
    }

    private Set<ContentId> known(LifeDevice device, Game game, @Nullable ContentId live) {
        Set<ContentId> known = new HashSet<>();
        for (Revision head : known(device, game.save()).heads())
            head.contentId().ifPresent(known::add);
        if (live != null) known.add(live);
        return known;
    }

    /// The player replaces what nobody has seen yet.
    void overwritten(@Nullable ContentId content) {
        if (content != null && !owed.contains(content)) meanwhile.remove(content);
    }

    /// @param completed whether the job came to its end
    /// @param keepsAll whether it was a whole sync besides
    void after(Before before, boolean completed, boolean keepsAll) throws IOException {
        underWay--;
        read.clear();
        LifeDevice device = before.device();
        Map<Game, ContentId> live = device.live();
        Map<Path, String> files = device.inPlace();
        inPlace.put(device, files);
        setAside.put(device, Set.copyOf(device.setAside().values()));
        for (SaveId save : before.byPerson()) settle(before, save, live);
        for (Game game : Game.values()) blanksGiveWay(device, game.save());
        if (!completed) {
            for (SaveId save : before.byPerson()) {
                Set<ContentId> between = new HashSet<>(known(device, save).contents());
                between.addAll(before.known().getOrDefault(save, Set.of()));
                past.mayHaveBeenDecided(save, between);
            }
        }
        live.forEach((game, content) -> {
            if (device.toreApart(game) && !past.knows(content)) past.mixed(content);
        });
        if (completed) {
            savesAreWhole(device, live);
            device.isWholeAgain();
        }
        filesAreWhole(files);
        for (Game game : Game.values()) {
            if (device.wroteMeanwhile(game)) continue;
            replacement(before, game, live.get(game));
        }
        rulesMayDrop(device);
        if (keepsAll)
            before.live()
                    .forEach((game, content) -> {
                        if (!device.wroteMeanwhile(game)
                                && past.state(content) != null
                                && !wasDroppedUnheard(device, game.save(), content))
                            owed.add(content);
                    });
        nothingIsLost();
    }

    /// Whether a rule dropped a content after a device had looked for the last time in this job:
    /// then it lay in the storage when the device saw it, and may be played on from until the
    /// device looks again. One that had heard of it has to keep what lies there.
    private boolean wasDroppedUnheard(LifeDevice device, SaveId save, ContentId content) {
        if (!droppedMeanwhile.contains(content)) return false;
        List<Revision> heard = device.dropped();
        return known(device, save).revisions().stream()
                .anyMatch(one ->
                        one.contentId().filter(content::equals).isPresent()
                                && !heard.contains(one));
    }

    /// What a person decided on is what the published decision continues.
    private void settle(Before before, SaveId save, Map<Game, ContentId> live) {
        LifeDevice device = before.device();
        Set<ContentId> known = new HashSet<>(before.known().getOrDefault(save, Set.of()));
        LifeDevice.Known revisions = known(device, save);
        Set<Revision> heads = revisions.heads();
        for (Revision head : heads) known.addAll(revisions.continuedBy(head));
        for (Game game : Game.values())
            if (game.save().equals(save) && live.containsKey(game))
                past.chosen(save, live.get(game), known);
        // With several places it may take more than one
        for (Revision one : revisions.revisions()) {
            boolean isNew = heads.contains(one) || !before.published().contains(one);
            if (isNew && one.device().equals(device.engine().device().id()))
                past.chosen(save, one.contentId().orElse(null), revisions.continuedBy(one));
        }
        if (heads.size() == 1)
            past.chosen(save, heads.iterator().next().contentId().orElse(null), known);
    }

    private void blanksGiveWay(LifeDevice device, SaveId save) {
        if (!past.hasBlanks(save)) return;
        LifeDevice.Known known = known(device, save);
        for (Revision head : known.heads()) {
            ContentId content = head.contentId().orElse(null);
            if (content == null || past.isBlank(content)) continue;
            for (ContentId parent : known.continuedBy(head))
                if (past.isBlank(parent)) past.tookTheBlankPlace(save, content, parent);
        }
    }

    /// Promises 3, 10 and, with what is found, 2.
    private void replacement(Before before, Game game, @Nullable ContentId now) {
        ContentId was = before.live().get(game);
        // A replacement that a crash cut short is ended first
        if (was == null || was.equals(now) || past.state(was) == null) return;
        SaveId save = game.save();
        if (before.byPerson().contains(save)) return;
        if (now != null && past.state(now) == null) return;
        String where = before.device().name() + ", " + game;
        if (now == null) {
            if (!past.isDeletionOf(save, was) && !world.policyDecides())
                throw new Breach("promise 3: deleted " + was + " that nobody deleted; " + where);
            return;
        }
        if (past.isBlank(now) && !past.isBlank(was) && !past.wasChosen(save, now))
            throw new Breach("promise 10: a blank save won over " + was + "; " + where);
        // Who decided that it goes need not be named by what comes after it.
        boolean free =
                past.continues(save, now, was) || past.isBlank(was) || past.isDeletionOf(save, was);
        if (!free && !past.mayHaveWon(save, now, was) && !world.policyDecides())
            throw new Breach(
                    "promise 3: "
                            + was
                            + " was replaced by "
                            + now
                            + ", which does not continue it; "
                            + where);
    }

    /// Promise 5: the files of a save belong together. A game that writes one of them at the very
    /// moment leaves them as it likes.
    private void savesAreWhole(LifeDevice device, Map<Game, ContentId> live) {
        live.forEach((game, content) -> {
            if (!past.knows(content))
                throw new Breach(
                        "promise 5: "
                                + device.name()
                                + " has files of "
                                + game
                                + " that do not belong together");
        });
    }

    /// Promise 5: whatever lies under a game's name was saved by a player, whole.
    private void filesAreWhole(Map<Path, String> files) {
        files.forEach((file, hash) -> {
            if (!file.getFileName().toString().startsWith(".") && !past.knowsFile(hash))
                throw new Breach("promise 5: " + file + " holds what nobody saved");
        });
    }

    /// What a rule dropped is owed no more, if it may drop that: what somebody played on from, and
    /// no side of anything.
    private void rulesMayDrop(LifeDevice device) {
        for (Revision revision : device.dropped()) {
            LifeDevice.Known known = known(device, revision.save());
            ContentId content = revision.contentId().orElseThrow();
            boolean isNew = dropped.add(revision.id());
            if (isNew) mayBeDropped(revision, known);
            boolean allGone =
                    known.revisions().stream()
                            .filter(other -> other.contentId().filter(content::equals).isPresent())
                            .allMatch(other -> dropped.contains(other.id()));
            // Its object goes some time later
            if (allGone) meanwhile.remove(content);
            if (allGone && isNew) {
                owed.remove(content);
                droppedMeanwhile.add(content);
            }
        }
    }

    private static void mayBeDropped(Revision revision, LifeDevice.Known known) {
        if (known.heads().contains(revision))
            throw new Breach("promise 1: a rule dropped a head, " + revision);
        boolean newer =
                known.revisions().stream()
                        .anyMatch(other ->
                                other.contentId().isPresent()
                                        && other.time().compareTo(revision.time()) > 0);
        if (!newer) throw new Breach("promise 1: a rule dropped the last of " + revision);
    }

    /// How many contents rules dropped.
    int dropped() {
        return dropped.size();
    }

    private void nothingIsLost() throws IOException {
        Set<ContentId> found = found(true);
        for (ContentId content : owed) if (!found.contains(content)) throw lost(content);
        for (ContentId content : meanwhile) if (!found.contains(content)) throw lost(content);
    }

    private static Breach lost(ContentId content) {
        return new Breach("promise 1: " + content + " is nowhere any more");
    }

    /// All contents that can be found somewhere, by their bytes.
    ///
    /// @param staged whether what a crash left beside its target counts: it may be all that is left
    ///   of what was replaced, but nobody is owed one more copy of what lies elsewhere
    private Set<ContentId> found(boolean staged) throws IOException {
        Set<String> hashes = new HashSet<>(storehouse.hashes());
        for (LifeDevice device : world.devices()) {
            if (!inPlace.containsKey(device)) changed(device);
            inPlace.getOrDefault(device, Map.of())
                    .forEach((file, hash) -> {
                        if (staged || !file.toString().endsWith(STAGED)) hashes.add(hash);
                    });
            hashes.addAll(setAside.getOrDefault(device, Set.of()));
        }
        return past.wholeIn(hashes);
    }

    /// A player changed something where saves lie.
    void played(LifeDevice device) throws IOException {
        inPlace.put(device, device.inPlace());
    }

    /// Someone changed a device's disk.
    void changed(LifeDevice device) throws IOException {
        played(device);
        setAside.put(device, Set.copyOf(device.setAside().values()));
    }

    /// Something was lost by other hands than ours. What lies only where it is played waits for the
    /// next sync like anything new; and an object of which no event speaks any more, or that a rule
    /// dropped and that is there for a while yet, makes up for nothing.
    void actOfGod() throws IOException {
        Set<String> kept = new HashSet<>(storehouse.hashesInHistory(dropped));
        for (LifeDevice device : world.devices()) kept.addAll(device.setAside().values());
        owed.retainAll(past.wholeIn(kept));
    }
}
