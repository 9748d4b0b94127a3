package app.savepoint.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonGenerator;

class JsonDocumentTest {
    private static final int LINE = 1024;
    private static final String WORDS = "x".repeat(LINE);

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    private static Consumer<JsonGenerator> telling(int lines, Runnable atTheEnd) {
        return out -> {
            out.writeStartArray();
            for (int i = 0; i < lines; i++) out.writeString(WORDS);
            atTheEnd.run();
            out.writeEndArray();
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1000, 1020, 1021, 1022, 5000})
    void it_is_the_same_however_long_it_is(int lines) throws Exception {
        new JsonDocument(telling(lines, () -> {})).writeTo(written);

        String line = '"' + WORDS + '"';
        assertThat(written.toString(UTF_8))
                .isEqualTo(
                        '[' + String.join(",", java.util.Collections.nCopies(lines, line)) + "]\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5000})
    void nothing_is_written_of_what_can_not_be_told_to_its_end(int lines) {
        var document =
                new JsonDocument(
                        telling(
                                lines,
                                () -> {
                                    throw new IllegalStateException("no word for it");
                                }));

        assertThatThrownBy(() -> document.writeTo(written))
                .isInstanceOf(IllegalStateException.class);
        assertThat(written.size()).isZero();
    }

    @Test
    void only_what_is_small_is_kept_until_all_of_it_is_made() throws Exception {
        var made = new AtomicInteger();
        new JsonDocument(telling(5, made::incrementAndGet)).writeTo(written);
        assertThat(made).hasValue(1);
        new JsonDocument(telling(2 * JsonDocument.SMALL / LINE, made::incrementAndGet))
                .writeTo(written);
        assertThat(made).hasValue(3);
    }
}
