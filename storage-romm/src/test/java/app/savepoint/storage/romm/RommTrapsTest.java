package app.savepoint.storage.romm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.savepoint.core.save.Device;
import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.DeviceType;
import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.Role;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.Draft;
import app.savepoint.core.storage.Published;
import app.savepoint.core.storage.Refusal;
import app.savepoint.core.storage.Requests;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StorageException.NeedsPerson;
import app.savepoint.core.storage.StorageException.Unavailable;
import app.savepoint.storage.romm.RommWorld.Seat;
import app.savepoint.storage.romm.server.Fault;
import app.savepoint.storage.romm.server.Level;
import app.savepoint.storage.romm.server.Rows;
import app.savepoint.testkit.Player;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What RomM does to saves if one lets it, and what other programs at the same server do.
class RommTrapsTest {
    private static final SaveId EMERALD = SaveId.main("gba", "Pokemon Emerald");
    private static final String UPLOADS = "/api/saves/?";

    @TempDir Path dir;

    private RommWorld world;
    private Rows.Rom rom;
    private Seat deck;
    private Seat desktop;

    @BeforeEach
    void start() throws Exception {
        world = new RommWorld(dir, Level.V5_2);
        rom = world.game(EMERALD, "gba");
        deck = world.seat(device(1, "Deck"));
        desktop = world.seat(device(2, "Desktop"));
        deck.player.look();
        desktop.player.look();
    }

    @AfterEach
    void stop() {
        deck.storage.close();
        desktop.storage.close();
        world.close();
    }

    private static Device device(int number, String name) {
        return new Device(
                new DeviceId(new UUID(0x4000, 0x8000000000000000L + number)),
                name,
                DeviceType.LINUX);
    }

    private static byte[] bytes(long seed) {
        byte[] bytes = new byte[8192];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private List<Rows.Save> slot() {
        return world.server().look().slot(rom.id(), "autosave");
    }

    private byte[] head() {
        return world.server().look().bytes(slot().getFirst());
    }

    private void later() {
        world.server().advance(Duration.ofMinutes(1));
    }

    private Fault fault(Fault fault) {
        return world.server().add(fault);
    }

    private Published publish(Seat seat, byte[] bytes) throws StorageException {
        return seat.storage.publish(List.of(seat.player.draft(EMERALD, bytes))).getFirst();
    }

    // Identical bytes further down are answered with their old row.

    @Test
    void a_save_that_goes_back_to_an_earlier_content_becomes_the_head_all_the_same()
            throws Exception {
        deck.player.publish(EMERALD, bytes(1));
        deck.player.publish(EMERALD, bytes(2));
        deck.player.publish(EMERALD, bytes(1));
        assertThat(head()).isEqualTo(bytes(1));
        assertThat(slot()).hasSize(3);
        desktop.player.look();
        assertThat(desktop.player.content(EMERALD)).isEqualTo(bytes(1));
    }

    /// Which of two rows of one second is its newest RomM does not say.
    @Test
    void an_older_row_that_was_changed_within_the_heads_second_is_in_nobodys_way()
            throws Exception {
        deck.player.publish(EMERALD, bytes(1));
        later();
        deck.player.publish(EMERALD, bytes(2));
        world.server().others(world.user()).show(slot().getLast().id(), true);
        desktop.player.look();
        assertThat(desktop.player.content(EMERALD)).isEqualTo(bytes(2));
        desktop.player.publish(EMERALD, bytes(3));
        assertThat(world.server().look().saves()).hasSize(3);
        desktop.player.look();
        assertThat(desktop.player.content(EMERALD)).isEqualTo(bytes(3));
    }

    @Test
    void it_does_not_where_someone_else_was_first() throws Exception {
        deck.player.publish(EMERALD, bytes(1));
        deck.player.publish(EMERALD, bytes(2));
        Draft back = deck.player.draft(EMERALD, bytes(1));
        later();
        world.server().others(world.user()).upload(rom.id(), "autosave", "E.srm", bytes(9));
        assertThat(deck.storage.publish(List.of(back)).getFirst())
                .isInstanceOf(Published.Superseded.class);
        assertThat(head()).isEqualTo(bytes(9));
    }

    @Test
    void nor_where_someone_comes_between_the_two_attempts_it_takes() throws Exception {
        deck.player.publish(EMERALD, bytes(1));
        deck.player.publish(EMERALD, bytes(2));
        later();
        fault(
                Fault.changed(
                                Fault.on("POST", UPLOADS),
                                answer -> {
                                    world.server()
                                            .others(world.user())
                                            .upload(rom.id(), "autosave", "E.srm", bytes(9));
                                    return answer;
                                })
                        .times(1));
        assertThat(publish(deck, bytes(1))).isInstanceOf(Published.Superseded.class);
        assertThat(head()).isEqualTo(bytes(9));
    }

    // Someone else writes between the plan and the upload.

    @Test
    void a_row_that_came_in_between_is_not_passed_over() throws Exception {
        deck.player.publish(EMERALD, bytes(1));
        desktop.player.look();
        Draft stale = desktop.player.draft(EMERALD, bytes(2));
        later();
        world.server().others(world.user()).upload(rom.id(), "autosave", "E.srm", bytes(3));
        assertThat(desktop.storage.publish(List.of(stale)).getFirst())
                .isInstanceOf(Published.Superseded.class);
        assertThat(head()).isEqualTo(bytes(3));
        assertThat(desktop.player.content(EMERALD)).isEqualTo(bytes(3));
    }

    @Test
    void a_row_that_was_replaced_in_place_in_between_is_not_passed_over() throws Exception {
        deck.player.publish(EMERALD, bytes(1));
        desktop.player.look();
        Draft stale = desktop.player.draft(EMERALD, bytes(2));
        later();
        world.server().others(world.user()).putInPlace(slot().getFirst().id(), bytes(3));
        assertThat(desktop.storage.publish(List.of(stale)).getFirst())
                .isInstanceOf(Published.Superseded.class);
        assertThat(head()).isEqualTo(bytes(3));
        assertThat(slot()).hasSize(1);
    }

    @Test
    void what_replaced_a_row_after_it_was_read_is_not_taken_for_what_was_placed() throws Exception {
        deck.player.publish(EMERALD, bytes(1));
        desktop.player.look();
        RevisionId read = desktop.player.heads(EMERALD).getFirst().id();
        later();
        world.server().others(world.user()).putInPlace(slot().getFirst().id(), bytes(3));
        desktop.storage.placed(List.of(read));
        Draft next = desktop.player.draft(EMERALD, bytes(2));
        Draft onWhatWasPlaced = new Draft(next.revision(), Set.of(read), next.source());
        assertThat(desktop.storage.publish(List.of(onWhatWasPlaced)).getFirst())
                .isInstanceOf(Published.Superseded.class);
        assertThat(head()).isEqualTo(bytes(3));
    }

    @Test
    void the_first_save_of_a_slot_that_another_began_meanwhile_is_not_put_on_top()
            throws Exception {
        Draft first = deck.player.draft(EMERALD, bytes(2));
        world.server().others(world.user()).upload(rom.id(), "autosave", "E.srm", bytes(3));
        later();
        assertThat(deck.storage.publish(List.of(first)).getFirst())
                .isInstanceOf(Published.Superseded.class);
        assertThat(head()).isEqualTo(bytes(3));
    }

    @Test
    void two_uploads_for_one_game_are_more_than_a_second_apart() throws Exception {
        Instant before = world.server().clock().instant();
        deck.player.publish(EMERALD, bytes(1));
        deck.player.publish(EMERALD, bytes(2));
        assertThat(Duration.between(before, world.server().clock().instant()))
                .isGreaterThanOrEqualTo(Duration.ofMillis(1100));
        assertThat(slot()).hasSize(2);
    }

    @Test
    void two_slots_of_one_game_never_share_a_file() throws Exception {
        SaveId kept = EMERALD.inSlot("kept-0123abcd");
        deck.storage.publish(
                List.of(deck.player.draft(EMERALD, bytes(1)), deck.player.draft(kept, bytes(2))));
        desktop.player.look();
        assertThat(desktop.player.content(EMERALD)).isEqualTo(bytes(1));
        assertThat(desktop.player.content(kept)).isEqualTo(bytes(2));
        assertThat(world.server().look().saves())
                .extracting(Rows.Save::slot)
                .containsExactlyInAnyOrder("autosave", "autosave-kept-0123abcd");
    }

    // Lines that break.

    @Test
    void an_upload_whose_answer_is_lost_is_found_and_not_made_twice() throws Exception {
        fault(Fault.droppedAfter(Fault.on("POST", UPLOADS)).times(1));
        assertThat(publish(deck, bytes(1))).isInstanceOf(Published.Accepted.class);
        assertThat(slot()).hasSize(1);
        later();
        assertThat(publish(deck, bytes(2))).isInstanceOf(Published.Accepted.class);
        assertThat(slot()).hasSize(2);
    }

    @Test
    void an_upload_that_never_came_is_made_once_more() throws Exception {
        fault(Fault.droppedBefore(Fault.on("POST", UPLOADS)).times(1));
        assertThat(publish(deck, bytes(1))).isInstanceOf(Published.Accepted.class);
        assertThat(slot()).hasSize(1);
    }

    @Test
    void an_upload_that_fails_twice_leaves_what_was_there() throws Exception {
        deck.player.publish(EMERALD, bytes(1));
        fault(Fault.droppedBefore(Fault.on("POST", UPLOADS)));
        assertThatThrownBy(() -> publish(deck, bytes(2))).isInstanceOf(Unavailable.class);
        world.server().clearFaults();
        assertThat(head()).isEqualTo(bytes(1));
        assertThat(publish(deck, bytes(2))).isInstanceOf(Published.Accepted.class);
    }

    @Test
    void a_download_that_breaks_off_is_begun_anew() throws Exception {
        deck.player.publish(EMERALD, bytes(1));
        fault(Fault.cut(Fault.on("GET", "/api/saves/\\d+/content"), 1000).times(1));
        desktop.player.look();
        assertThat(desktop.player.content(EMERALD)).isEqualTo(bytes(1));
    }

    @Test
    void bytes_that_are_not_those_that_were_stored_are_not_taken() throws Exception {
        deck.player.publish(EMERALD, bytes(1));
        fault(
                Fault.changed(
                        Fault.on("GET", "/api/saves/\\d+/content"),
                        body -> {
                            byte[] other = body.clone();
                            other[17] ^= 1;
                            return other;
                        }));
        var tree = desktop.player.look();
        assertThat(tree.pending()).isEqualTo(1);
        assertThat(tree.saves().get(EMERALD).arriving()).isTrue();
        assertThat(tree.saves().get(EMERALD).heads()).isEmpty();
        assertThat(tree.notices()).extracting(notice -> notice.code()).contains("romm.unreadable");

        world.server().clearFaults();
        desktop.player.look();
        assertThat(desktop.player.content(EMERALD)).isEqualTo(bytes(1));
    }

    @Test
    void a_row_whose_file_is_lost_is_never_taken_for_a_deletion() throws Exception {
        deck.player.publish(EMERALD, bytes(1));
        world.server().others(world.user()).loseFile(slot().getFirst().id());
        var tree = desktop.player.look();
        assertThat(tree.saves().get(EMERALD).arriving()).isTrue();
    }

    // What other programs do.

    /// A few megabytes can hold more than any disk.
    @Test
    void an_archive_that_can_be_no_save_is_named_and_keeps_nothing_else_from_coming()
            throws Exception {
        SaveId tetris = SaveId.main("gb", "Tetris");
        SaveId zelda = SaveId.main("snes", "Zelda");
        int swollen = world.game(tetris, "gb").id();
        int none = world.game(zelda, "sfc").id();
        var others = world.server().others(world.user());
        others.upload(swollen, "autosave", "Tetris.zip", RommHashTest.manyFiles());
        others.upload(none, "autosave", "Zelda.zip", bytes(4));
        SaveId mario = SaveId.main("snes", "Mario");
        int brokenOff = world.game(mario, "sfc").id();
        others.upload(brokenOff, "autosave", "Mario.zip", RommHashTest.breaksOff());
        others.upload(rom.id(), "autosave", "E.srm", bytes(1));
        // By then the games are asked for anew
        world.server().advance(Duration.ofMinutes(16));
        var tree = deck.player.look();
        assertThat(tree.notices())
                .extracting(notice -> notice.code())
                .containsExactlyInAnyOrder("romm.swollen", "romm.no-archive", "romm.no-archive");
        assertThat(deck.player.content(EMERALD)).isEqualTo(bytes(1));
        assertThat(tree.saves().get(tetris).arriving()).isTrue();
        assertThat(tree.saves().get(zelda).arriving()).isTrue();
        assertThat(tree.saves().get(mario).arriving()).isTrue();

        Requests before = deck.storage.requests();
        assertThat(deck.player.look().notices()).as("said again").hasSize(3);
        assertThat(deck.storage.requests().since(before).total()).as("not fetched again").isOne();
    }

    /// Nor is one sent, whatever it is called here.
    @Test
    void one_that_lies_here_fails_alone_and_says_so() throws Exception {
        assertThat(publish(deck, RommHashTest.manyFiles()))
                .isInstanceOfSatisfying(
                        Published.Failed.class,
                        failed ->
                                assertThat(failed.cause())
                                        .isInstanceOfSatisfying(
                                                NeedsPerson.class,
                                                cause ->
                                                        assertThat(cause.saying().key())
                                                                .isEqualTo("romm.swollen")));
        assertThat(slot()).isEmpty();
    }

    @Test
    void a_slot_goes_on_as_the_server_spells_it() throws Exception {
        world.server().others(world.user()).upload(rom.id(), "Autosave", "E.srm", bytes(1));
        deck.player.look();
        assertThat(deck.player.content(EMERALD)).isEqualTo(bytes(1));
        later();
        deck.player.publish(EMERALD, bytes(2));
        assertThat(world.server().look().saves())
                .extracting(Rows.Save::slot)
                .containsOnly("Autosave");
    }

    @Test
    void a_slot_of_another_name_goes_on_where_it_is_the_only_one() throws Exception {
        world.server().others(world.user()).upload(rom.id(), "default", "E.srm", bytes(1));
        deck.player.look();
        later();
        deck.player.publish(EMERALD, bytes(2));
        assertThat(world.server().look().slot(rom.id(), "default")).hasSize(2);
    }

    @Test
    void what_the_web_player_wrote_is_seen_and_never_written_to() throws Exception {
        world.server().others(world.user()).webSave(rom.id(), bytes(5));
        var tree = deck.player.look();
        SaveId web = EMERALD.inSlot("web-player");
        assertThat(tree.saves()).containsOnlyKeys(web);
        assertThat(deck.player.content(web)).isEqualTo(bytes(5));
        assertThat(deck.storage.refuses(web)).contains(Refusal.KIND);
        deck.player.publish(EMERALD, bytes(1));
        assertThat(world.server().look().slot(rom.id(), null)).hasSize(1);
    }

    @Test
    void names_that_reach_a_disk_have_no_time_in_them() throws Exception {
        deck.player.publish(EMERALD, bytes(1));
        desktop.player.look();
        Revision seen =
                desktop.storage
                        .revision(desktop.player.heads(EMERALD).getFirst().id())
                        .orElseThrow();
        Manifest manifest = seen.manifest();
        assertThat(manifest).isNotNull();
        assertThat(manifest.files())
                .extracting(file -> file.name())
                .containsExactly("Pokemon Emerald.srm");
    }

    @Test
    void a_game_that_was_imported_again_is_known_by_its_name_and_its_save_was_lost()
            throws Exception {
        Revision sent = deck.player.publish(EMERALD, bytes(1));
        Rows.Rom again = world.server().library().importAgain(rom.id());
        world.server().advance(Duration.ofMinutes(16));
        assertThat(deck.player.look().saves()).isEmpty();
        world.server().advance(Duration.ofMinutes(16));
        deck.player.look();
        deck.player.publish(SaveId.main("gba", "Pokemon Emerald"), bytes(1));
        assertThat(world.server().look().saves()).extracting(Rows.Save::romId).contains(again.id());
        assertThat(deck.storage.lost(EMERALD, sent.id())).isTrue();
    }

    @Test
    void a_save_that_went_back_is_no_earlier_one_when_its_first_row_is_shown_to_others()
            throws Exception {
        deck.player.publish(EMERALD, bytes(1));
        int first = slot().getFirst().id();
        later();
        Revision second = deck.player.publish(EMERALD, bytes(2));
        later();
        deck.player.publish(EMERALD, bytes(1));
        later();
        world.server().others(world.user()).show(first, true);
        world.server().advance(Duration.ofMinutes(16));
        deck.player.look();
        assertThat(slot().getFirst().id()).isEqualTo(first);
        assertThat(deck.storage.lineage(deck.player.heads(EMERALD).getFirst().id(), second.id()))
                .isEqualTo(app.savepoint.core.save.Lineage.DESCENDS);
    }

    @Test
    void a_server_that_was_put_back_shows_an_earlier_content_as_earlier() throws Exception {
        Revision first = deck.player.publish(EMERALD, bytes(1));
        var backup = world.server().backup();
        later();
        Revision second = deck.player.publish(EMERALD, bytes(2));
        world.server().restore(backup);
        world.server().advance(Duration.ofMinutes(16));
        deck.player.look();
        assertThat(deck.player.heads(EMERALD).getFirst().contentId()).isEqualTo(first.contentId());
        assertThat(deck.storage.lineage(deck.player.heads(EMERALD).getFirst().id(), second.id()))
                .isEqualTo(app.savepoint.core.save.Lineage.ANCESTOR);
    }

    @Test
    void a_folder_travels_as_one_archive_that_others_hash_alike() throws Exception {
        SaveId psp = SaveId.main("psp", "ULUS10041");
        world.game(psp, "iso");
        deck.here.add(app.savepoint.core.storage.server.GameKey.of(psp));
        desktop.here.add(app.savepoint.core.storage.server.GameKey.of(psp));
        deck.player.look();
        byte[] sfo = bytes(7);
        byte[] data = bytes(8);
        Role one = new Role("PARAM.SFO");
        Role other = new Role("deep/Daten ä 日本.BIN");
        Manifest folder =
                new Manifest(
                        "ULUS10041SAVE",
                        List.of(
                                Player.file(one, "PARAM.SFO", sfo),
                                Player.file(other, "deep/Daten ä 日本.BIN", data)));
        Revision sent =
                deck.player.accepted(deck.player.draft(psp, folder, Map.of(one, sfo, other, data)));
        desktop.player.look();
        Revision seen =
                desktop.storage.revision(desktop.player.heads(psp).getFirst().id()).orElseThrow();
        assertThat(seen.contentId()).isEqualTo(sent.contentId());
        assertThat(seen.manifest().folder()).isEqualTo("ULUS10041SAVE");
        Map<Role, byte[]> files = desktop.player.fetch(seen);
        assertThat(files.get(one)).isEqualTo(sfo);
        assertThat(files.get(other)).isEqualTo(data);
    }

    // What a server says when it says no.

    @Test
    void a_file_over_the_servers_limit_fails_alone_and_says_so() throws Exception {
        world.server().uploadLimit(4096);
        Published outcome = publish(deck, bytes(1));
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Published.Failed.class,
                        failed ->
                                assertThat(failed.cause())
                                        .isInstanceOfSatisfying(
                                                NeedsPerson.class,
                                                cause ->
                                                        assertThat(cause.saying().key())
                                                                .isEqualTo("romm.too-large")));
    }

    @Test
    void a_state_is_not_taken_where_nobody_said_so() {
        SaveId state =
                new SaveId(
                        "gba", "Pokemon Emerald", app.savepoint.core.save.SaveKind.STATE, "mGBA.1");
        assertThat(deck.storage.refuses(state)).contains(Refusal.KIND);
    }
}
