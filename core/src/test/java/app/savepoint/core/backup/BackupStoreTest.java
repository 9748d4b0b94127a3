package app.savepoint.core.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.savepoint.core.save.ContentHash;
import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.Place;
import app.savepoint.core.save.Role;
import app.savepoint.core.save.SaveFile;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.ContentSource;
import app.savepoint.testkit.InMemoryBackupIndex;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Contents that are set aside and come back byte for byte.
class BackupStoreTest {
    private static final Instant PLAYED = Instant.parse("2026-03-04T05:06:07.890Z");
    private static final SaveId EMERALD = SaveId.main("gba", "Pokemon Emerald");
    private static final Place PLACE = new Place(3, "gba/Pokemon Emerald.srm");

    @TempDir Path dir;

    private final InMemoryBackupIndex index = new InMemoryBackupIndex();
    private Instant now = Instant.parse("2026-11-21T03:04:05.678Z");

    private BackupStore store() {
        return store(index);
    }

    private BackupStore store(BackupIndex over) {
        return new BackupStore(dir, over, () -> now, new Workers(4));
    }

    private static Manifest manifest(@Nullable String folder, Map<String, String> files) {
        List<SaveFile> all = new ArrayList<>();
        new TreeMap<>(files)
                .forEach((name, text) ->
                        all.add(
                                new SaveFile(
                                        new Role(name),
                                        name,
                                        text.getBytes(UTF_8).length,
                                        ContentHash.of(text.getBytes(UTF_8)),
                                        PLAYED)));
        return new Manifest(folder, all);
    }

    private static ContentSource source(Map<String, String> files) {
        return file -> {
            String text = files.get(file.name());
            if (text == null) throw new NoSuchFileException(file.name());
            return new ByteArrayInputStream(text.getBytes(UTF_8));
        };
    }

    private StoredBackup keep(Map<String, String> files) throws IOException {
        return store().keep(
                        EMERALD,
                        PLACE,
                        manifest(null, files),
                        source(files),
                        BackupReason.REPLACED);
    }

    private static Map<String, String> read(BackupStore store, StoredBackup backup)
            throws IOException {
        Map<String, String> files = new TreeMap<>();
        for (SaveFile file : backup.manifest().files())
            try (InputStream in = store.source(backup).open(file)) {
                files.put(file.name(), new String(in.readAllBytes(), UTF_8));
            }
        return files;
    }

    private List<Path> allFiles() throws IOException {
        try (Stream<Path> all = Files.walk(dir)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void a_backup_is_plain_files_under_a_path_that_people_can_read() throws IOException {
        Map<String, String> files = Map.of("Pokemon Emerald.srm", "progress", "E.rtc", "clock");

        StoredBackup backup = keep(files);

        assertThat(backup.path())
                .matches("gba/Pokemon Emerald/save\\.main/20261121T030405\\.678Z-[0-9a-f]{8}");
        Path folder = dir.resolve(backup.path());
        assertThat(folder.resolve("files/Pokemon Emerald.srm")).hasContent("progress");
        assertThat(Files.getLastModifiedTime(folder.resolve("files/E.rtc")).toInstant())
                .isEqualTo(PLAYED);
        assertThat(folder.resolve("backup.json"))
                .content()
                .contains("gba/Pokemon Emerald/save/main", "2026-11-21T03:04:05.678Z");
        assertThat(read(store(), backup)).isEqualTo(new TreeMap<>(files));
        assertThat(store().verifyAll()).isEmpty();
    }

    @Test
    void the_same_bytes_are_stored_once_and_listed_anew() throws IOException {
        StoredBackup first = keep(Map.of("E.srm", "progress"));
        store().pin(first.id(), true);
        now = now.plus(Duration.ofDays(3));

        StoredBackup second =
                store().keep(
                                EMERALD,
                                PLACE,
                                manifest(null, Map.of("E.srm", "progress")),
                                source(Map.of("E.srm", "progress")),
                                BackupReason.CONFLICT);

        assertThat(allFiles()).as("file, description and pin").hasSize(3);
        assertThat(store().all()).containsExactly(second);
        assertThat(second.path()).isEqualTo(first.path());
        assertThat(second.reason()).isEqualTo("conflict");
        assertThat(second.time()).isEqualTo(now);
        assertThat(second.pinned()).isTrue();
    }

    @Test
    void a_backup_that_was_damaged_is_not_counted_on() throws IOException {
        StoredBackup first = keep(Map.of("E.srm", "progress"));
        Files.writeString(dir.resolve(first.path()).resolve("files/E.srm"), "rot");
        assertThat(store().verifyAll())
                .singleElement()
                .satisfies(damage -> assertThat(damage.what().toString()).contains("E.srm"));

        StoredBackup second = keep(Map.of("E.srm", "progress"));

        assertThat(second.path()).isNotEqualTo(first.path());
        assertThat(read(store(), second)).containsEntry("E.srm", "progress");
    }

    @Test
    void a_clock_file_that_moved_on_is_another_backup() throws IOException {
        StoredBackup first = keep(Map.of("E.srm", "progress", "rtc", "8:00"));
        StoredBackup second = keep(Map.of("E.srm", "progress", "rtc", "9:00"));

        assertThat(second.content()).isEqualTo(first.content());
        assertThat(store().all()).hasSize(2);
        assertThat(read(store(), first)).containsEntry("rtc", "8:00");
    }

    @Test
    void bytes_that_are_not_those_of_the_manifest_are_refused() throws IOException {
        Manifest manifest = manifest(null, Map.of("E.srm", "progress"));
        for (String wrong : List.of("progresS", "progress and more", "pro"))
            assertThatThrownBy(() ->
                            store().keep(
                                            EMERALD,
                                            PLACE,
                                            manifest,
                                            source(Map.of("E.srm", wrong)),
                                            BackupReason.REPLACED))
                    .as(wrong)
                    .isInstanceOf(ContentMovedException.class);
        assertThatThrownBy(() ->
                        store().keep(
                                        EMERALD,
                                        PLACE,
                                        manifest,
                                        source(Map.of()),
                                        BackupReason.REPLACED))
                .isInstanceOf(ContentMovedException.class);

        assertThat(allFiles()).isEmpty();
        assertThat(store().all()).isEmpty();
    }

    @Test
    void bytes_that_moved_are_refused_though_they_are_in_the_backups() throws IOException {
        keep(Map.of("E.srm", "progress"));

        assertThatThrownBy(() ->
                        store().keep(
                                        EMERALD,
                                        PLACE,
                                        manifest(null, Map.of("E.srm", "progress")),
                                        source(Map.of("E.srm", "played on")),
                                        BackupReason.REPLACED))
                .isInstanceOf(ContentMovedException.class);
    }

    @Test
    void many_are_kept_together_and_one_that_fails_fails_alone() {
        List<BackupStore.Wish> wishes = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            Map<String, String> files = Map.of("G.srm", "progress " + i);
            wishes.add(
                    new BackupStore.Wish(
                            SaveId.main("gba", "Game " + i),
                            null,
                            manifest(null, files),
                            source(i == 9 ? Map.of() : files),
                            BackupReason.CONFLICT));
        }

        List<BackupStore.Outcome> outcomes = store().keepAll(wishes);

        for (int i = 0; i < 30; i++) {
            assertThat(outcomes.get(i).failure() != null).isEqualTo(i == 9);
            assertThat(outcomes.get(i).backup() == null).isEqualTo(i == 9);
        }
        assertThat(store().all()).hasSize(29);
        assertThat(store().all().stream().map(StoredBackup::id)).doesNotHaveDuplicates();
        assertThat(store().verifyAll()).isEmpty();
    }

    @Test
    void two_contents_of_one_moment_get_two_folders() throws IOException {
        StoredBackup first = keep(Map.of("E.srm", "same", "rtc", "a"));
        StoredBackup second = keep(Map.of("E.srm", "same", "rtc", "b"));

        assertThat(second.path()).isEqualTo(first.path() + "-2");
    }

    @Test
    void a_lost_index_is_made_again_from_the_folder() throws IOException {
        Map<String, String> files = Map.of("DATA.BIN", "progress", "deep/ICON", "picture");
        SaveId psp = SaveId.main("psp", "ULUS1");
        StoredBackup folder =
                store().keep(
                                psp,
                                new Place(2, "psp/ULUS1"),
                                manifest("ULUS1", files),
                                source(files),
                                BackupReason.FIRST_MEETING);
        StoredBackup file = keep(Map.of("E.srm", "progress"));
        InMemoryBackupIndex fresh = new InMemoryBackupIndex();
        BackupStore store = store(fresh);

        assertThat(store.adopt()).isEqualTo(2);

        assertThat(fresh.all()).containsExactlyInAnyOrder(folder, file);
        assertThat(store.adopt()).isZero();
        assertThat(read(store, fresh.find(folder.id()).orElseThrow()))
                .isEqualTo(new TreeMap<>(files));
    }

    @Test
    void a_number_that_was_given_again_is_not_taken_twice() throws IOException {
        keep(Map.of("E.srm", "before the index was lost"));
        InMemoryBackupIndex fresh = new InMemoryBackupIndex();
        BackupStore store = store(fresh);
        store.keep(
                EMERALD,
                null,
                manifest(null, Map.of("E.srm", "after")),
                source(Map.of("E.srm", "after")),
                BackupReason.MANUAL);

        assertThat(store.adopt()).isEqualTo(1);

        assertThat(fresh.all()).hasSize(2);
    }

    @Test
    void what_a_crash_left_half_written_goes_and_what_it_left_unlisted_is_listed()
            throws IOException {
        StoredBackup whole = keep(Map.of("E.srm", "progress"));
        index.delete(List.of(whole.id()));
        Files.createDirectories(dir.resolve(".staging-x/0/files"));
        Files.writeString(dir.resolve(".staging-x/0/files/E.srm"), "prog");

        store().recover();

        assertThat(store().all()).containsExactly(whole);
        assertThat(dir.resolve(".staging-x")).doesNotExist();
    }

    @Test
    void a_description_that_can_not_be_read_is_left_alone() throws IOException {
        StoredBackup backup = keep(Map.of("E.srm", "progress"));
        Path description = dir.resolve(backup.path()).resolve("backup.json");
        for (String hostile :
                List.of("{", "[]", "{\"files\":[]}", "{\"save\":\"../../etc/x/y\"}")) {
            Files.writeString(description, hostile);
            InMemoryBackupIndex fresh = new InMemoryBackupIndex();
            assertThat(store(fresh).adopt()).as(hostile).isZero();
        }
        assertThat(dir.resolve(backup.path()).resolve("files/E.srm")).hasContent("progress");
    }

    @Test
    void names_that_some_disk_refuses_come_back_all_the_same() throws IOException {
        Map<String, String> files = new TreeMap<>();
        for (String name :
                List.of(
                        "CON",
                        "aux.srm",
                        "a:b?.srm",
                        "dot.",
                        ".hidden",
                        "backup.json",
                        "A.srm",
                        "a.srm",
                        "ポ".repeat(90) + ".srm",
                        "deep/nul/x")) files.put(name, "bytes of " + name);
        SaveId save = SaveId.main("gba", "Which? \"This\": ...");
        BackupStore store = store();

        StoredBackup backup =
                store.keep(save, null, manifest("F", files), source(files), BackupReason.MANUAL);

        assertThat(read(store, backup)).isEqualTo(files);
        assertThat(backup.path()).doesNotContain("?", "\"", ":");
        for (Path file : allFiles())
            for (Path part : dir.relativize(file)) {
                assertThat(part.toString().getBytes(UTF_8).length).isLessThan(150);
                assertThat(part.toString()).doesNotMatch("(?i)(con|nul|aux)(\\..*)?");
            }
        assertThat(allFiles().stream().map(f -> f.toString().toLowerCase(java.util.Locale.ROOT)))
                .doesNotHaveDuplicates();
    }

    @Test
    void pruning_removes_what_the_rules_drop_and_the_folders_around_it() throws IOException {
        StoredBackup old = keep(Map.of("E.srm", "long ago"));
        now = now.plus(Duration.ofDays(100));
        StoredBackup young = keep(Map.of("E.srm", "today"));
        Retention rules = new Retention(1, Duration.ofDays(30), 1 << 20);

        Retention.Expired gone = store().prune(rules, NOWHERE);

        assertThat(gone.backups()).containsExactly(old);
        assertThat(store().all()).containsExactly(young);
        assertThat(dir.resolve(old.path())).doesNotExist();
        assertThat(read(store(), young)).containsEntry("E.srm", "today");
    }

    @Test
    void a_pin_outlives_the_list() throws IOException {
        StoredBackup backup = keep(Map.of("E.srm", "progress"));
        assertThat(store().pin(backup.id(), true)).isTrue();
        InMemoryBackupIndex fresh = new InMemoryBackupIndex();
        store(fresh).adopt();
        assertThat(fresh.all()).allMatch(StoredBackup::pinned);

        assertThat(store().pin(backup.id(), false)).isTrue();
        fresh = new InMemoryBackupIndex();
        store(fresh).adopt();
        assertThat(fresh.all()).hasSize(1).noneMatch(StoredBackup::pinned);
        assertThat(store().pin("4711", true)).isFalse();
    }

    @Test
    void a_backup_whose_folder_is_gone_is_not_found() throws IOException {
        StoredBackup backup = keep(Map.of("E.srm", "progress"));
        assertThat(store().find(EMERALD, backup.content())).contains(backup);
        for (Path file : allFiles()) Files.delete(file);
        Files.delete(dir.resolve(backup.path()).resolve("files"));

        assertThat(store().find(EMERALD, backup.content())).isEmpty();
        assertThat(store().holds(EMERALD, backup.content())).isFalse();
        assertThat(store().verifyAll()).hasSize(1);
    }

    private static final Retention.Elsewhere NOWHERE =
            new Retention.Elsewhere() {
                @Override
                public boolean hasAny(SaveId save) {
                    return false;
                }

                @Override
                public boolean has(SaveId save, ContentId content) {
                    return false;
                }
            };
}
