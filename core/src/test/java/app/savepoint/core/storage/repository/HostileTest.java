package app.savepoint.core.storage.repository;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.savepoint.core.save.ContentHash;
import app.savepoint.core.save.Device;
import app.savepoint.core.save.Hlc;
import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.Role;
import app.savepoint.core.save.SaveFile;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.Published;
import app.savepoint.core.storage.RemoteTree;
import app.savepoint.core.storage.RemoteTree.Notice;
import app.savepoint.core.storage.StorageException.NeedsPerson;
import app.savepoint.core.storage.StorageException.Reason;
import app.savepoint.testkit.InMemoryRepositoryMemory;
import app.savepoint.testkit.MemoryObjectStore;
import app.savepoint.testkit.Player;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a device writes that is broken, or means harm.
class HostileTest {
    private static final SaveId EMERALD = SaveId.main("gba", "Emerald");
    private static final Device FOE = RepositoryWorld.device(6, "Foe");

    @TempDir Path work;
    private final List<StoredEvent> written = new ArrayList<>();
    private MemoryObjectStore store;
    private RepositoryWorld world;
    private InMemoryRepositoryMemory memory;
    private Player deck;
    private UUID owner;

    @BeforeEach
    void start() throws Exception {
        store = new MemoryObjectStore();
        world = new RepositoryWorld(work, 1);
        memory = world.join(store, RepositoryWorld.device(1, "Deck"));
        deck = world.player(store, memory);
        owner = memory.repository().orElseThrow().owner();
        deck.look();
    }

    @Test
    void names_that_lead_out_or_deceive_are_refused_and_the_rest_is_taken() throws Exception {
        List<String> bad =
                List.of(
                        "../../x/save/main",
                        "gba/../save/main",
                        "/gba/x/save/main",
                        "gba/a\\\\b/save/main",
                        "gba//save/main",
                        "gba/" + "x".repeat(300) + "/save/main",
                        "gba/a\\u0000b/save/main",
                        "gba/x/poem/main",
                        "gba/x",
                        "");
        write(good());
        for (String save : bad)
            write(
                    changed(
                            good(),
                            payload ->
                                    payload.replace(
                                            "\"save\":\"gba/Emerald/save/main\"",
                                            "\"save\":\"" + save + "\"")));
        for (String file : List.of("../x.srm", "/etc/passwd", "a\\u0000", "..", "C:\\\\x"))
            write(
                    changed(
                            good(),
                            payload ->
                                    payload.replace(
                                            "\"name\":\"game.srm\"", "\"name\":\"" + file + "\"")));
        write(
                changed(
                        good(),
                        payload -> payload.replace("\"role\":\"main\"", "\"role\":\"../m\"")));
        SaveId device = SaveId.main("gba", "CON");
        write(good(device, 3));
        RemoteTree tree = publishAsFoe();

        assertThat(tree.saves()).containsOnlyKeys(EMERALD, device);
        assertThat(tree.pending()).isZero();
        assertThat(memory.quarantine()).hasSize(bad.size() + 6);
        assertThat(codes(tree)).containsOnly("storage.refused");
        assertThat(memory.streams().get(FOE.id()).seq()).isEqualTo(written.size());
    }

    @Test
    void events_of_a_wrong_author_owner_or_number_are_refused() throws Exception {
        write(good());
        write(changed(good(), p -> p.replace(FOE.id().toString(), deck.device().id().toString())));
        write(changed(good(), p -> p.replaceFirst("\"seq\":\\d+", "\"seq\":99")));
        StoredEvent event = good();
        write(
                new StoredEvent(
                        event.uuid(),
                        event.stream(),
                        event.seq(),
                        1,
                        world.uuid(),
                        event.itemUuid(),
                        event.action(),
                        event.payload()));
        write(changed(good(), p -> p.replaceFirst("\"contentId\":\"....", "\"contentId\":\"0000")));
        write(changed(good(), p -> p.replaceFirst("\"size\":\\d+", "\"size\":-1")));
        write(changed(good(), p -> p.replaceFirst("\"hlc\":\"\\d+", "\"hlc\":\"999999999999999")));
        write(changed(good(), p -> "[" + p + "]"));
        RemoteTree tree = publishAsFoe();
        assertThat(tree.saves().get(EMERALD).heads()).hasSize(1);
        assertThat(memory.quarantine()).hasSize(7);
        assertThat(tree.pending()).isZero();
    }

    @Test
    void an_id_that_another_revision_bears_is_refused() throws Exception {
        Revision mine = deck.publish(EMERALD, new byte[] {1});
        write(
                Events.publishing(
                        new Revision(
                                mine.id(),
                                SaveId.main("gba", "Other"),
                                Set.of(),
                                FOE.id(),
                                mine.time(),
                                mine.manifest(),
                                false),
                        FOE.id(),
                        1,
                        1,
                        owner));
        RemoteTree tree = publishAsFoe();
        assertThat(tree.saves()).containsOnlyKeys(EMERALD);
        assertThat(deck.content(EMERALD)).containsExactly(1);
        assertThat(memory.quarantine()).hasSize(1);
    }

    @Test
    void revisions_that_continue_each_other_in_a_circle_are_refused() throws Exception {
        RevisionId a = new RevisionId(world.uuid());
        RevisionId b = new RevisionId(world.uuid());
        RevisionId c = new RevisionId(world.uuid());
        RevisionId waiting = new RevisionId(world.uuid());
        RevisionId unknown = new RevisionId(world.uuid());
        write(revision(a, Set.of(c)));
        write(revision(b, Set.of(a)));
        write(revision(c, Set.of(b)));
        write(revision(waiting, Set.of(unknown)));
        write(good());
        RemoteTree tree = publishAsFoe();
        assertThat(memory.quarantine())
                .extracting(Quarantined::event)
                .containsExactlyInAnyOrder(a.uuid(), b.uuid(), c.uuid());
        assertThat(memory.pending())
                .extracting(pending -> pending.event().uuid())
                .containsExactly(waiting.uuid());
        assertThat(tree.pending()).isEqualTo(1);
        assertThat(tree.saves().get(EMERALD).heads()).hasSize(1);
    }

    @Test
    void what_a_later_version_says_is_kept_and_passed_over() throws Exception {
        StoredEvent event = good();
        write(
                new StoredEvent(
                        event.uuid(),
                        event.stream(),
                        event.seq(),
                        event.timestamp(),
                        event.userUuid(),
                        event.itemUuid(),
                        "save.moved",
                        "{\"device\":\""
                                + FOE.id()
                                + "\",\"seq\":1,\"hlc\":\"1.0\",\"to\":\"x\"}"));
        write(changed(good(), p -> p.replaceFirst("\\{", "{\"mood\":\"fine\",")));
        RemoteTree tree = publishAsFoe();
        assertThat(tree.saves()).containsOnlyKeys(EMERALD);
        assertThat(tree.notices()).isEmpty();
        assertThat(tree.pending()).isZero();
        assertThat(memory.events()).extracting(StoredEvent::action).contains("save.moved");
    }

    @Test
    void a_clock_that_is_days_ahead_is_said_and_does_not_spread() throws Exception {
        Instant ahead = RepositoryWorld.NOW.plus(Duration.ofDays(400));
        Instant fair = RepositoryWorld.NOW.plus(Duration.ofHours(23));
        write(good(EMERALD, ahead.toEpochMilli()));
        write(good(SaveId.main("gba", "Fair"), fair.toEpochMilli()));
        RemoteTree tree = publishAsFoe();
        assertThat(codes(tree)).containsExactly("device.clock-ahead");
        assertThat(tree.notices().getFirst().message()).contains("Foe").contains("400 days");
        assertThat(tree.saves()).hasSize(2);
        assertThat(memory.latest()).isEqualTo(new Hlc(fair.toEpochMilli(), 0));
    }

    @Test
    void a_segment_that_reads_well_and_is_not_what_its_device_wrote_is_not_taken()
            throws Exception {
        deck.publish(EMERALD, new byte[] {1});
        Device author = deck.device();
        var revision =
                new Revision(
                        new RevisionId(world.uuid()),
                        EMERALD,
                        Set.of(),
                        author.id(),
                        new Hlc(5, 0),
                        Player.manifest("game.srm", new byte[] {9}),
                        false);
        var event = Events.publishing(revision, author.id(), 1, 1, owner);
        var forged = new Segment(author.id(), 1, null, world.uuid(), List.of(event));
        store.place(forged.key(), forged.encode());

        Player newcomer = world.newcomer(store, 9, "New");
        RemoteTree tree = newcomer.look();
        assertThat(tree.saves()).isEmpty();
        assertThat(tree.pending()).isPositive();
        assertThat(codes(tree)).containsExactly("storage.damaged");
    }

    @Test
    void a_segment_that_unpacks_without_end_is_not_unpacked() throws Exception {
        byte[] bomb = bomb(Segment.LONGEST + 1);
        assertThat(bomb.length).isLessThan(20_000);
        store.place(Keys.segment(FOE.id(), 1, 1), bomb);
        placeHead(1, 1, ContentHash.of(bomb));
        deck.publish(EMERALD, new byte[] {1});
        RemoteTree tree = deck.look();
        assertThat(tree.saves()).containsOnlyKeys(EMERALD);
        assertThat(codes(tree)).containsExactly("storage.damaged");
        assertThat(tree.pending()).isPositive();
    }

    @Test
    void a_content_that_unpacks_to_more_than_was_announced_is_cut_off() throws Exception {
        for (boolean several : new boolean[] {false, true}) {
            SaveFile main = Player.file(Role.MAIN, "a.srm", new byte[100]);
            SaveFile rtc = Player.file(Role.RTC, "a.rtc", new byte[5]);
            Manifest manifest = several ? Manifest.ofFiles(main, rtc) : Manifest.ofFiles(main);
            Revision revision =
                    new Revision(
                            new RevisionId(world.uuid()),
                            EMERALD,
                            Set.of(),
                            FOE.id(),
                            new Hlc(5, 0),
                            manifest,
                            false);
            store.place(Keys.content(revision, manifest), bomb(300_000_000));
            var taken = new ByteArrayOutputStream();
            assertThatThrownBy(() -> deck.storage().fetch(revision, file -> taken))
                    .isInstanceOfSatisfying(
                            NeedsPerson.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.CORRUPT));
            assertThat(taken.size()).isLessThanOrEqualTo(100);
        }
    }

    @Test
    void a_content_with_other_bytes_than_announced_is_corrupt_until_it_changes() throws Exception {
        Revision mine = deck.publish(EMERALD, new byte[] {1});
        String key = Keys.content(mine, mine.manifest());
        byte[] whole = store.snapshot().get(key);
        store.place(key, Compression.compress(new byte[] {2}));
        for (int i = 0; i < 2; i++)
            assertThatThrownBy(() -> deck.fetch(mine))
                    .isInstanceOfSatisfying(
                            NeedsPerson.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.CORRUPT));
        store.place(key, whole);
        assertThat(deck.fetch(mine).get(Role.MAIN)).containsExactly(1);
    }

    @Test
    void another_object_where_a_content_belongs_is_never_replaced() throws Exception {
        var draft = deck.draft(EMERALD, new byte[] {1});
        String key = Keys.content(draft.revision(), draft.revision().manifest());
        store.place(key, "not ours".getBytes(UTF_8));
        assertThat(deck.storage().publish(List.of(draft)).getFirst())
                .isInstanceOf(Published.Failed.class);
        assertThat(store.snapshot().get(key)).isEqualTo("not ours".getBytes(UTF_8));
        assertThat(deck.look().saves()).isEmpty();

        store.place(key, Compression.compress(new byte[] {1}));
        assertThat(deck.accepted(draft)).isEqualTo(draft.revision());
    }

    @Test
    void a_head_that_promises_what_no_segment_holds_is_waited_for_alone() throws Exception {
        placeHead(1, 999_999_999_999L, ContentHash.of(new byte[0]));
        deck.publish(EMERALD, new byte[] {1});
        RemoteTree tree = deck.look();
        assertThat(tree.saves()).containsOnlyKeys(EMERALD);
        assertThat(tree.pending()).isEqualTo(Integer.MAX_VALUE);
    }

    // What the foe writes.

    private StoredEvent good() {
        return good(EMERALD, 5);
    }

    private StoredEvent good(SaveId save, long millis) {
        var revision =
                new Revision(
                        new RevisionId(world.uuid()),
                        save,
                        Set.of(),
                        FOE.id(),
                        new Hlc(millis, 0),
                        Player.manifest("game.srm", new byte[] {9}),
                        false);
        return Events.publishing(revision, FOE.id(), written.size() + 1, 1, owner);
    }

    private StoredEvent revision(RevisionId id, Set<RevisionId> parents) {
        var revision =
                new Revision(
                        id,
                        EMERALD,
                        parents,
                        FOE.id(),
                        new Hlc(5, 0),
                        Player.manifest("game.srm", new byte[] {9}),
                        false);
        return Events.publishing(revision, FOE.id(), written.size() + 1, 1, owner);
    }

    private static StoredEvent changed(StoredEvent event, UnaryOperator<String> change) {
        String payload = change.apply(event.payload());
        assertThat(payload).isNotEqualTo(event.payload());
        return new StoredEvent(
                event.uuid(),
                event.stream(),
                event.seq(),
                event.timestamp(),
                event.userUuid(),
                event.itemUuid(),
                event.action(),
                payload);
    }

    private void write(StoredEvent event) {
        written.add(event);
    }

    private RemoteTree publishAsFoe() throws Exception {
        var segment = new Segment(FOE.id(), 1, null, world.uuid(), written);
        byte[] object = segment.encode();
        store.place(segment.key(), object);
        placeHead(1, segment.last(), ContentHash.of(object));
        // Contents of what is taken, so that nothing waits for them.
        for (StoredEvent event : written) {
            try {
                var revision = Events.revision(event, owner);
                if (revision.isPresent())
                    store.place(
                            Keys.content(revision.get(), revision.get().manifest()),
                            Compression.compress(new byte[] {9}));
            } catch (Malformed e) {
                assertThat(e).hasMessageNotContaining("null");
            }
        }
        return deck.look();
    }

    private void placeHead(long first, long last, ContentHash digest) {
        store.place(
                Keys.head(FOE.id()), new HeadFile(FOE, first, last, digest, world.uuid()).encode());
    }

    private static byte[] bomb(int size) throws Exception {
        var out = new ByteArrayOutputStream();
        try (var zstd = Compression.compressing(out)) {
            byte[] zeros = new byte[1024 * 1024];
            for (int left = size; left > 0; left -= zeros.length)
                zstd.write(zeros, 0, Math.min(left, zeros.length));
        }
        return out.toByteArray();
    }

    private static List<String> codes(RemoteTree tree) {
        return tree.notices().stream().map(Notice::code).toList();
    }
}
