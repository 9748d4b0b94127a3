package app.savepoint.core.storage.folder;

import static app.savepoint.core.storage.Precondition.ABSENT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assumptions.assumeThat;

import app.savepoint.core.disk.FileSystemSync;
import app.savepoint.core.storage.Content;
import app.savepoint.core.storage.ETag;
import app.savepoint.core.storage.ObjectInfo;
import app.savepoint.core.storage.ObjectStore;
import app.savepoint.core.storage.Precondition;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StorageException.NeedsPerson;
import app.savepoint.core.storage.StorageException.Reason;
import app.savepoint.core.storage.StorageException.Unavailable;
import app.savepoint.testkit.ObjectStoreContract;
import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Feature;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderObjectStoreTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);

    @TempDir Path temp;
    private Path base;
    private FolderObjectStore store;

    @BeforeEach
    void open() throws Exception {
        base = temp.resolve("storage");
        FolderObjectStore.make(base);
        store = new FolderObjectStore(base, CLOCK);
    }

    @Nested
    class On_this_disk extends ObjectStoreContract {
        @TempDir Path folder;

        @Override
        protected ObjectStore empty() {
            return new FolderObjectStore(folder, CLOCK);
        }
    }

    /// As on FAT, exFAT and some network shares.
    @Nested
    class Where_there_are_no_hard_links extends ObjectStoreContract {
        private FileSystem disk;

        @Override
        protected ObjectStore empty() throws Exception {
            disk =
                    Jimfs.newFileSystem(
                            Configuration.unix().toBuilder()
                                    .setSupportedFeatures(
                                            Feature.SECURE_DIRECTORY_STREAM, Feature.FILE_CHANNEL)
                                    .build());
            Path folder = disk.getPath("/usb");
            Files.createDirectories(folder);
            return new FolderObjectStore(folder, CLOCK);
        }

        @Override
        protected void closed() throws Exception {
            disk.close();
        }
    }

    @Test
    void it_says_what_time_it_is_there_and_leaves_nothing_behind() throws Exception {
        Instant before = Instant.now().minusSeconds(5);
        assertThat(store.time().orElseThrow()).isBetween(before, Instant.now().plusSeconds(5));
        try (Stream<Path> files = Files.walk(base)) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
        var gone = new FolderObjectStore(temp.resolve("unplugged"), CLOCK);
        assertThat(gone.time()).isEmpty();
        assertThat(temp.resolve("unplugged")).doesNotExist();
    }

    @Test
    void the_etag_of_a_small_object_is_the_sha_256_of_its_bytes() throws Exception {
        assertThat(put("a/key", "abc"))
                .isEqualTo(
                        new ETag(
                                "ba7816bf8f01cfea414140de5dae2223"
                                        + "b00361a396177a9cb410ff61f20015ad"));
    }

    @Test
    void a_base_that_is_not_there_is_out_of_reach_and_is_not_made() throws Exception {
        var gone = new FolderObjectStore(temp.resolve("unplugged"), CLOCK);
        for (Use use : everyUse(gone))
            assertThatThrownBy(use::run)
                    .isInstanceOf(Unavailable.class)
                    .hasMessageContaining("plugged in");
        assertThat(temp.resolve("unplugged")).doesNotExist();
    }

    @Test
    void a_new_place_is_made_only_below_a_folder_that_is_there() throws Exception {
        FolderObjectStore.make(temp.resolve("new"));
        assertThat(temp.resolve("new")).isDirectory();
        FolderObjectStore.make(temp.resolve("new"));
        assertThatThrownBy(() -> FolderObjectStore.make(temp.resolve("no/such")))
                .isInstanceOf(Unavailable.class);
        assertThat(temp.resolve("no")).doesNotExist();
    }

    @Test
    void a_base_that_is_a_file_is_out_of_reach() throws Exception {
        Path file = Files.writeString(temp.resolve("file"), "x");
        for (Use use : everyUse(new FolderObjectStore(file, CLOCK)))
            assertThatThrownBy(use::run).isInstanceOf(Unavailable.class);
    }

    @Test
    void a_folder_that_can_only_be_read_says_so_and_can_be_read() throws Exception {
        put("a/key", "x");
        assumeThat(Files.getFileStore(base).supportsFileAttributeView("posix"))
                .as("permissions as on Unix")
                .isTrue();
        Files.setPosixFilePermissions(base, PosixFilePermissions.fromString("r-xr-xr-x"));
        Files.setPosixFilePermissions(
                base.resolve("a"), PosixFilePermissions.fromString("r-xr-xr-x"));
        try {
            assumeThat(Files.isWritable(base)).as("not the superuser").isFalse();
            assertThat(store.list("")).hasSize(1);
            assertThatThrownBy(() -> put("b/key", "x"))
                    .isInstanceOfSatisfying(
                            NeedsPerson.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.DENIED));
        } finally {
            Files.setPosixFilePermissions(base, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.setPosixFilePermissions(
                    base.resolve("a"), PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    @Test
    void a_full_disk_is_named_and_leaves_nothing_behind() throws Exception {
        try (FileSystem disk =
                Jimfs.newFileSystem(
                        Configuration.unix().toBuilder()
                                .setBlockSize(4096)
                                .setMaxSize(256 * 1024)
                                .build())) {
            Path folder = disk.getPath("/small");
            Files.createDirectories(folder);
            var small = new FolderObjectStore(folder, CLOCK);
            small.put("a", Content.of(new byte[100_000]), Precondition.ABSENT);
            assertThatThrownBy(() ->
                            small.put("b", Content.of(new byte[400_000]), Precondition.ABSENT))
                    .isInstanceOfSatisfying(
                            NeedsPerson.class, e -> assertThat(e.reason()).isEqualTo(Reason.FULL))
                    .hasMessageContaining("no room");
            assertThat(small.list("")).extracting(ObjectInfo::key).containsExactly("a");
            assertThat(hiddenFiles(folder)).isEmpty();
        }
    }

    @Test
    void part_files_and_hidden_files_are_no_objects() throws Exception {
        put("a/key", "x");
        Files.writeString(base.resolve("a/.DS_Store"), "x");
        Files.createDirectories(base.resolve(".stversions/a"));
        Files.writeString(base.resolve(".stversions/a/key"), "x");
        assertThat(store.list("")).extracting(ObjectInfo::key).containsExactly("a/key");
        assertThat(store.list("a/")).extracting(ObjectInfo::key).containsExactly("a/key");
        assertThat(hiddenFiles(base.resolve("a"))).containsExactly(".DS_Store");
    }

    @Test
    void what_a_crash_left_is_cleared_once_it_is_older_than_a_day() throws Exception {
        put("a/b/key", "x");
        Path old = Files.writeString(base.resolve("a/b/.savepoint-1.part"), "x");
        Path recent = Files.writeString(base.resolve("a/b/.savepoint-2.part"), "x");
        Path foreign = Files.writeString(base.resolve("a/b/.other.part"), "x");
        made(old, Duration.ofHours(25));
        made(recent, Duration.ofHours(23));
        made(foreign, Duration.ofHours(25));
        Path note = onlyFile(base.resolve(FolderObjectStore.NOTES));
        made(note, Duration.ofHours(23));
        new FolderObjectStore(base, CLOCK);
        assertThat(old).as("nobody looks while it may be in use").exists();

        made(note, Duration.ofHours(25));
        new FolderObjectStore(base, CLOCK);
        assertThat(old).doesNotExist();
        assertThat(recent).exists();
        assertThat(foreign).exists();
        assertThat(note).doesNotExist();
        assertThat(base.resolve("a/b/key")).exists();
    }

    @Test
    void who_ends_takes_the_note_back() throws Exception {
        store.head("a/key");
        assertThat(base.resolve(FolderObjectStore.NOTES)).doesNotExist();
        put("a/key", "x");
        assertThat(onlyFile(base.resolve(FolderObjectStore.NOTES))).exists();
        store.close();
        assertThat(base.resolve(FolderObjectStore.NOTES)).isEmptyDirectory();
    }

    private static void made(Path file, Duration ago) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(NOW.minus(ago)));
    }

    private static Path onlyFile(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.reduce((a, b) -> fail("more than one")).orElseThrow();
        }
    }

    private static List<String> hiddenFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("."))
                    .toList();
        }
    }

    @Test
    void no_key_leads_out_of_the_folder() {
        for (String key :
                List.of("../out", "a/../../out", "/etc/x", "a//b", "a/", "", ".hidden", "a\\b"))
            assertThatThrownBy(() -> put(key, "x"))
                    .as(key)
                    .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void folders_that_lead_in_a_circle_end_a_listing_with_an_error() throws Exception {
        put("a/key", "x");
        try {
            Files.createSymbolicLink(base.resolve("a/loop"), base.resolve("a"));
        } catch (UnsupportedOperationException | java.io.IOException e) {
            assumeThat(false).as("symbolic links").isTrue();
        }
        assertThatThrownBy(() -> store.list("")).isInstanceOf(StorageException.class);
    }

    private ETag put(String key, String text) throws StorageException {
        return store.put(key, Content.of(text.getBytes(UTF_8)), Precondition.ANY);
    }

    @FunctionalInterface
    private interface Use {
        void run() throws Exception;
    }

    private static List<Use> everyUse(ObjectStore store) {
        return List.of(
                () -> store.put("a/b", Content.of(new byte[1]), Precondition.ANY),
                () -> store.get("a/b"),
                () -> store.head("a/b"),
                () -> store.list("a/"),
                () -> store.delete("a/b"));
    }

    /// Counts how often the volume was forced, and can fail.
    private static final class CountedVolume implements FileSystemSync.Forced {
        private int forced;
        private boolean fails;

        @Override
        public void force() throws IOException {
            forced++;
            if (fails) throw new IOException("the disk is on fire");
        }
    }

    private static void putMany(FolderObjectStore store, String start, Precondition expected)
            throws Exception {
        for (int i = 0; i <= FileSystemSync.FEW; i++)
            store.put(start + i, Content.of(new byte[] {(byte) i}), expected);
    }

    @Test
    void many_new_objects_are_forced_to_the_disk_together() throws Exception {
        CountedVolume volume = new CountedVolume();
        var store = new FolderObjectStore(base, CLOCK, folder -> Optional.of(volume));
        putMany(store, "saves/a", ABSENT);
        assertThat(volume.forced).isZero();
        store.flush();
        assertThat(volume.forced).isEqualTo(1);
        store.flush();
        assertThat(volume.forced).as("nothing is left").isEqualTo(1);
        var few = new FolderObjectStore(base, CLOCK, folder -> Optional.of(volume));
        few.put("metadata/one", Content.of(new byte[] {1}), ABSENT);
        few.flush();
        assertThat(volume.forced).as("a few are forced one by one").isEqualTo(1);
        for (int again = 0; again < 2; again++) putMany(store, "metadata/b", Precondition.ANY);
        store.flush();
        assertThat(volume.forced).as("what replaces is forced before it does").isEqualTo(1);
    }

    @Test
    void a_large_publishing_that_flushes_on_its_way_stays_one() throws Exception {
        CountedVolume volume = new CountedVolume();
        var store = new FolderObjectStore(base, CLOCK, folder -> Optional.of(volume));
        for (String part : List.of("a", "b", "c", "d")) putMany(store, "saves/" + part, ABSENT);
        store.flush();
        store.put("metadata/head", Content.of(new byte[1]), Precondition.ANY);
        store.flush();
        assertThat(volume.forced).isEqualTo(1);
        store.put("saves/next", Content.of(new byte[1]), ABSENT);
        store.flush();
        assertThat(volume.forced).as("with those that follow").isEqualTo(2);

        for (int i = 0; i < 10; i++) store.flush();
        store.put("saves/later", Content.of(new byte[1]), ABSENT);
        store.flush();
        assertThat(volume.forced).as("until they are few").isEqualTo(2);
    }

    @Test
    void a_disk_that_does_not_take_them_is_said_and_asked_again() throws Exception {
        CountedVolume volume = new CountedVolume();
        var store = new FolderObjectStore(base, CLOCK, folder -> Optional.of(volume));
        putMany(store, "saves/a", ABSENT);
        volume.fails = true;
        assertThatThrownBy(store::flush).isInstanceOf(StorageException.class);
        volume.fails = false;
        store.flush();
        assertThat(volume.forced).isEqualTo(2);
    }

    @Test
    void a_folder_that_others_fill_promises_no_order() {
        assertThat(store.arrivesInOrder())
                .as("or what an event speaks of is not looked for")
                .isFalse();
    }
}
