package app.savepoint.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.Device;
import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.DeviceType;
import app.savepoint.core.save.Head;
import app.savepoint.core.save.Lineage;
import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.Role;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.save.SaveKind;
import app.savepoint.core.storage.Capability;
import app.savepoint.core.storage.Draft;
import app.savepoint.core.storage.Published;
import app.savepoint.core.storage.RemoteTree;
import app.savepoint.core.storage.Requests;
import app.savepoint.core.storage.StorageException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every storage promises. Tests about what only some can do say so by an assumption.
public abstract class StorageContract {
    protected static final SaveId EMERALD = SaveId.main("gba", "Pokemon Emerald");
    protected static final SaveId ZELDA = SaveId.main("snes", "Zelda — A Link to the Past (日本)");

    private Player deck;
    private Player desktop;

    /// Opens the storage for a device; the first call finds it empty, each later one is another
    /// device at the same storage.
    protected abstract Player open(Device device) throws Exception;

    protected static Device device(int number, String name) {
        return new Device(
                new DeviceId(new UUID(0x4000, 0x8000000000000000L + number)),
                name,
                DeviceType.LINUX);
    }

    @BeforeEach
    protected void connect() throws Exception {
        deck = open(device(1, "Deck"));
        desktop = open(device(2, "Desktop"));
    }

    @AfterEach
    void disconnect() throws Exception {
        deck.storage().close();
        desktop.storage().close();
    }

    @Test
    void an_empty_storage_shows_nothing() throws Exception {
        RemoteTree tree = deck.look();
        assertThat(tree.saves()).isEmpty();
        assertThat(tree.pending()).isZero();
        assertThat(tree.notices()).isEmpty();
    }

    @Test
    void what_one_device_publishes_the_other_sees_byte_for_byte() throws Exception {
        byte[] bytes = bytes(1, 32_768);
        deck.look();
        Revision sent = deck.publish(EMERALD, bytes);

        RemoteTree tree = desktop.look();

        assertThat(tree.saves()).containsOnlyKeys(EMERALD);
        assertThat(tree.saves().get(EMERALD).heads())
                .extracting(Head::contentId)
                .containsExactly(sent.contentId());
        assertThat(tree.saves().get(EMERALD).arriving()).isFalse();
        assertThat(tree.pending()).isZero();
        assertThat(desktop.content(EMERALD)).isEqualTo(bytes);
        sameHeads(deck, desktop);
    }

    @Test
    void names_times_and_roles_travel_with_the_content() throws Exception {
        assumeLineage();
        deck.look();
        Revision sent = deck.publish(EMERALD, bytes(1, 100));
        desktop.look();
        Revision seen = desktop.storage().revision(sent.id()).orElseThrow();
        assertThat(seen.manifest()).isEqualTo(sent.manifest());
        assertThat(seen).isEqualTo(sent);
    }

    /// Names that some system would not take for a file's, or that look like others.
    private static List<String> awkwardNames() {
        return List.of(
                "100%",
                "What? *Now* \"Here\" <A|B>",
                "Zelda: Minish",
                ".hidden",
                "dots...",
                "spaces . ",
                "...",
                "CON",
                "con",
                "COM¹",
                "nul .x",
                "a+b & c=d #1",
                "a%2Fb",
                "a~0123456789",
                "srm.\u202Egba",
                "\u200Ex\u2066\u061C",
                "\uE000 before \uFF5E",
                "ポケモン 🎮",
                "x".repeat(121),
                "x".repeat(122),
                "日".repeat(255),
                "🎮".repeat(100));
    }

    @Test
    void saves_of_any_name_come_back_each_with_its_own() throws Exception {
        assumeLineage();
        deck.look();
        Map<SaveId, byte[]> published = new LinkedHashMap<>();
        for (String name : awkwardNames())
            for (SaveId save :
                    List.of(
                            SaveId.main("gba", name),
                            new SaveId("gba", "A Game", SaveKind.STATE, name)))
                published.put(save, text(save.toString()));
        for (var one : published.entrySet()) deck.publish(one.getKey(), one.getValue());

        RemoteTree tree = desktop.look();

        assertThat(tree.saves()).containsOnlyKeys(published.keySet());
        assertThat(tree.pending()).isZero();
        for (var one : published.entrySet())
            assertThat(desktop.content(one.getKey()))
                    .as("%s", one.getKey())
                    .isEqualTo(one.getValue());
    }

    @Test
    void contents_of_any_size_come_back() throws Exception {
        deck.look();
        List<SaveId> saves = new ArrayList<>();
        for (int size : new int[] {0, 1, 8192, 1024 * 1024, 1024 * 1024 + 1, 5_000_000}) {
            SaveId save = SaveId.main("psx", "Size " + size);
            saves.add(save);
            deck.publish(save, bytes(size, size));
        }
        desktop.look();
        for (SaveId save : saves) {
            int size = Integer.parseInt(save.game().substring(5));
            assertThat(desktop.content(save)).isEqualTo(bytes(size, size));
        }
    }

    @Test
    void several_files_stay_together() throws Exception {
        assumeLineage();
        byte[] srm = bytes(1, 8192);
        byte[] rtc = bytes(2, 16);
        byte[] big = bytes(3, 2_000_000);
        Manifest pair =
                Manifest.ofFiles(
                        Player.file(Role.MAIN, "Émeraude.srm", srm),
                        Player.file(Role.RTC, "Émeraude.rtc", rtc));
        Role sfo = new Role("PARAM.SFO");
        Role data = new Role("deep/down/DATA.BIN");
        Manifest folder =
                new Manifest(
                        "ULUS10041",
                        List.of(
                                Player.file(sfo, "PARAM.SFO", srm),
                                Player.file(data, "deep/down/DATA.BIN", big)));
        deck.look();
        deck.accepted(deck.draft(EMERALD, pair, Map.of(Role.MAIN, srm, Role.RTC, rtc)));
        SaveId psp = SaveId.main("psp", "ULUS10041");
        deck.accepted(deck.draft(psp, folder, Map.of(sfo, srm, data, big)));

        desktop.look();
        Map<Role, byte[]> files = desktop.fetch(head(desktop, EMERALD));
        assertThat(files).containsOnlyKeys(Role.MAIN, Role.RTC);
        assertThat(files.get(Role.MAIN)).isEqualTo(srm);
        assertThat(files.get(Role.RTC)).isEqualTo(rtc);
        Map<Role, byte[]> unpacked = desktop.fetch(head(desktop, psp));
        assertThat(unpacked.get(sfo)).isEqualTo(srm);
        assertThat(unpacked.get(data)).isEqualTo(big);
        assertThat(head(desktop, psp).manifest()).isEqualTo(folder);
    }

    @Test
    void looking_where_nothing_is_new_costs_one_request() throws Exception {
        deck.look();
        deck.publish(EMERALD, bytes(1, 100));
        desktop.look();
        desktop.look();
        Requests before = desktop.storage().requests();
        RemoteTree tree = desktop.look();
        assertThat(desktop.storage().requests().since(before).total()).isEqualTo(1);
        assertThat(tree.saves()).containsOnlyKeys(EMERALD);
    }

    @Test
    void the_own_publishing_is_no_news() throws Exception {
        deck.look();
        deck.publish(EMERALD, bytes(1, 100));
        Requests before = deck.storage().requests();
        deck.look();
        assertThat(deck.storage().requests().since(before).total()).isEqualTo(1);
    }

    @Test
    void remembering_costs_nothing_and_is_what_was_seen_last() throws Exception {
        deck.look();
        deck.publish(EMERALD, bytes(1, 100));
        RemoteTree seen = desktop.look();
        Requests before = desktop.storage().requests();
        assertThat(desktop.storage().remembered().saves()).isEqualTo(seen.saves());
        desktop.storage().history(EMERALD);
        desktop.storage().info();
        assertThat(desktop.storage().requests()).isEqualTo(before);
    }

    @Test
    void playing_on_leaves_one_head_and_a_history() throws Exception {
        assumeLineage();
        deck.look();
        Revision first = deck.publish(EMERALD, bytes(1, 100));
        desktop.look();
        Revision second = desktop.publish(EMERALD, bytes(2, 100));
        deck.look();
        Revision third = deck.publish(EMERALD, bytes(3, 100));
        desktop.look();

        assertThat(desktop.heads(EMERALD)).containsExactly(Head.of(third));
        assertThat(desktop.storage().history(EMERALD))
                .containsExactlyInAnyOrder(third, second, first);
        assertThat(deck.storage().history(EMERALD).getFirst()).isEqualTo(third);
        assertThat(desktop.fetch(first).get(Role.MAIN)).isEqualTo(bytes(1, 100));
        assertThat(desktop.storage().lineage(third.id(), first.id())).isEqualTo(Lineage.DESCENDS);
        assertThat(desktop.storage().lineage(third.id(), third.id())).isEqualTo(Lineage.DESCENDS);
        assertThat(desktop.storage().lineage(first.id(), third.id())).isEqualTo(Lineage.ANCESTOR);
        deck.publish(ZELDA, bytes(4, 10));
        assertThat(deck.storage().lineage(deck.heads(ZELDA).getFirst().id(), third.id()))
                .isEqualTo(Lineage.UNRELATED);
    }

    @Test
    void a_draft_whose_ground_moved_is_not_published() throws Exception {
        deck.look();
        deck.publish(EMERALD, bytes(1, 100));
        desktop.look();
        Draft stale = desktop.draft(EMERALD, bytes(2, 100));
        deck.publish(EMERALD, bytes(3, 100));

        Published outcome = desktop.storage().publish(List.of(stale)).getFirst();

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Published.Superseded.class,
                        seen ->
                                assertThat(seen.heads())
                                        .extracting(Head::contentId)
                                        .isEqualTo(contents(deck.heads(EMERALD))));
        desktop.look();
        sameHeads(deck, desktop);
        assertThat(desktop.storage().revision(stale.revision().id())).isEmpty();
    }

    @Test
    void a_second_head_can_be_set_beside_the_first() throws Exception {
        assumeThat(deck.storage().info().can(Capability.SEVERAL_HEADS))
                .as("holds several heads")
                .isTrue();
        deck.look();
        desktop.look();
        Revision mine = deck.publish(EMERALD, bytes(1, 100));
        desktop.look();
        Revision other =
                desktop.accepted(
                        desktop.draft(
                                EMERALD,
                                Player.manifest("x.srm", bytes(2, 100)),
                                Map.of(Role.MAIN, bytes(2, 100)),
                                Set.of(mine.id())));
        // As a child of nothing, beside the head that is there.
        Draft beside = desktop.draft(EMERALD, bytes(3, 100));
        Revision alone =
                new Revision(
                        beside.revision().id(),
                        EMERALD,
                        Set.of(mine.id()),
                        beside.revision().device(),
                        beside.revision().time(),
                        beside.revision().manifest(),
                        false);
        desktop.accepted(new Draft(alone, Set.of(other.id()), beside.source()));
        deck.look();
        assertThat(deck.heads(EMERALD))
                .extracting(Head::id)
                .containsExactlyInAnyOrder(other.id(), alone.id());
        assertThat(deck.heads(EMERALD)).isEqualTo(desktop.heads(EMERALD));
    }

    @Test
    void a_deletion_is_a_head_and_can_be_played_on_from() throws Exception {
        assumeThat(deck.storage().info().can(Capability.TOMBSTONES)).as("keeps deletions").isTrue();
        deck.look();
        Revision first = deck.publish(EMERALD, bytes(1, 100));
        deck.delete(EMERALD);
        desktop.look();
        assertThat(desktop.heads(EMERALD)).hasSize(1);
        assertThat(desktop.heads(EMERALD).getFirst().isTombstone()).isTrue();
        assertThat(desktop.fetch(first).get(Role.MAIN)).isEqualTo(bytes(1, 100));
        desktop.publish(EMERALD, bytes(2, 100));
        deck.look();
        assertThat(deck.content(EMERALD)).isEqualTo(bytes(2, 100));
    }

    @Test
    void outcomes_come_in_the_order_of_the_drafts_and_one_refusal_stops_no_other()
            throws Exception {
        deck.look();
        List<Draft> drafts = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            Draft good = deck.draft(SaveId.main("gb", "Game " + i), bytes(i, 2000 + i));
            drafts.add(
                    i % 10 != 5
                            ? good
                            : new Draft(
                                    good.revision(),
                                    good.expectedHeads(),
                                    file -> new ByteArrayInputStream(bytes(999, 2000))));
        }
        List<Published> outcomes = deck.storage().publish(drafts);
        for (int i = 0; i < 30; i++) {
            assertThat(outcomes.get(i).draft()).isSameAs(drafts.get(i));
            assertThat(outcomes.get(i))
                    .isInstanceOf(
                            i % 10 == 5 ? Published.SourceMoved.class : Published.Accepted.class);
        }
        assertThat(desktop.look().saves()).hasSize(27);
    }

    @Test
    void a_file_that_changes_while_it_is_read_is_not_published() throws Exception {
        deck.look();
        Draft draft = deck.draft(EMERALD, bytes(1, 50_000));
        byte[] longer = bytes(1, 50_001);
        byte[] shorter = bytes(1, 49_999);
        for (byte[] now : List.of(longer, shorter, bytes(2, 50_000))) {
            Draft moved =
                    new Draft(draft.revision(), Set.of(), file -> new ByteArrayInputStream(now));
            assertThat(deck.storage().publish(List.of(moved)).getFirst())
                    .isInstanceOf(Published.SourceMoved.class);
        }
        assertThat(desktop.look().saves()).isEmpty();
        assertThat(deck.accepted(draft)).isEqualTo(draft.revision());
    }

    @Test
    void a_file_that_can_not_be_read_fails_alone() throws Exception {
        deck.look();
        Draft good = deck.draft(EMERALD, bytes(1, 100));
        Draft bad = deck.draft(ZELDA, bytes(2, 100));
        Draft broken =
                new Draft(
                        bad.revision(),
                        Set.of(),
                        file -> {
                            throw new IOException("locked");
                        });
        List<Published> outcomes = deck.storage().publish(List.of(broken, good));
        assertThat(outcomes.getFirst())
                .isInstanceOfSatisfying(
                        Published.Failed.class,
                        failed -> assertThat(failed.cause()).hasMessageContaining("locked"));
        assertThat(outcomes.getLast()).isInstanceOf(Published.Accepted.class);
        assertThat(desktop.look().saves()).containsOnlyKeys(EMERALD);
    }

    @Test
    void nothing_is_published_by_an_empty_batch() throws Exception {
        Requests before = deck.storage().requests();
        assertThat(deck.storage().publish(List.of())).isEmpty();
        assertThat(deck.storage().requests()).isEqualTo(before);
    }

    @Test
    void contents_can_be_fetched_by_several_threads() throws Exception {
        deck.look();
        List<Draft> drafts = new ArrayList<>();
        for (int i = 0; i < 40; i++)
            drafts.add(deck.draft(SaveId.main("gb", "Game " + i), bytes(i, 3000)));
        deck.storage().publish(drafts);
        desktop.look();
        List<Callable<byte[]>> readers = new ArrayList<>();
        for (Draft draft : drafts)
            readers.add(() -> desktop.fetch(head(desktop, draft.revision().save())).get(Role.MAIN));
        try (var pool = Executors.newFixedThreadPool(8)) {
            var all = pool.invokeAll(readers);
            for (int i = 0; i < all.size(); i++)
                assertThat(all.get(i).get()).isEqualTo(bytes(i, 3000));
        }
    }

    @Test
    void a_sink_that_fails_is_not_taken_for_a_fault_of_the_storage() throws Exception {
        deck.look();
        Revision sent = deck.publish(EMERALD, bytes(1, 100));
        assertThatThrownBy(() ->
                        deck.storage()
                                .fetch(
                                        sent,
                                        file -> {
                                            throw new IOException("disk full");
                                        }))
                .isNotInstanceOf(StorageException.class)
                .hasRootCauseMessage("disk full");
    }

    @Test
    void slots_and_states_are_saves_of_their_own() throws Exception {
        SaveId state = new SaveId("gba", "Pokemon Emerald", SaveKind.STATE, "mGBA.1");
        SaveId kept = EMERALD.inSlot("kept-0123abcd");
        assumeThat(deck.storage().refuses(state)).as("takes states").isEmpty();
        deck.look();
        deck.publish(EMERALD, bytes(1, 10));
        deck.publish(state, bytes(2, 10));
        deck.publish(kept, bytes(3, 10));
        assertThat(desktop.look().saves()).containsOnlyKeys(EMERALD, state, kept);
        assertThat(desktop.content(state)).isEqualTo(bytes(2, 10));
    }

    @Test
    void every_device_is_listed() throws Exception {
        deck.look();
        deck.publish(EMERALD, bytes(1, 10));
        desktop.look();
        assertThat(desktop.storage().devices())
                .extracting(known -> known.device().name())
                .contains("Deck");
    }

    private static Revision head(Player player, SaveId save) {
        return player.storage().revision(player.heads(save).getFirst().id()).orElseThrow();
    }

    private static List<Optional<ContentId>> contents(List<Head> heads) {
        return heads.stream().map(Head::contentId).toList();
    }

    private void assumeLineage() {
        assumeThat(deck.storage().info().can(Capability.LINEAGE)).as("keeps lineage").isTrue();
    }

    /// Where lineage is kept, a revision is the same one for all.
    private static void sameHeads(Player one, Player other) {
        if (one.storage().info().can(Capability.LINEAGE))
            assertThat(one.heads(EMERALD)).isEqualTo(other.heads(EMERALD));
        else assertThat(contents(one.heads(EMERALD))).isEqualTo(contents(other.heads(EMERALD)));
    }

    protected static byte[] bytes(long seed, int size) {
        byte[] bytes = new byte[size];
        new SplittableRandom(seed).nextBytes(bytes);
        // As in real saves, half of it says nothing.
        for (int i = 0; i < size / 2; i++) bytes[i] = (byte) 0xff;
        return bytes;
    }

    protected static byte[] text(String text) {
        return text.getBytes(UTF_8);
    }
}
