package app.savepoint.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The session that the README shows: two computers, one folder, play, a conflict, a decision.
class SessionTest {
    private static final String EMERALD = "gba/Pokemon Emerald/save/main";
    private static final Instant PLAYED = Instant.parse("2026-03-04T05:06:07Z");

    @TempDir Path dir;

    private final Random random = new Random(7);
    private Cli cli;
    private Path onA;
    private Path onB;

    @BeforeEach
    void two_computers_share_a_folder() throws IOException {
        cli = new Cli(dir);
        onA = write("saves/gba/Pokemon Emerald.srm", PLAYED);
        write("saves/snes/Zelda.srm", PLAYED);
        onB = dir.resolve("deck/saves/gba/Pokemon Emerald.srm");
        Files.createDirectories(dir.resolve("deck/saves"));
        for (String[] home :
                new String[][] {{"A", "Desktop", "saves"}, {"B", "Deck", "deck/saves"}}) {
            assertThat(
                            cli.on(
                                            home[0],
                                            "init",
                                            "--storage",
                                            "folder:" + dir.resolve("srv"),
                                            "--device",
                                            home[1])
                                    .status())
                    .isZero();
            assertThat(cli.on(home[0], "roots", "add", home[2]).status()).isZero();
        }
        assertThat(cli.on("A", "sync").list("pushed"))
                .containsExactly(EMERALD, "snes/Zelda/save/main");
        assertThat(cli.on("B", "sync").list("pulled"))
                .containsExactly(EMERALD, "snes/Zelda/save/main");
    }

    @Test
    void the_second_computer_gets_every_save_byte_for_byte_with_its_time() throws IOException {
        assertThat(onB).hasSameBinaryContentAs(onA);
        assertThat(Files.getLastModifiedTime(onB).toInstant()).isEqualTo(PLAYED);
        assertThat(dir.resolve("deck/saves/snes/Zelda.srm")).exists();
    }

    @Test
    void a_sync_that_finds_nothing_new_asks_the_storage_once_and_moves_nothing() {
        for (String home : new String[] {"A", "B"}) {
            Cli.Answer answer = cli.on(home, "sync");
            assertThat(answer.status()).isZero();
            assertThat(answer.list("pushed")).isEmpty();
            assertThat(answer.list("pulled")).isEmpty();
            int requests = 0;
            for (var count : answer.json().get("requests")) requests += count.asInt();
            assertThat(requests).as("promise 7: %s", answer.out()).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void what_was_played_on_one_computer_comes_to_the_other() throws IOException {
        write("deck/saves/gba/Pokemon Emerald.srm", PLAYED.plusSeconds(60));

        assertThat(cli.on("B", "sync").list("pushed")).containsExactly(EMERALD);
        assertThat(cli.on("A", "sync").list("pulled")).containsExactly(EMERALD);

        assertThat(onA).hasSameBinaryContentAs(onB);
        assertThat(cli.on("A", "backups").json().get("backups")).hasSize(1);
    }

    @Test
    void two_changes_are_a_conflict_that_overwrites_nothing_and_that_one_word_settles()
            throws IOException {
        write("deck/saves/gba/Pokemon Emerald.srm", PLAYED.plusSeconds(60));
        byte[] mine =
                Files.readAllBytes(write("saves/gba/Pokemon Emerald.srm", PLAYED.plusSeconds(90)));
        byte[] theirs = Files.readAllBytes(onB);
        assertThat(cli.on("B", "sync").status()).isZero();

        Cli.Answer second = cli.on("A", "sync");

        assertThat(second.status()).isEqualTo(3);
        assertThat(second.list("conflicts")).containsExactly(EMERALD);
        assertThat(onA).hasBinaryContent(mine);
        assertThat(onB).hasBinaryContent(theirs);
        assertThat(cli.on("B", "sync").status()).as("every device sees it").isEqualTo(3);
        assertThat(cli.on("B", "conflicts").json().get("conflicts").get(0).get("remote"))
                .as("both contents are in the storage")
                .hasSize(2);

        assertThat(cli.on("A", "resolve", EMERALD, "--keep", "local").status()).isZero();
        assertThat(cli.on("B", "sync").list("pulled")).containsExactly(EMERALD);
        assertThat(onB).hasBinaryContent(mine);
        assertThat(cli.on("A", "status").status()).isZero();
        assertThat(cli.on("A", "history", EMERALD).json().get("revisions"))
                .as("the loser is kept")
                .hasSize(4);
    }

    @Test
    void keeping_the_other_side_brings_it_here_and_keeps_mine_in_the_backups() throws IOException {
        byte[] theirs =
                Files.readAllBytes(
                        write("deck/saves/gba/Pokemon Emerald.srm", PLAYED.plusSeconds(60)));
        write("saves/gba/Pokemon Emerald.srm", PLAYED.plusSeconds(90));
        cli.on("B", "sync");
        cli.on("A", "sync");

        assertThat(cli.on("A", "resolve", EMERALD, "--keep", "remote").status()).isZero();

        assertThat(onA).hasBinaryContent(theirs);
        assertThat(cli.on("A", "backups").json().get("backups")).isNotEmpty();
        assertThat(cli.on("B", "sync").status()).isZero();
        assertThat(onB).hasBinaryContent(theirs);
    }

    @Test
    void keeping_both_puts_the_other_one_into_a_slot_of_its_own() throws IOException {
        write("deck/saves/gba/Pokemon Emerald.srm", PLAYED.plusSeconds(60));
        byte[] mine =
                Files.readAllBytes(write("saves/gba/Pokemon Emerald.srm", PLAYED.plusSeconds(90)));
        cli.on("B", "sync");
        cli.on("A", "sync");

        assertThat(cli.on("A", "resolve", EMERALD, "--keep", "both").status()).isZero();

        assertThat(onA).hasBinaryContent(mine);
        assertThat(cli.on("A", "status", "gba/Pokemon Emerald").out()).contains("/save/kept-");
        assertThat(cli.on("B", "sync").status()).isZero();
        assertThat(onB).hasBinaryContent(mine);
    }

    @Test
    void a_blank_save_never_replaces_progress() throws IOException {
        byte[] progress = Files.readAllBytes(onB);
        Files.write(onA, new byte[32768]);

        Cli.Answer answer = cli.on("A", "sync");

        assertThat(answer.status()).isEqualTo(3);
        assertThat(answer.list("pushed")).isEmpty();
        cli.on("B", "sync");
        assertThat(onB).hasBinaryContent(progress);
        assertThat(cli.on("A", "resolve", EMERALD, "--keep", "remote").status()).isZero();
        assertThat(onA).hasBinaryContent(progress);
    }

    @Test
    void an_older_file_put_in_place_by_hand_is_asked_about() throws IOException {
        write("saves/gba/Pokemon Emerald.srm", PLAYED.minusSeconds(3600));

        Cli.Answer answer = cli.on("A", "status");

        assertThat(answer.status()).isEqualTo(3);
        assertThat(answer.json().get("saves").get(0).get("attention").asString())
                .isEqualTo("TIMESTAMP_CONFLICT");
    }

    @Test
    void a_storage_that_is_gone_is_out_of_reach_and_nothing_is_planned_from_it()
            throws IOException {
        Path away = dir.resolve("unplugged");
        Files.move(dir.resolve("srv"), away);
        byte[] mine =
                Files.readAllBytes(write("saves/gba/Pokemon Emerald.srm", PLAYED.plusSeconds(5)));

        assertThat(cli.on("A", "sync").status()).isEqualTo(4);
        Files.createDirectories(dir.resolve("srv"));
        assertThat(cli.on("A", "sync").status()).as("there, but without its marker").isEqualTo(4);
        assertThat(onA).hasBinaryContent(mine);

        Files.delete(dir.resolve("srv"));
        Files.move(away, dir.resolve("srv"));
        assertThat(cli.on("A", "sync").list("pushed")).containsExactly(EMERALD);
    }

    @Test
    void a_root_that_lost_most_of_its_saves_is_not_believed_until_a_person_says_so()
            throws IOException {
        for (int i = 0; i < 8; i++) write("saves/gba/Game " + i + ".srm", PLAYED);
        assertThat(cli.on("A", "sync").list("pushed")).hasSize(8);
        for (int i = 0; i < 8; i++) Files.delete(dir.resolve("saves/gba/Game " + i + ".srm"));

        Cli.Answer answer = cli.on("A", "status");

        assertThat(answer.status()).isEqualTo(3);
        assertThat(answer.out()).contains("ROOT_CHANGED");
        assertThat(cli.on("A", "roots", "accept", dir.resolve("saves").toString()).status())
                .isZero();
        assertThat(cli.on("A", "sync").status()).isZero();
    }

    @Test
    void a_save_removed_here_stays_in_the_storage_and_comes_back_when_asked_for()
            throws IOException {
        Files.delete(onA);
        assertThat(cli.on("A", "sync").status()).isZero();
        assertThat(onA).doesNotExist();
        assertThat(onB).exists();

        assertThat(cli.on("A", "pull", EMERALD).list("pulled")).containsExactly(EMERALD);
        assertThat(onA).hasSameBinaryContentAs(onB);
    }

    private Path write(String path, Instant modified) throws IOException {
        Path file = dir.resolve(path);
        Files.createDirectories(file.getParent());
        byte[] bytes = new byte[32768];
        random.nextBytes(bytes);
        Files.write(file, bytes);
        Files.setLastModifiedTime(file, FileTime.from(modified));
        return file;
    }
}
