package app.savepoint.app;

import static app.savepoint.app.TwoComputers.EMERALD;
import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.storage.romm.server.Level;
import app.savepoint.storage.romm.server.Rows;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// At a RomM server before 4.9, which has no hashes of plain files and neither compares nor keeps a
/// book of syncs, everything works all the same: what a save holds is found out here.
class RommOlderSessionTest extends AtRomm {
    private TwoComputers two(Level level) throws Exception {
        server.upgrade(level);
        // Client tokens came with 4.8
        if (level.before(Level.V4_8))
            cli =
                    cli(
                            Map.of(
                                    "SAVEPOINT_ROMM_USERNAME", "ann",
                                    "SAVEPOINT_ROMM_PASSWORD", "secret words"));
        return two();
    }

    private void assertNothingNewerWasAskedFor() {
        assertThat(server.log().all())
                .noneMatch(one -> one.path().startsWith("/api/sync"))
                .noneMatch(one -> one.path().startsWith("/api/play-sessions"))
                .noneMatch(one -> one.status() == 404 || one.status() == 405);
        assertThat(server.look().saves()).allMatch(row -> row.contentHash() == null);
    }

    @ParameterizedTest
    @EnumSource(names = {"V4_7", "V4_8"})
    void two_computers_play_meet_in_a_conflict_and_keep_both(Level level) throws Exception {
        TwoComputers two = two(level);
        assertThat(two.emeraldOnB()).hasSameBinaryContentAs(two.emeraldOnA());
        byte[] agreed = two.play(two.emeraldOnB(), 1);
        assertThat(two.sync("B").list("pushed")).containsExactly(EMERALD);
        assertThat(two.sync("A").list("pulled")).containsExactly(EMERALD);
        assertThat(two.emeraldOnA()).hasBinaryContent(agreed);

        byte[] theirs = two.play(two.emeraldOnB(), 3);
        byte[] mine = two.play(two.emeraldOnA(), 4);
        two.sync("B");
        assertThat(two.cli.on("A", "sync").list("conflicts")).containsExactly(EMERALD);
        assertThat(two.cli.on("A", "resolve", EMERALD, "--keep", "both").status()).isZero();
        two.sync("B");

        assertThat(two.emeraldOnB()).hasBinaryContent(mine);
        assertThat(server.look().saves().stream().map(row -> server.look().bytes(row)))
                .contains(theirs, mine);
        for (String home : new String[] {"A", "B"}) {
            assertThat(requests(two.sync(home))).as("promise 7").isLessThanOrEqualTo(2);
            assertThat(two.cli.on(home, "status").status()).isZero();
        }
        assertThat(two.cli.on("A", "history", EMERALD).json().get("revisions"))
                .hasSizeBetween(3, 4);
        assertNothingNewerWasAskedFor();
    }

    /// Without a hash only its time tells that a row was replaced; what it holds is read.
    @ParameterizedTest
    @EnumSource(names = {"V4_7", "V4_8"})
    void what_another_program_replaces_in_place_is_pulled_and_what_it_shows_is_no_news(Level level)
            throws Exception {
        TwoComputers two = two(level);
        Rows.Save head = server.look().slot(emerald.id(), "autosave").getFirst();
        byte[] agreed = Files.readAllBytes(two.emeraldOnA());
        server.advance(Duration.ofMinutes(16));
        server.others(ann).show(head.id(), true);
        Cli.Answer shown = two.sync("A");
        assertThat(shown.list("pulled")).isEmpty();
        assertThat(two.emeraldOnA()).hasBinaryContent(agreed);

        server.advance(Duration.ofMinutes(16));
        byte[] theirs = bytes(9);
        server.others(ann).putInPlace(head.id(), theirs);
        server.advance(Duration.ofMinutes(16));
        assertThat(two.sync("A").list("pulled")).containsExactly(EMERALD);
        assertThat(two.emeraldOnA()).hasBinaryContent(theirs);
        assertNothingNewerWasAskedFor();
    }

    /// On the way to 4.9 the server fills hashes in, and every row looks changed.
    @ParameterizedTest
    @EnumSource(names = {"V4_7", "V4_8"})
    void a_server_that_gets_newer_makes_no_news_and_no_conflict(Level level) throws Exception {
        TwoComputers two = two(level);
        server.advance(Duration.ofMinutes(16));
        server.upgrade(Level.V5_2);
        server.advance(Duration.ofMinutes(16));
        for (String home : new String[] {"A", "B"}) {
            Cli.Answer synced = two.sync(home);
            assertThat(synced.list("pulled")).as("%s", synced).isEmpty();
            assertThat(synced.list("pushed")).isEmpty();
        }
        two.play(two.emeraldOnA(), 60);
        assertThat(two.sync("A").list("pushed")).containsExactly(EMERALD);
        assertThat(two.sync("B").list("pulled")).containsExactly(EMERALD);
    }
}
