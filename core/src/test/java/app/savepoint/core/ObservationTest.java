package app.savepoint.core;

import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.core.journal.SaveBases;
import app.savepoint.core.plan.Base;
import app.savepoint.core.plan.Choice;
import app.savepoint.core.plan.Planner;
import app.savepoint.core.plan.Policy;
import app.savepoint.core.save.ContentHash;
import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.Device;
import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.DeviceType;
import app.savepoint.core.save.Head;
import app.savepoint.core.save.Hlc;
import app.savepoint.core.save.Hold;
import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.Place;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.Role;
import app.savepoint.core.save.SaveFile;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.scan.LocalSave;
import app.savepoint.core.scan.LocalTree;
import app.savepoint.core.storage.RemoteSave;
import app.savepoint.core.storage.RemoteTree;
import app.savepoint.core.storage.Requests;
import app.savepoint.core.storage.Storage;
import app.savepoint.core.storage.repository.RepositoryStorage;
import app.savepoint.core.storage.repository.Settings;
import app.savepoint.testkit.InMemoryRepositoryMemory;
import app.savepoint.testkit.MemoryObjectStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A sync plans nothing for a save that is settled. So everything that makes a save worth a look
/// must unsettle it, alone or with anything else.
class ObservationTest {
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
    private static final SaveId SAVE = SaveId.main("gba", "Pokemon Emerald");
    private static final DeviceId HERE = new DeviceId(new UUID(0, 1));
    private static final DeviceId DECK = new DeviceId(new UUID(0, 2));
    private static final Place HOME = new Place(1, "gba/Pokemon Emerald.srm");
    private static final Place CARD = new Place(2, "gba/Pokemon Emerald.srm");

    @TempDir Path work;
    private Storage storage;

    @BeforeEach
    void storage() {
        var memory = new InMemoryRepositoryMemory(new Device(HERE, "Desktop", DeviceType.LINUX));
        var settings = new Settings(work, 1, () -> NOON, () -> new UUID(7, 7));
        storage =
                new RepositoryStorage(
                        "folder:/test",
                        "folder",
                        new MemoryObjectStore(() -> NOON),
                        () -> Requests.NONE,
                        memory,
                        settings);
    }

    /// One thing about a save that can be so or otherwise; the first way is the settled one.
    private record Way(String name, Consumer<World> makes) {}

    private static List<List<Way>> waysOfEverything() {
        return List.of(
                List.of(
                        new Way("as agreed", w -> w.put(HOME, present(1, NOON, false))),
                        new Way("blank", w -> w.put(HOME, present(1, NOON, true))),
                        new Way("older", w -> w.put(HOME, present(1, NOON.minusSeconds(9), false))),
                        new Way("newer", w -> w.put(HOME, present(1, NOON.plusSeconds(9), false))),
                        new Way("other", w -> w.put(HOME, present(2, NOON, false))),
                        new Way("gone", w -> w.here.remove(HOME)),
                        new Way("held", w -> w.put(HOME, held()))),
                List.of(
                        new Way("in one place", w -> {}),
                        new Way("same on the card", w -> w.put(CARD, present(1, NOON, false))),
                        new Way("other on the card", w -> w.put(CARD, present(2, NOON, false))),
                        new Way("card unreadable", w -> w.put(CARD, held()))),
                List.of(
                        new Way("one head", w -> w.heads.add(head(1, 1))),
                        new Way("a newer head", w -> w.heads.add(head(2, 2))),
                        new Way("same content again", w -> w.heads.add(head(2, 1))),
                        new Way("two heads", w -> w.heads.addAll(List.of(head(1, 1), head(2, 2)))),
                        new Way(
                                "two heads that agree",
                                w -> w.heads.addAll(List.of(head(1, 1), head(2, 1)))),
                        new Way("deleted", w -> w.heads.add(head(2, null))),
                        new Way("unknown to the storage", w -> {})),
                List.of(new Way("all there", w -> {}), new Way("arriving", w -> w.arriving = true)),
                List.of(
                        new Way("placed", w -> w.bases.put(HOME, base(1, 1, true))),
                        new Way("not placed", w -> w.bases.put(HOME, base(1, 1, false))),
                        new Way("agreed on other", w -> w.bases.put(HOME, base(2, 2, true))),
                        new Way("agreed gone", w -> w.bases.put(HOME, base(1, null, false))),
                        new Way("kept", w -> w.bases.put(HOME, keeping(1))),
                        new Way("kept other", w -> w.bases.put(HOME, keeping(2))),
                        new Way("nowhere", w -> w.cloud = base(1, 1, false)),
                        new Way("never", w -> {})),
                List.of(
                        new Way("agreed on for one", w -> {}),
                        new Way("card agreed", w -> w.bases.put(CARD, base(1, 1, true))),
                        new Way("card agreed on other", w -> w.bases.put(CARD, base(2, 2, true)))),
                List.of(
                        new Way("believed", w -> {}),
                        new Way("not believed", w -> w.unhealthy = Set.of(HOME.root()))),
                List.of(
                        new Way("undecided", w -> {}),
                        new Way("pull here", w -> w.wish = new Choice.Wish.PullHere()),
                        new Way("delete", w -> w.wish = new Choice.Wish.DeleteRemote()),
                        new Way("keep both", w -> w.wish = new Choice.Wish.KeepBoth())),
                List.of(
                        new Way("no emulator runs", w -> {}),
                        new Way("an emulator runs", w -> w.quiet = false)));
    }

    @Test
    void for_a_settled_save_the_plan_is_to_do_nothing() {
        int settled = 0;
        for (List<Way> ways : combinations(waysOfEverything())) {
            Observation observation = observed(ways);
            if (!observation.settled(SAVE)) continue;
            settled++;
            assertThat(Planner.plan(observation.of(SAVE)))
                    .as("a save that is %s", ways.stream().map(Way::name).toList())
                    .matches(plan -> plan.isNothing());
        }
        assertThat(settled).isPositive();
    }

    @Test
    void a_save_that_is_as_agreed_everywhere_is_settled() {
        Observation observation =
                observed(waysOfEverything().stream().map(List::getFirst).toList());
        assertThat(observation.settled(SAVE)).isTrue();
        assertThat(observation.unsettled()).isEmpty();
    }

    /// Of the ways above these leave a save as it is; each other one must unsettle it by itself.
    private static final Set<String> HARMLESS = Set.of("blank", "an emulator runs");

    @Test
    void each_thing_that_differs_unsettles_a_save_by_itself() {
        List<List<Way>> all = waysOfEverything();
        for (int what = 0; what < all.size(); what++)
            for (Way way : all.get(what).subList(1, all.get(what).size())) {
                List<Way> ways = new ArrayList<>(all.stream().map(List::getFirst).toList());
                ways.set(what, way);
                Observation observation = observed(ways);
                assertThat(observation.settled(SAVE))
                        .as(way.name())
                        .isEqualTo(HARMLESS.contains(way.name()));
                assertThat(observation.unsettled().contains(SAVE))
                        .as(way.name())
                        .isEqualTo(!HARMLESS.contains(way.name()));
            }
    }

    private static List<List<Way>> combinations(List<List<Way>> choices) {
        List<List<Way>> all = List.of(List.of());
        for (List<Way> ways : choices) {
            List<List<Way>> longer = new ArrayList<>();
            for (List<Way> some : all)
                for (Way way : ways) {
                    List<Way> more = new ArrayList<>(some);
                    more.add(way);
                    longer.add(more);
                }
            all = longer;
        }
        return all;
    }

    private Observation observed(List<Way> ways) {
        World world = new World();
        for (Way way : ways) way.makes().accept(world);
        return world.observed(storage);
    }

    private static final class World {
        final Map<Place, LocalSave.State> here = new HashMap<>();
        final List<Head> heads = new ArrayList<>();
        final Map<Place, Base> bases = new HashMap<>();
        @Nullable Base cloud;
        Set<Long> unhealthy = Set.of();
        Choice.@Nullable Wish wish;
        boolean arriving;
        boolean quiet = true;

        void put(Place place, LocalSave.State state) {
            here.put(place, state);
        }

        Observation observed(Storage storage) {
            List<LocalSave> saves = new ArrayList<>();
            here.forEach((place, state) -> saves.add(new LocalSave(SAVE, place, state)));
            Map<SaveId, RemoteSave> remote = new HashMap<>();
            if (!heads.isEmpty() || arriving)
                remote.put(SAVE, new RemoteSave(SAVE, heads, arriving));
            Map<SaveId, SaveBases> agreed = new HashMap<>();
            if (!bases.isEmpty() || cloud != null) agreed.put(SAVE, new SaveBases(cloud, bases));
            Map<SaveId, Choice> choices = new HashMap<>();
            if (wish != null) choices.put(SAVE, new Choice(wish, content(1), Set.of(revision(1))));
            return new Observation(
                    storage,
                    new LocalTree(saves, List.of(), 0),
                    new RemoteTree(remote, List.of(), arriving ? 1 : 0),
                    agreed,
                    unhealthy,
                    new Observation.Settings(
                            HERE,
                            true,
                            Duration.ofSeconds(2),
                            choices,
                            _ -> Policy.DEFAULT,
                            (_, _) -> quiet,
                            _ -> true));
        }
    }

    private static Manifest manifest(int content, Instant time) {
        ContentHash hash = ContentHash.of(("play " + content).getBytes(StandardCharsets.UTF_8));
        return Manifest.ofFiles(new SaveFile(Role.MAIN, "Pokemon Emerald.srm", 9, hash, time));
    }

    private static ContentId content(int content) {
        return manifest(content, NOON).contentId();
    }

    private static LocalSave.State present(int content, Instant time, boolean blank) {
        return new LocalSave.Present(manifest(content, time), blank);
    }

    private static LocalSave.State held() {
        return new LocalSave.Held(Hold.UNREADABLE, "Pokemon Emerald.srm", 9);
    }

    private static RevisionId revision(int number) {
        return new RevisionId(new UUID(3, number));
    }

    private static Head head(int number, @Nullable Integer content) {
        return new Head(
                revision(number),
                SAVE,
                DECK,
                new Hlc(NOON.toEpochMilli() + number, 0),
                content == null ? null : content(content),
                false,
                NOON);
    }

    private static Base base(int number, @Nullable Integer content, boolean placed) {
        return Base.agreed(
                revision(number),
                content == null ? null : content(content),
                placed,
                placed ? NOON : null);
    }

    private static Base keeping(int content) {
        return base(1, 1, true).keeping(revision(5), content(content), NOON);
    }
}
