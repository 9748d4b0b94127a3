package app.savepoint.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Random;

/// Two computers, A and B, that share a folder or a bucket and know the same two saves: where a
/// test of a command begins.
final class TwoComputers {
    static final String EMERALD = "gba/Pokemon Emerald/save/main";
    static final String ZELDA = "snes/Zelda/save/main";
    static final Instant PLAYED = Instant.parse("2026-03-04T05:06:07Z");

    final Path dir;
    final Cli cli;
    private final Random random = new Random(7);

    TwoComputers(Path dir) throws IOException {
        this(dir, new Cli(dir), "folder:" + dir.resolve("srv"));
    }

    /// @param storage what they share
    TwoComputers(Path dir, Cli cli, String storage) throws IOException {
        this.dir = dir;
        this.cli = cli;
        write(onA("gba/Pokemon Emerald.srm"), PLAYED);
        write(onA("snes/Zelda.srm"), PLAYED);
        Files.createDirectories(dir.resolve("deck"));
        setUp("A", "Desktop", "saves", storage);
        setUp("B", "Deck", "deck", storage);
        sync("A");
        sync("B");
    }

    private void setUp(String home, String device, String root, String storage) {
        assertThat(cli.on(home, "init", "--storage", storage, "--device", device).status())
                .isZero();
        assertThat(cli.on(home, "roots", "add", root).status()).isZero();
    }

    Path onA(String path) {
        return dir.resolve("saves").resolve(path);
    }

    Path onB(String path) {
        return dir.resolve("deck").resolve(path);
    }

    Path emeraldOnA() {
        return onA("gba/Pokemon Emerald.srm");
    }

    Path emeraldOnB() {
        return onB("gba/Pokemon Emerald.srm");
    }

    /// Plays: other bytes, later by some minutes.
    byte[] play(Path file, int minutes) throws IOException {
        return write(file, PLAYED.plusSeconds(60L * minutes));
    }

    byte[] write(Path file, Instant modified) throws IOException {
        byte[] bytes = new byte[32768];
        random.nextBytes(bytes);
        return write(file, bytes, modified);
    }

    byte[] write(Path file, byte[] bytes, Instant modified) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
        Files.setLastModifiedTime(file, FileTime.from(modified));
        return bytes;
    }

    /// A sync that has nothing to say but what it did.
    Cli.Answer sync(String home) {
        Cli.Answer answer = cli.on(home, "sync");
        assertThat(answer.status()).as("%s", answer).isZero();
        return answer;
    }

    /// Both play on; B was first to sync, so A is in conflict.
    void conflict() throws IOException {
        play(emeraldOnB(), 1);
        play(emeraldOnA(), 2);
        sync("B");
        assertThat(cli.on("A", "sync").status()).isEqualTo(3);
    }
}
