package app.savepoint.core.library;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SaveNamesTest {
    private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-f]{4})");

    private final SaveNames names = SaveNames.bundled();

    record Vector(String path, long size, @Nullable String rootSystem, String expected) {}

    @ParameterizedTest
    @MethodSource("vectors")
    void a_path_belongs_to_the_save_it_always_did(Vector vector) {
        Reading reading = names.read(vector.path(), vector.size(), vector.rootSystem());

        assertThat(written(reading)).isEqualTo(vector.expected());
    }

    private static String written(Reading reading) {
        return switch (reading) {
            case Reading.Part part -> part.save() + " " + part.role();
            case Reading.Unusable _ -> "unusable";
            case Reading.NoSave() -> "-";
            case Reading.Never() -> "never";
        };
    }

    static Stream<Vector> vectors() throws IOException {
        try (InputStream stream = SaveNamesTest.class.getResourceAsStream("path-vectors.csv")) {
            List<String> lines = new String(stream.readAllBytes(), UTF_8).lines().toList();
            return lines.stream()
                    .filter(line -> !line.startsWith("#"))
                    .map(SaveNamesTest::unescaped)
                    .map(line -> line.split(";", -1))
                    .map(f ->
                            new Vector(
                                    f[0],
                                    Long.parseLong(f[1]),
                                    f[2].isEmpty() ? null : f[2],
                                    (f[3] + " " + f[4]).strip()));
        }
    }

    private static String unescaped(String line) {
        return ESCAPE.matcher(line)
                .replaceAll(m ->
                        java.util.regex.Matcher.quoteReplacement(
                                "" + (char) Integer.parseInt(m.group(1), 16)));
    }

    @Test
    void the_frozen_vectors_are_many() throws IOException {
        assertThat(vectors().count()).isGreaterThanOrEqualTo(60);
    }

    @Test
    void an_unusable_name_is_shown_readably() {
        assertThat(names.read("gba/a\u0007b.srm", 1, null))
                .isInstanceOfSatisfying(
                        Reading.Unusable.class,
                        bad -> {
                            assertThat(bad.standIn()).hasToString("gba/a%07b/save/main");
                            assertThat(bad.reason()).contains("control character");
                        });
    }
}
