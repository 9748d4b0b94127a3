package app.savepoint.core.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.core.backup.BackupReason;
import app.savepoint.core.backup.Workers;
import app.savepoint.core.disk.FileSystemSync;
import app.savepoint.core.save.ContentHash;
import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.Place;
import app.savepoint.core.save.Role;
import app.savepoint.core.save.SaveFile;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.scan.Placements;
import app.savepoint.core.transfer.Bench.Shape;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Promises 1, 2 and 9: what is replaced, what is refused, and what is left behind.
class ReplacementTest {
    private static final Shape ONE = shape("one file");
    private static final Shape TWO = shape("two files");

    @TempDir Path dir;

    private static Shape shape(String name) {
        return Shape.all().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
    }

    static List<Shape> shapes() {
        return Shape.all();
    }

    private Bench bench(Shape shape) throws IOException {
        return new Bench(dir, shape, Links.hard());
    }

    private static Replacement replacement(Bench bench, Links links) {
        return new Replacement(
                bench.backups(),
                bench.markers(),
                Placements.none(),
                Steps.none(),
                new Workers(4),
                links);
    }

    private static Replacement replacement(Bench bench) {
        return replacement(bench, bench.links);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void what_was_there_is_in_the_backups_and_nothing_else_is_left(Shape shape) throws IOException {
        Bench bench = bench(shape);

        Replaced replaced = bench.replace(Steps.none());

        assertThat(replaced).isInstanceOf(Replaced.Done.class);
        assertThat(bench.found()).isEqualTo(shape.wanted());
        assertThat(bench.backedUp()).isEqualTo(Bench.lines(shape.old()));
        assertThat(bench.leftBehind()).isEmpty();
        assertThat(bench.root.resolve("notes.txt")).hasContent("not ours");
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void the_result_is_what_a_scan_will_find(Shape shape) throws IOException {
        Bench bench = bench(shape);
        if (shape.wanted().isEmpty()) return;

        Manifest placed = ((Replaced.Done) bench.replace(Steps.none())).manifest();

        assertThat(placed.contentId()).isEqualTo(bench.order(shape.old()).wanted().contentId());
        for (SaveFile file : placed.files()) {
            Instant time = Files.getLastModifiedTime(bench.path(file.name())).toInstant();
            assertThat(file.modifiedAt().toEpochMilli()).isEqualTo(time.toEpochMilli());
            boolean kept = file.name().equals("same");
            assertThat(file.modifiedAt()).isEqualTo(kept ? Bench.THEN : Bench.LATER);
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void a_target_that_moved_is_left_alone(Shape shape) throws IOException {
        Bench bench = bench(shape);
        String name = shape.folder() == null ? "E.srm" : "DATA.BIN";
        Bench.write(bench.path(name), "ply");
        Map<String, String> before = bench.found();

        assertThat(bench.replace(Steps.none())).isInstanceOf(Replaced.TargetMoved.class);

        assertThat(bench.found()).isEqualTo(before);
        assertThat(bench.leftBehind()).isEmpty();
    }

    @Test
    void bytes_count_and_not_times() throws IOException {
        Bench bench = bench(ONE);
        Files.setLastModifiedTime(
                bench.path("E.srm"), java.nio.file.attribute.FileTime.from(Instant.EPOCH));

        assertThat(bench.replace(Steps.none())).isInstanceOf(Replaced.Done.class);
    }

    @Test
    void other_bytes_of_the_same_length_and_time_are_noticed() throws IOException {
        Bench bench = bench(ONE);
        Bench.write(bench.path("E.srm"), "odl");

        assertThat(bench.replace(Steps.none())).isInstanceOf(Replaced.TargetMoved.class);
        assertThat(bench.found()).containsEntry("E.srm", "odl");
    }

    @Test
    void a_file_that_appears_in_a_folder_save_meanwhile_stops_it() throws IOException {
        Bench bench = bench(shape("folder"));
        Steps steps =
                step -> {
                    if (step.equals("staged")) write(bench.path("EXTRA.BIN"), "fresh");
                };

        assertThat(bench.replace(steps)).isInstanceOf(Replaced.TargetMoved.class);
        assertThat(bench.found()).isEqualTo(bench.shape.old());
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void nothing_is_replaced_while_the_emulator_runs(Shape shape) throws IOException {
        Bench bench = bench(shape);

        Replaced replaced =
                replacement(bench)
                        .carryOut(bench.order(shape.old()), bench::writeWanted, () -> false);

        assertThat(replaced).isInstanceOf(Replaced.GateClosed.class);
        assertThat(bench.found()).isEqualTo(shape.old());
        assertThat(bench.leftBehind()).isEmpty();
    }

    @Test
    void what_an_emulator_writes_during_the_switch_lies_in_place_and_in_the_backups()
            throws IOException {
        Bench bench = bench(ONE);
        Steps steps =
                step -> {
                    if (step.equals("put-aside")) write(bench.path("E.srm"), "played on");
                };

        Replaced replaced = bench.replace(steps);

        assertThat(replaced).isInstanceOf(Replaced.Overtaken.class);
        assertThat(((Replaced.Overtaken) replaced).backup().reason()).isEqualTo("conflict");
        assertThat(bench.found()).containsEntry("E.srm", "played on");
        assertThat(bench.backedUp()).contains("E.srm=played on", "E.srm=old");
        assertThat(bench.leftBehind()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void a_download_that_breaks_off_changes_nothing(Shape shape) throws IOException {
        if (shape.wanted().isEmpty()) return;
        Bench bench = bench(shape);
        IOException broken = new IOException("the network went away");

        Replaced replaced =
                replacement(bench)
                        .carryOut(
                                bench.order(shape.old()),
                                sink -> {
                                    SaveFile first =
                                            bench.order(shape.old()).wanted().files().getFirst();
                                    try (OutputStream out = sink.open(first)) {
                                        out.write('n');
                                    }
                                    throw broken;
                                },
                                () -> true);

        assertThat(replaced).isEqualTo(new Replaced.Failed(broken));
        assertThat(bench.found()).isEqualTo(shape.old());
        assertThat(bench.leftBehind()).isEmpty();
    }

    @Test
    void bytes_that_are_not_those_announced_are_refused() throws IOException {
        Bench bench = bench(ONE);
        for (String wrong : List.of("NEW!", "ne", "newer!")) {
            Replaced replaced =
                    replacement(bench)
                            .carryOut(
                                    bench.order(ONE.old()),
                                    sink -> {
                                        SaveFile file =
                                                bench.order(ONE.old()).wanted().files().getFirst();
                                        try (OutputStream out = sink.open(file)) {
                                            out.write(wrong.getBytes(StandardCharsets.UTF_8));
                                        }
                                    },
                                    () -> true);
            assertThat(replaced).as(wrong).isInstanceOf(Replaced.Failed.class);
        }
        assertThat(bench.found()).isEqualTo(ONE.old());
        assertThat(bench.leftBehind()).isEmpty();
    }

    @Test
    void a_second_file_that_is_locked_takes_the_first_one_back() throws IOException {
        Bench bench = bench(TWO);
        int[] calls = {0};
        Links locked =
                (name, existing) -> {
                    if (++calls[0] == 2) throw new AccessDeniedException(existing.toString());
                    return Links.hard().link(name, existing);
                };

        Replaced replaced =
                replacement(bench, locked)
                        .carryOut(bench.order(TWO.old()), bench::writeWanted, () -> true);

        assertThat(replaced).isInstanceOf(Replaced.Failed.class);
        assertThat(bench.found()).isEqualTo(TWO.old());
        assertThat(bench.leftBehind()).isEmpty();
    }

    @Test
    void what_can_not_even_be_taken_back_is_held_until_it_can() throws IOException {
        Bench bench = bench(TWO);
        int[] calls = {0};
        Links locked =
                (name, existing) -> {
                    if (++calls[0] >= 2) throw new AccessDeniedException(existing.toString());
                    return Links.hard().link(name, existing);
                };

        Replaced replaced =
                replacement(bench, locked)
                        .carryOut(bench.order(TWO.old()), bench::writeWanted, () -> true);

        assertThat(replaced).isInstanceOf(Replaced.Failed.class);
        var recovery = new SwapRecovery(bench.markers(), bench.backups(), Steps.none());
        assertThat(recovery.unfinished()).containsExactly(TWO.place());
        assertThat(bench.recover()).isEmpty();
        assertThat(bench.found()).isIn(TWO.old(), TWO.wanted());
        assertThat(bench.leftBehind()).isEmpty();
    }

    @Test
    void a_backup_that_can_not_be_written_stops_it() throws IOException {
        Bench bench = bench(ONE);
        Files.writeString(bench.home.resolve("backups"), "a file where the folder should be");

        assertThat(bench.replace(Steps.none())).isInstanceOf(Replaced.Failed.class);

        assertThat(bench.found()).isEqualTo(ONE.old());
    }

    @Test
    void a_marker_that_can_not_be_written_stops_it() throws IOException {
        Bench bench = bench(ONE);
        Files.writeString(bench.home.resolve("swaps"), "a file where the folder should be");

        assertThat(bench.replace(Steps.none())).isInstanceOf(Replaced.Failed.class);

        assertThat(bench.found()).isEqualTo(ONE.old());
    }

    @Test
    void many_are_carried_out_together_and_each_comes_out_for_itself() throws IOException {
        Bench bench = bench(ONE);
        List<Replacement.Job> jobs = new ArrayList<>();
        for (int i = 0; i < 40; i++) jobs.add(job(bench, i));
        write(bench.root.resolve("gba/G7.srm"), "moved");

        List<Replaced> results = replacement(bench).carryOut(jobs, () -> false);

        IntStream.range(0, 40)
                .forEach(i -> {
                    Class<?> expected =
                            switch (i) {
                                case 5 -> Replaced.Failed.class;
                                case 6 -> Replaced.GateClosed.class;
                                case 7 -> Replaced.TargetMoved.class;
                                default -> Replaced.Done.class;
                            };
                    assertThat(results.get(i)).as("game " + i).isInstanceOf(expected);
                    String text = i == 5 || i == 6 ? "old " + i : i == 7 ? "moved" : "new " + i;
                    assertThat(bench.root.resolve("gba/G" + i + ".srm")).hasContent(text);
                });
        assertThat(bench.backups().all()).hasSize(38);
        assertThat(bench.leftBehind()).isEmpty();
    }

    @Test
    void a_sync_that_is_stopped_begins_no_other_save() throws IOException {
        Bench bench = bench(ONE);
        List<Replacement.Job> jobs = List.of(job(bench, 1), job(bench, 2));
        BooleanSupplier stopped = () -> true;

        assertThat(replacement(bench).carryOut(jobs, stopped))
                .allMatch(result -> result instanceof Replaced.Cancelled);

        assertThat(bench.root.resolve("gba/G1.srm")).hasContent("old 1");
        assertThat(bench.leftBehind()).isEmpty();
    }

    @Test
    void a_disk_that_is_not_there_holds_the_save_until_it_is() throws IOException {
        Bench bench = bench(TWO);
        Crash.during(() -> bench.replace(crashAfter("moved-in")));
        Path away = bench.root.resolveSibling("unplugged");
        Files.move(bench.root, away);

        assertThat(bench.recover()).containsExactly(TWO.place());
        Files.createDirectories(bench.root);
        assertThat(bench.recover()).as("an empty mount point").containsExactly(TWO.place());
        Files.delete(bench.root);
        Files.move(away, bench.root);

        assertThat(bench.recover()).isEmpty();
        assertThat(bench.found()).isEqualTo(TWO.wanted());
        assertThat(bench.leftBehind()).isEmpty();
    }

    @Test
    void recovery_waits_for_an_emulator_that_runs() throws IOException {
        Bench bench = bench(TWO);
        Crash.during(() -> bench.replace(crashAfter("moved-in")));
        Map<String, String> half = bench.found();
        var recovery = new SwapRecovery(bench.markers(), bench.backups(), Steps.none());

        assertThat(recovery.recover((save, place) -> false)).containsExactly(TWO.place());

        assertThat(bench.found()).isEqualTo(half);
        assertThat(bench.recover()).isEmpty();
        assertThat(bench.found()).isEqualTo(TWO.wanted());
    }

    @Test
    void recovery_touches_nothing_where_an_emulator_wrote_after_the_crash() throws IOException {
        Bench bench = bench(TWO);
        Crash.during(() -> bench.replace(crashAfter("moved-in")));
        Bench.write(bench.path("E.srm"), "played on");
        Map<String, String> before = bench.found();

        assertThat(bench.recover()).isEmpty();

        assertThat(bench.found()).isEqualTo(before);
        assertThat(bench.backedUp()).containsAll(Bench.lines(TWO.old()));
        assertThat(bench.leftBehind()).isEmpty();
    }

    @Test
    void a_marker_that_can_not_be_read_stops_no_sync() throws IOException {
        Bench bench = bench(ONE);
        Files.createDirectories(bench.home.resolve("swaps"));
        Files.writeString(bench.home.resolve("swaps/a.switching.json"), "{");
        Files.writeString(bench.home.resolve("swaps/b.staging.json"), "");

        assertThat(bench.recover()).isEmpty();

        assertThat(bench.home.resolve("swaps/a.switching.json.unreadable")).exists();
    }

    private static Steps crashAfter(String name) {
        return step -> {
            if (step.equals(name)) Crash.at(0).reached(step);
        };
    }

    private static Replacement.Job job(Bench bench, int i) {
        String name = "G" + i + ".srm";
        write(bench.root.resolve("gba/" + name), "old " + i);
        SaveFile wanted = file(name, "new " + i, Bench.LATER);
        return new Replacement.Job(
                new Replacement.Order(
                        SaveId.main("gba", "G" + i),
                        new PlaceFiles(bench.root, new Place(1, "gba/" + name)),
                        Manifest.ofFiles(file(name, "old " + i, Bench.THEN)),
                        Manifest.ofFiles(wanted),
                        BackupReason.REPLACED),
                sink -> {
                    if (i == 5) throw new IOException("no network");
                    try (OutputStream out = sink.open(wanted)) {
                        out.write(("new " + i).getBytes(StandardCharsets.UTF_8));
                    }
                },
                () -> i != 6);
    }

    private static SaveFile file(String name, String text, Instant time) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new SaveFile(Role.MAIN, name, bytes.length, ContentHash.of(bytes), time);
    }

    private static void write(Path path, String text) {
        try {
            Bench.write(path, text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /// Many saves that are new here, and how often the disk was forced as a whole.
    private final class Many {
        private final Bench bench = bench(ONE);
        private final List<Replacement.Job> jobs = new ArrayList<>();
        private final List<Long> stagedWhenForced = new ArrayList<>();
        private int failsAt = -1;

        Many(int saves) throws IOException {
            for (int i = 0; i < saves; i++) {
                String name = "Game " + i + ".srm";
                byte[] bytes = name.getBytes(UTF_8);
                SaveFile file =
                        new SaveFile(
                                Role.MAIN, name, bytes.length, ContentHash.of(bytes), Bench.LATER);
                jobs.add(
                        new Replacement.Job(
                                new Replacement.Order(
                                        SaveId.main("gba", "Game " + i),
                                        new PlaceFiles(bench.root, new Place(1, "gba/" + name)),
                                        null,
                                        new Manifest(null, List.of(file)),
                                        BackupReason.REPLACED),
                                sink -> {
                                    try (OutputStream out = sink.open(file)) {
                                        out.write(bytes);
                                    }
                                },
                                () -> true));
            }
        }

        private void forced() throws IOException {
            try (Stream<Path> files = Files.list(bench.root.resolve("gba"))) {
                List<String> names = files.map(file -> file.getFileName().toString()).toList();
                assertThat(names).as("nothing has its name yet").noneMatch(Many::isNamed);
                stagedWhenForced.add(names.stream().filter(name -> name.startsWith(".")).count());
            }
            if (failsAt == stagedWhenForced.size()) throw new IOException("the disk is on fire");
        }

        private static boolean isNamed(String name) {
            return name.startsWith("Game");
        }

        long placed() throws IOException {
            try (Stream<Path> files = Files.list(bench.root.resolve("gba"))) {
                return files.map(file -> file.getFileName().toString())
                        .filter(Many::isNamed)
                        .count();
            }
        }

        List<Replaced> carryOut() {
            return new Replacement(
                            bench.backups(),
                            bench.markers(),
                            Placements.none(),
                            Steps.none(),
                            new Workers(4),
                            bench.links,
                            folder -> Optional.of(this::forced))
                    .carryOut(jobs, () -> false);
        }
    }

    @Test
    void many_files_are_forced_to_the_disk_together_before_one_of_them_is_switched()
            throws IOException {
        Many many = new Many(FileSystemSync.FEW + 1);
        assertThat(many.carryOut()).allMatch(Replaced.Done.class::isInstance);
        assertThat(many.stagedWhenForced).containsExactly(FileSystemSync.FEW + 1L);
        assertThat(many.placed()).isEqualTo(FileSystemSync.FEW + 1);
    }

    @Test
    void a_few_are_forced_one_by_one() throws IOException {
        Many few = new Many(FileSystemSync.FEW);
        assertThat(few.carryOut()).allMatch(Replaced.Done.class::isInstance);
        assertThat(few.stagedWhenForced).isEmpty();
    }

    @Test
    void the_disk_begins_to_write_very_many_down_before_all_are_staged() throws IOException {
        Many many = new Many(2 * Replacement.PART + 1);
        assertThat(many.carryOut()).allMatch(Replaced.Done.class::isInstance);
        assertThat(many.stagedWhenForced)
                .hasSize(3)
                .endsWith(2L * Replacement.PART + 1)
                .allMatch(staged -> staged >= Replacement.PART);
        assertThat(many.placed()).isEqualTo(2 * Replacement.PART + 1);
    }

    /// A system tells of such a trouble once: the last time all is well again.
    @Test
    void what_the_disk_did_not_take_at_first_replaces_nothing() throws IOException {
        Many many = new Many(2 * Replacement.PART + 1);
        many.failsAt = 1;
        assertThat(many.carryOut()).allMatch(Replaced.Failed.class::isInstance);
        assertThat(many.placed()).isZero();
        assertThat(many.bench.leftBehind()).isEmpty();
    }

    @Test
    void what_the_disk_did_not_take_replaces_nothing() throws IOException {
        Many many = new Many(FileSystemSync.FEW + 1);
        many.failsAt = 1;
        assertThat(many.carryOut()).allMatch(Replaced.Failed.class::isInstance);
        assertThat(many.placed()).isZero();
        assertThat(many.bench.leftBehind()).isEmpty();
    }
}
