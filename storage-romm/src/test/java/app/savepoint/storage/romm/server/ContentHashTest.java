package app.savepoint.storage.romm.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The hash of contents, with RomM's own vectors.
class ContentHashTest {
    private static final Level NOW = Level.V5_2;

    @Test
    void plain_bytes_have_their_md5() {
        assertThat(ContentHash.of(fortyTwos(), NOW)).isEqualTo("03af7b93bc40f80dd209b53596eb1390");
    }

    @Test
    void a_zip_of_one_file_has_the_md5_of_its_one_line() throws Exception {
        assertThat(ContentHash.of(zip(Map.of("save.bin", fortyTwos())), NOW))
                .isEqualTo("b3636b49ca5c3d807adee33e75d410ca");
    }

    @Test
    void a_zip_of_several_files_is_read_in_the_order_of_their_names() throws Exception {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("top.bin", new byte[] {0, 1, 2});
        files.put("inner/b.txt", "beta".getBytes(UTF_8));
        files.put("inner/", new byte[0]);
        files.put("inner/a.txt", "alpha".getBytes(UTF_8));
        assertThat(ContentHash.of(zip(files), NOW)).isEqualTo("8cf6bb36a82a5ee4d7d15fc98599908d");
    }

    @Test
    void a_zip_without_files_has_the_md5_of_nothing() throws Exception {
        assertThat(ContentHash.of(zip(Map.of()), NOW))
                .isEqualTo("d41d8cd98f00b204e9800998ecf8427e");
    }

    @Test
    void two_saves_in_a_zip_have_the_known_hash() throws Exception {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("a.sav", new byte[] {0, 1, 2});
        files.put("b.sav", new byte[] {(byte) 0xFF, (byte) 0xFE});
        assertThat(ContentHash.of(zip(files), NOW)).isEqualTo("fe72f8d850245659647bd6b5f3577a7a");
    }

    @Test
    void how_a_zip_is_packed_and_what_lies_around_it_change_nothing() throws Exception {
        Map<String, byte[]> files = Map.of("save.bin", fortyTwos());
        ByteArrayOutputStream junk = new ByteArrayOutputStream();
        junk.writeBytes("in front".getBytes(ISO_8859_1));
        junk.writeBytes(zip(files, Deflater.BEST_COMPRESSION));
        junk.writeBytes("behind".getBytes(ISO_8859_1));
        assertThat(ContentHash.of(junk.toByteArray(), NOW))
                .isEqualTo(ContentHash.of(zip(files, Deflater.NO_COMPRESSION), NOW))
                .isEqualTo("b3636b49ca5c3d807adee33e75d410ca");
    }

    @Test
    void names_are_sorted_by_code_point_and_not_by_java_char() throws Exception {
        // U+FF5E comes before U+1F3AE, but its only char comes after the first of the other's two.
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("\uD83C\uDFAE", new byte[] {1});
        files.put("\uFF5E", new byte[] {2});
        String lines =
                "\uFF5E:"
                        + ContentHash.md5(new byte[] {2})
                        + "\n\uD83C\uDFAE:"
                        + ContentHash.md5(new byte[] {1});
        assertThat(ContentHash.of(zip(files), NOW))
                .isEqualTo(ContentHash.md5(lines.getBytes(UTF_8)));
    }

    @Test
    void a_zip_that_cannot_be_read_has_no_hash() throws Exception {
        byte[] zip = zip(Map.of("save.bin", fortyTwos()), Deflater.NO_COMPRESSION);
        zip[45]++;
        assertThat(ContentHash.of(zip, NOW)).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void before_4_9_only_zips_have_a_hash(Level level) throws Exception {
        assertThat(ContentHash.of(fortyTwos(), level) == null).isEqualTo(level.before(Level.V4_9));
        assertThat(ContentHash.of(zip(Map.of("save.bin", fortyTwos())), level)).isNotNull();
    }

    private static byte[] fortyTwos() {
        byte[] bytes = new byte[256];
        Arrays.fill(bytes, (byte) 0x42);
        return bytes;
    }

    private static byte[] zip(Map<String, byte[]> files) throws IOException {
        return zip(files, Deflater.DEFAULT_COMPRESSION);
    }

    private static byte[] zip(Map<String, byte[]> files, int level) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, UTF_8)) {
            zip.setLevel(level);
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
