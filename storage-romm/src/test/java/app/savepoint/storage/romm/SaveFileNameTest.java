package app.savepoint.storage.romm;

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
        assertThat(SaveFileName.forUpload("Z".repeat(300), "", "srm")).hasSizeLessThan(220);
    }
}
