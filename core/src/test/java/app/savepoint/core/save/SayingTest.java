package app.savepoint.core.save;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SayingTest {
    @Test
    void what_was_written_is_read_as_it_was() {
        Saying inner = Saying.of("landing.taken", "a \u001f b \u001e1 c").inEnglish("taken: a");
        for (Saying saying :
                List.of(
                        Saying.of("undo.nothing"),
                        Saying.of("save.unknown", "gba/Zelda", 4711, ""),
                        inner,
                        Saying.of("restore.nowhere", inner).inEnglish("nowhere"),
                        Saying.words("No room."),
                        Saying.words(""),
                        Saying.words("between \u001f two")))
            assertThat(Saying.read(saying.written())).isEqualTo(saying);
    }

    @Test
    void words_alone_are_written_as_they_are_and_so_are_those_of_earlier_versions() {
        assertThat(Saying.words("No room.").written()).isEqualTo("No room.");
        assertThat(Saying.read("No room.")).isEqualTo(Saying.words("No room."));
    }

    @Test
    void the_log_reads_english_where_there_is_some() {
        assertThat(Saying.of("disk.gone", "a.srm").inEnglish("a.srm is gone"))
                .hasToString("a.srm is gone");
        assertThat(Saying.of("disk.gone", "a.srm")).hasToString("disk.gone [a.srm]");
        assertThat(Saying.of("home.busy", "")).hasToString("home.busy []");
        assertThat(Saying.words("")).hasToString("");
        Saying inner = Saying.of("disk.gone", "a").inEnglish("a is gone");
        assertThat(Saying.of("backup.damaged", 1, inner))
                .hasToString("backup.damaged [1, a is gone]");
    }
}
