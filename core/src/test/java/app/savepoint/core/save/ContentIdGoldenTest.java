package app.savepoint.core.save;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ContentIdGoldenTest {
    @ParameterizedTest
    @MethodSource("lines")
    void a_content_has_the_id_it_always_had(String line) {
        List<String> fields = List.of(line.split(";", -1));

        List<SaveFile> files = fields.stream().skip(1).map(ContentIdGoldenTest::file).toList();

        assertThat(ContentId.of(files)).hasToString(fields.getFirst());
        assertThat(new Manifest(null, files).contentId()).hasToString(fields.getFirst());
    }

    private static SaveFile file(String field) {
        String role = field.substring(0, field.indexOf('='));
        byte[] bytes = field.substring(role.length() + 1).getBytes(UTF_8);
        // Neither the name on a disk nor the time has a say
        return new SaveFile(
                new Role(role),
                "name " + field.length(),
                bytes.length,
                ContentHash.of(bytes),
                Instant.ofEpochSecond(field.length()));
    }

    static Stream<String> lines() throws IOException {
        try (InputStream stream =
                ContentIdGoldenTest.class.getResourceAsStream("content-ids.csv")) {
            String text = new String(stream.readAllBytes(), UTF_8);
            return Arrays.stream(text.split("\n", -1))
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"));
        }
    }
}
