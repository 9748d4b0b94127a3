package app.savepoint.core.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What counts as a game that can be told from others by what it holds.
class RomFilesTest {
    private static final long MOST = 1 << 20;

    @TempDir Path dir;

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    private Path zip(String name, byte[]... files) throws Exception {
        Path file = dir.resolve(name);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (int at = 0; at < files.length; at++) {
                zip.putNextEntry(new ZipEntry(at + ".gba"));
                zip.write(files[at]);
            }
        }
        return file;
    }

    @Test
    void a_packed_game_is_known_by_what_is_in_the_zip() throws Exception {
        Path plain = Files.write(dir.resolve("a.gba"), bytes(5000));
        assertThat(RomFiles.hashes(plain, MOST))
                .hasSize(2)
                .isEqualTo(RomFiles.hashes(zip("a.zip", bytes(5000)), MOST));
    }

    @Test
    void what_is_nearly_nothing_tells_no_game_from_another() throws Exception {
        assertThat(RomFiles.hashes(Files.write(dir.resolve("a.gba"), bytes(0)), MOST)).isEmpty();
        assertThat(RomFiles.hashes(Files.write(dir.resolve("b.gba"), bytes(1000)), MOST)).isEmpty();
        assertThat(RomFiles.hashes(zip("c.zip", bytes(0)), MOST)).isEmpty();
    }

    @Test
    void no_more_is_unpacked_than_may_be() throws Exception {
        Path bomb = zip("bomb.zip", new byte[8 << 20]);
        assertThat(Files.size(bomb)).isLessThan(MOST);
        assertThat(RomFiles.hashes(bomb, MOST)).isEmpty();
    }

    @Test
    void a_zip_of_several_files_is_no_single_game() throws Exception {
        assertThat(RomFiles.hashes(zip("d.zip", bytes(5000), bytes(6000)), MOST)).isEmpty();
    }

    @Test
    void lists_of_files_are_no_games() {
        RomFiles files = RomFiles.bundled();
        assertThat(files.isOf("Foo", "Foo.gba")).isTrue();
        assertThat(files.isOf("Foo", "FOO.ZIP")).isTrue();
        for (String list : new String[] {"Foo.cue", "Foo.m3u", "Foo.gdi", "Foo.srm", "Bar.gba"})
            assertThat(files.isOf("Foo", list)).as(list).isFalse();
    }
}
