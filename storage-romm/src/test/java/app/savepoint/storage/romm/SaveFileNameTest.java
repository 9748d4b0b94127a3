package app.savepoint.storage.romm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SaveFileNameTest {
    @ParameterizedTest
    @CsvSource({
        "Zelda (USA) [2026-08-22_10-00-00].srm, Zelda (USA), srm",
        "Zelda (USA) [2026-08-22 10-00-00-123].srm, Zelda (USA), srm",
        "Zelda [Hack] [2026-08-22_10-00-00].srm, Zelda [Hack], srm",
        "Dr. Mario.srm, Dr. Mario, srm",
        "Dr. Mario.state.auto, Dr. Mario, state.auto",
        "Zelda v1.1, Zelda v1, 1",
        "Zelda, Zelda, ''"
    })
    void the_servers_time_is_no_part_of_a_name(String name, String stem, String extension) {
        assertThat(SaveFileName.stem(name)).isEqualTo(stem);
        assertThat(SaveFileName.extension(name)).isEqualTo(extension);
    }

    @Test
    void each_slot_has_a_name_of_its_own() {
        assertThat(SaveFileName.forUpload("Zelda", "", "srm")).isEqualTo("Zelda.srm");
        assertThat(SaveFileName.forUpload("Zelda", "kept-0123abcd", "srm"))
                .isEqualTo("Zelda.kept-0123abcd.srm");
        assertThat(SaveFileName.stem("Zelda.kept-0123abcd [2026-08-22_10-00-00].srm"))
                .isEqualTo("Zelda.kept-0123abcd");
    }

    /// The disk of the server counts bytes, and the server adds its time.
    @Test
    void a_name_that_is_too_long_for_the_server_keeps_its_slot_and_its_extension() {
        String kana = "ゼルダ".repeat(40);
        assertThat(SaveFileName.forUpload(kana, "kept-0123abcd", "srm"))
                .startsWith("ゼルダゼルダ")
                .endsWith(".kept-0123abcd.srm")
                .satisfies(name -> assertThat(name.getBytes(UTF_8)).hasSizeBetween(230, 233));
        String faces = "😀".repeat(100);
        assertThat(SaveFileName.forUpload(faces, "", "srm").codePoints())
                .as("no character is cut in two")
                .allMatch(one -> one == 0x1F600 || one < 128);
        assertThat(SaveFileName.forUpload(kana, "s".repeat(255), "srm"))
                .isNotEqualTo(SaveFileName.forUpload(kana, "s".repeat(254) + "t", "srm"))
                .satisfies(name -> assertThat(name.getBytes(UTF_8)).hasSizeBetween(230, 233));
    }
}
