package app.savepoint.core.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.core.library.SaveNames;
import app.savepoint.core.save.ContentHash;
import app.savepoint.core.scan.Disk;
import app.savepoint.core.scan.HoldRule;
import app.savepoint.core.scan.LocalSave;
import app.savepoint.core.scan.LocalTree;
import app.savepoint.core.scan.PlacedFiles;
import app.savepoint.core.scan.Placements;
import app.savepoint.core.scan.Root;
import app.savepoint.core.scan.ScanCache;
import app.savepoint.core.scan.Scanner;
import app.savepoint.core.transfer.Bench.Shape;
import app.savepoint.testkit.MemoryScanCache;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Promise 7: what Savepoint wrote itself it need not read again.
class PlacementScanTest {
    private static final Instant NOW = Bench.LATER.plusSeconds(3600);

    @TempDir Path dir;

    private final MemoryScanCache cache = new MemoryScanCache();
    private final CountingDisk disk = new CountingDisk();

    private static Shape shape(String name) {
        return Shape.all().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
    }

    private LocalTree scan(Bench bench) throws InterruptedException {
        disk.read.clear();
        Root root = new Root(1, bench.root, null, null, List.of(), List.of(), null, 0);
        HoldRule all = (save, size) -> Optional.empty();
        return new Scanner(SaveNames.bundled(), cache, () -> NOW, disk, 1)
                .scan(List.of(root), all, Map.of());
    }

    private Placements remembering() {
        return new PlacedFiles(cache, () -> NOW);
    }

    @ParameterizedTest
    @ValueSource(strings = {"one file", "two files", "new", "a file more and one less"})
    void a_scan_after_a_pull_reads_nothing_and_knows_what_lies_there(String name)
            throws IOException, InterruptedException {
        Bench bench = new Bench(dir, shape(name), Links.hard());
        scan(bench);

        bench.replace(bench.order(bench.shape.old()), remembering(), Steps.none());

        LocalTree tree = scan(bench);
        assertThat(disk.read).isEmpty();
        assertThat(hashes(tree)).isEqualTo(hashes(freshScan(bench)));
    }

    @Test
    void what_was_played_seconds_ago_elsewhere_is_read_once_more()
            throws IOException, InterruptedException {
        Bench bench = new Bench(dir, shape("one file"), Links.hard());

        bench.replace(
                bench.order(bench.shape.old(), NOW.minusSeconds(1)), remembering(), Steps.none());

        scan(bench);
        assertThat(disk.read).hasSize(1);
    }

    @Test
    void what_an_emulator_writes_after_the_pull_is_noticed()
            throws IOException, InterruptedException {
        Bench bench = new Bench(dir, shape("one file"), Links.hard());
        bench.replace(bench.order(bench.shape.old()), remembering(), Steps.none());

        Files.writeString(bench.path("E.srm"), "play");
        Files.setLastModifiedTime(bench.path("E.srm"), FileTime.from(NOW.plusSeconds(9)));

        assertThat(hashes(scan(bench))).contains(ContentHash.of("play".getBytes(UTF_8)).hex());
    }

    @Test
    void a_blank_save_is_known_as_one_though_no_scan_read_it()
            throws IOException, InterruptedException {
        Shape blank = new Shape("blank", null, Map.of(), Map.of("E.srm", "\0\0\0\0\0\0\0\0"));
        Bench bench = new Bench(dir, blank, Links.hard());

        bench.replace(bench.order(Map.of()), remembering(), Steps.none());

        assertThat(scan(bench).saves())
                .singleElement()
                .satisfies(save ->
                        assertThat(save.state())
                                .isInstanceOfSatisfying(
                                        LocalSave.Present.class,
                                        present -> assertThat(present.blank()).isTrue()));
        assertThat(disk.read).isEmpty();
    }

    /// FAT numbers no files: there a new content of the old size and time would pass for the old
    /// one, were it not forgotten before.
    @Test
    void the_old_bytes_are_forgotten_before_the_first_file_moves() throws IOException {
        Bench bench = new Bench(dir, shape("two files"), Links.hard());
        List<String> order = new ArrayList<>();
        Placements told =
                new Placements() {
                    @Override
                    public Written look(Target target, Path staged, ContentHash hash, boolean blank)
                            throws IOException {
                        return remembering().look(target, staged, hash, blank);
                    }

                    @Override
                    public void changing(Collection<Target> targets) {
                        targets.forEach(target -> order.add("forget " + target.path()));
                        remembering().changing(targets);
                    }

                    @Override
                    public void placed(Collection<Written> files) {
                        files.forEach(file -> order.add("know " + file.target().path()));
                        assertThat(cache.entries(1)).isEmpty();
                        remembering().placed(files);
                    }
                };
        cache.update(1, List.of(entry("gba/E.srm"), entry("gba/E.rtc")), List.of());

        bench.replace(
                bench.order(bench.shape.old()),
                told,
                step -> {
                    if (step.equals("put-aside")) order.add(step);
                });

        assertThat(order.subList(0, 2))
                .containsExactlyInAnyOrder("forget gba/E.srm", "forget gba/E.rtc");
        assertThat(order.subList(2, 4)).containsExactly("put-aside", "put-aside");
        assertThat(order.subList(4, 6))
                .containsExactlyInAnyOrder("know gba/E.srm", "know gba/E.rtc");
        assertThat(cache.entries(1)).hasSize(2);
    }

    private static ScanCache.Entry entry(String path) {
        return new ScanCache.Entry(path, 3, 0, null, ContentHash.of(new byte[] {1}), false, true);
    }

    private static LocalTree freshScan(Bench bench) throws InterruptedException {
        Root root = new Root(1, bench.root, null, null, List.of(), List.of(), null, 0);
        return new Scanner(SaveNames.bundled(), new MemoryScanCache(), () -> NOW)
                .scan(List.of(root), (save, size) -> Optional.empty(), Map.of());
    }

    private static List<String> hashes(LocalTree tree) {
        List<String> hashes = new ArrayList<>();
        for (LocalSave save : tree.saves())
            if (save.state() instanceof LocalSave.Present(var manifest, _))
                manifest.files().forEach(file -> hashes.add(file.hash().hex()));
        return hashes;
    }

    /// Counts the files whose contents are read.
    private static final class CountingDisk implements Disk {
        private final List<Path> read = new ArrayList<>();

        @Override
        public InputStream open(Path file) throws IOException {
            read.add(file);
            return Disk.real().open(file);
        }

        @Override
        public void walk(Path folder, FileVisitor<Path> visitor) throws IOException {
            Disk.real().walk(folder, visitor);
        }
    }
}
