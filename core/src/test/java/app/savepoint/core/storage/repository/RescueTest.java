package app.savepoint.core.storage.repository;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.Role;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.folder.FolderObjectStore;
import app.savepoint.testkit.Player;
import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Saves are got back from the storage folder with `zstd` and `tar`, without a program of ours.
class RescueTest {
    @TempDir Path temp;
    private Path folder;
    private Player player;

    @BeforeEach
    void open() throws Exception {
        folder = Files.createDirectory(temp.resolve("storage"));
        var store = new FolderObjectStore(folder, RepositoryWorld.CLOCK);
        player = new RepositoryWorld(temp.resolve("work"), 1).newcomer(store, 1, "Deck");
        player.look();
    }

    /// Wherever the tests run: what the tools do, done by the libraries behind such tools.
    @Test
    void plain_zstd_and_tar_are_enough_whoever_reads_them() throws Exception {
        byte[] bytes = new byte[100_000];
        new SplittableRandom(3).nextBytes(bytes);
        player.publish(SaveId.main("gba", "Emerald"), bytes);
        Path one = only(folder.resolve("saves/gba/Emerald/save.main"), ".zst");
        try (var plain = new ZstdInputStream(Files.newInputStream(one))) {
            assertThat(plain.readAllBytes()).isEqualTo(bytes);
        }

        Map<Role, byte[]> files = Map.of(Role.MAIN, bytes, Role.RTC, new byte[] {1, 2, 3});
        var manifest =
                new Manifest(
                        "Crystal",
                        List.of(
                                Player.file(Role.MAIN, "Crystal.srm", files.get(Role.MAIN)),
                                Player.file(Role.RTC, "Crystal.rtc", files.get(Role.RTC))));
        player.accepted(player.draft(SaveId.main("gbc", "Crystal"), manifest, files));
        Path several = only(folder.resolve("saves/gbc/Crystal/save.main"), ".tar.zst");
        Map<String, byte[]> found = new TreeMap<>();
        try (var tar =
                new TarArchiveInputStream(new ZstdInputStream(Files.newInputStream(several)))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry())
                found.put(entry.getName(), tar.readAllBytes());
        }
        assertThat(found).containsOnlyKeys("Crystal/Crystal.rtc", "Crystal/Crystal.srm");
        assertThat(found.get("Crystal/Crystal.srm")).isEqualTo(bytes);
        assertThat(found.get("Crystal/Crystal.rtc")).containsExactly(1, 2, 3);
    }

    @Test
    void one_file_comes_out_of_zstd() throws Exception {
        assumeThat(isInstalled("zstd")).as("zstd is installed").isTrue();
        for (int size : new int[] {0, 8192, 3_000_000}) {
            byte[] bytes = new byte[size];
            new SplittableRandom(size).nextBytes(bytes);
            SaveId save = SaveId.main("gba", "Größe " + size);
            player.publish(save, bytes);
            Path object = only(folder.resolve("saves/gba/Größe " + size + "/save.main"), ".zst");
            Path out = temp.resolve("rescued" + size);
            run("zstd", "-q", "-d", object.toString(), "-o", out.toString());
            assertThat(Files.readAllBytes(out)).isEqualTo(bytes);
        }
    }

    @Test
    void several_files_come_out_of_tar_with_their_names() throws Exception {
        assumeThat(isInstalled("zstd")).as("zstd is installed").isTrue();
        assumeThat(isInstalled("tar")).as("tar is installed").isTrue();
        byte[] sfo = "sfo".getBytes(UTF_8);
        byte[] data = new byte[2_000_000];
        String longName = "a rather long name that an old tar header has no room for ".repeat(3);
        var manifest =
                new Manifest(
                        "ULUS10041DATA",
                        List.of(
                                Player.file(new Role("PARAM.SFO"), "PARAM.SFO", sfo),
                                Player.file(new Role("sub/data"), "sub/" + longName, data)));
        SaveId save = SaveId.main("psp", "ULUS10041");
        player.accepted(
                player.draft(
                        save,
                        manifest,
                        Map.of(new Role("PARAM.SFO"), sfo, new Role("sub/data"), data)));
        Path object = only(folder.resolve("saves/psp/ULUS10041/save.main"), ".tar.zst");
        Path tar = temp.resolve("rescued.tar");
        run("zstd", "-q", "-d", object.toString(), "-o", tar.toString());
        Path out = Files.createDirectory(temp.resolve("out"));
        run("tar", "-xf", tar.toString(), "-C", out.toString());
        assertThat(Files.readAllBytes(out.resolve("ULUS10041DATA/PARAM.SFO"))).isEqualTo(sfo);
        assertThat(Files.readAllBytes(out.resolve("ULUS10041DATA/sub").resolve(longName)))
                .isEqualTo(data);
        assertThat(Files.getLastModifiedTime(out.resolve("ULUS10041DATA/PARAM.SFO")).toInstant())
                .isEqualTo(
                        Player.file(Role.MAIN, "x", sfo)
                                .modifiedAt()
                                .truncatedTo(java.time.temporal.ChronoUnit.SECONDS));
    }

    @Test
    void the_events_are_lines_of_json() throws Exception {
        assumeThat(isInstalled("zstd")).as("zstd is installed").isTrue();
        player.publish(SaveId.main("gba", "Emerald"), new byte[10]);
        Path events = folder.resolve(Keys.events(player.device().id()).replaceAll("/$", ""));
        Path out = temp.resolve("events");
        run("zstd", "-q", "-d", only(events, ".zst").toString(), "-o", out.toString());
        assertThat(Files.readAllLines(out)).hasSize(2).allMatch(line -> line.startsWith("{"));
    }

    private static Path only(Path folder, String end) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1).first().asString().endsWith(end);
            return all.getFirst();
        }
    }

    private static boolean isInstalled(String tool) throws InterruptedException {
        try {
            return start(tool, "--version").waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static void run(String... command) throws Exception {
        Process process = start(command);
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private static Process start(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        return process;
    }
}
