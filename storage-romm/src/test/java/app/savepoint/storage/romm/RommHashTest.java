package app.savepoint.storage.romm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The hashes that a live server gave for these contents.
class RommHashTest {
    @TempDir Path dir;

    private static byte[] card() {
        byte[] card = new byte[256];
        Arrays.fill(card, (byte) 0x42);
        return card;
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(Files.createTempFile(dir, "save", ".bin"), bytes);
    }

    private Path zip(Map<String, byte[]> files, int level) throws IOException {
        Path file = Files.createTempFile(dir, "save", ".bin");
        try (OutputStream to = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(to, UTF_8)) {
            zip.setLevel(level);
            for (Map.Entry<String, byte[]> one : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(one.getKey()));
                zip.write(one.getValue());
                zip.closeEntry();
            }
        }
        return file;
    }

    @Test
    void of_plain_bytes_it_is_their_md5() throws Exception {
        assertThat(RommHash.of(file(card()))).isEqualTo("03af7b93bc40f80dd209b53596eb1390");
        assertThat(RommHash.of(file(new byte[0]))).isEqualTo("d41d8cd98f00b204e9800998ecf8427e");
    }

    @Test
    void of_an_archive_it_is_that_of_what_is_in_it() throws Exception {
        assertThat(RommHash.of(zip(Map.of("save.bin", card()), Deflater.BEST_COMPRESSION)))
                .isEqualTo("b3636b49ca5c3d807adee33e75d410ca");
        assertThat(
                        RommHash.of(
                                zip(
                                        Map.of(
                                                "a.sav", new byte[] {0, 1, 2},
                                                "b.sav", new byte[] {(byte) 0xFF, (byte) 0xFE}),
                                        0)))
                .isEqualTo("fe72f8d850245659647bd6b5f3577a7a");
    }

    @Test
    void how_it_was_packed_and_in_what_order_makes_no_difference() throws Exception {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("top.bin", new byte[] {0, 1, 2});
        files.put("inner/b.txt", "beta".getBytes(UTF_8));
        files.put("inner/a.txt", "alpha".getBytes(UTF_8));
        assertThat(RommHash.of(zip(files, 0))).isEqualTo("8cf6bb36a82a5ee4d7d15fc98599908d");
        Map<String, byte[]> turned = new LinkedHashMap<>();
        List<String> names = new java.util.ArrayList<>(files.keySet());
        Collections.reverse(names);
        for (String name : names) turned.put(name, files.get(name));
        assertThat(RommHash.of(zip(turned, Deflater.BEST_COMPRESSION)))
                .isEqualTo("8cf6bb36a82a5ee4d7d15fc98599908d");
    }

    @Test
    void an_archive_of_folders_alone_is_nothing() throws Exception {
        Path file = zip(Map.of("empty/", new byte[0]), 0);
        assertThat(RommHash.of(file)).isEqualTo("d41d8cd98f00b204e9800998ecf8427e");
    }

    @Test
    void what_only_looks_like_an_archive_is_plain_bytes() throws Exception {
        byte[] fake = new byte[64];
        fake[40] = 'P';
        fake[41] = 'K';
        fake[42] = 5;
        fake[43] = 6;
        assertThat(RommHash.of(file(fake))).hasSize(32);
    }

    // What a small archive may hold.

    @Test
    void no_more_comes_out_of_an_archive_than_it_may_whatever_it_says() throws Exception {
        Path bomb = zip(Map.of("save.bin", new byte[1 << 20]), Deflater.BEST_COMPRESSION);
        assertThat(Files.size(bomb)).isLessThan(2_000);
        assertThatThrownBy(() -> RommHash.of(bomb, Unpacking.atMost((1 << 20) - 1)))
                .isInstanceOf(Unpacking.TooMuch.class);
        assertThat(RommHash.of(bomb, Unpacking.atMost(1 << 20))).isEqualTo(RommHash.of(bomb));
    }

    @Test
    void several_files_count_together() throws Exception {
        Map<String, byte[]> files = Map.of("a", new byte[600], "b", new byte[600]);
        Path bomb = zip(files, Deflater.BEST_COMPRESSION);
        assertThatThrownBy(() -> RommHash.of(bomb, Unpacking.atMost(1_000)))
                .isInstanceOf(Unpacking.TooMuch.class);
    }

    @Test
    void nor_more_files_than_any_save_has() throws Exception {
        assertThatThrownBy(() -> RommHash.of(file(manyFiles())))
                .isInstanceOf(Unpacking.TooMuch.class);
    }

    /// An archive whose only entry is longer than what there is of it.
    static byte[] breaksOff() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, UTF_8)) {
            zip.putNextEntry(new ZipEntry("save.bin"));
            byte[] content = new byte[8192];
            new Random(1).nextBytes(content);
            zip.write(content);
            zip.closeEntry();
        }
        byte[] archive = bytes.toByteArray();
        // The packed size, as the directory at the end has it
        int directory = archive.length - 1;
        while (archive[directory] != 'P'
                || archive[directory + 1] != 'K'
                || archive[directory + 2] != 1) directory--;
        ByteBuffer.wrap(archive).order(ByteOrder.LITTLE_ENDIAN).putInt(directory + 20, 100);
        return archive;
    }

    @Test
    void of_one_that_breaks_off_the_bytes_count() throws Exception {
        Path file = Files.write(dir.resolve("broken.zip"), breaksOff());
        assertThat(RommHash.of(file))
                .isEqualTo(
                        HexFormat.of()
                                .formatHex(MessageDigest.getInstance("MD5").digest(breaksOff())));
    }

    /// An archive with more files in it than any save has.
    static byte[] manyFiles() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, UTF_8)) {
            for (int i = 0; i < 20_001; i++) {
                zip.putNextEntry(new ZipEntry("save/" + i));
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void a_large_archive_may_hold_more_than_a_small_one() throws Exception {
        Unpacking small = Unpacking.of(1 << 10);
        small.bytes(1 << 30);
        assertThatThrownBy(() -> small.bytes(1)).isInstanceOf(Unpacking.TooMuch.class);
        Unpacking large = Unpacking.of(1 << 30);
        for (int gigabyte = 0; gigabyte < 4; gigabyte++) large.bytes(1 << 30);
        assertThatThrownBy(() -> large.bytes(1)).isInstanceOf(Unpacking.TooMuch.class);
    }
}
