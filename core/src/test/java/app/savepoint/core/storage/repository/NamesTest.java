package app.savepoint.core.storage.repository;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {
    /// Frozen: keys in storages that exist are made of these.
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "Pokemon Emerald, Pokemon Emerald",
                "Pokémon (日本) [!], Pokémon (日本) [!]",
                "`a/b\\c`, a%2Fb%5Cc",
                "100%, 100%25",
                "What? *Now* \"Here\" <A|B>, What%3F %2ANow%2A %22Here%22 %3CA%7CB%3E",
                "Zelda: Minish, Zelda%3A Minish",
                ".hidden, %2Ehidden",
                "`dots...`, dots%2E%2E%2E",
                "`spaces . `, spaces%20%2E%20",
                "`...`, %2E%2E%2E",
                "CON, %43ON",
                "con.srm, %63on.srm",
                "Lpt9, %4Cpt9",
                "COM¹, %43OM¹",
                "`nul .x`, %6Eul .x",
                "Conan, Conan",
                "COM10, COM10",
                "save.main, save.main",
                "``, %empty",
                "a~0123456789, a%7E0123456789",
                "a~012345678, a~012345678",
            })
    void names_become_parts_of_keys(String name, String key) {
        assertThat(Names.escape(name)).isEqualTo(key);
    }

    @Test
    void controls_and_marks_that_turn_the_writing_around_are_encoded() {
        assertThat(Names.escape("a\u0000\u001f\u007f\u0085b")).isEqualTo("a%00%1F%7F%C2%85b");
        assertThat(Names.escape("srm.\u202Egba")).isEqualTo("srm.%E2%80%AEgba");
        assertThat(Names.escape("\u200Ex\u2066\u061C")).isEqualTo("%E2%80%8Ex%E2%81%A6%D8%9C");
    }

    @Test
    void long_names_are_cut_at_a_character_and_told_apart() {
        assertThat(Names.escape("x".repeat(120))).isEqualTo("x".repeat(120));
        assertThat(Names.escape("x".repeat(121))).isEqualTo("x".repeat(109) + "~79072a47bf");
        assertThat(Names.escape("日".repeat(255))).startsWith("日".repeat(36) + "~");
        assertThat(Names.escape("x" + "🎮".repeat(100))).startsWith("x" + "🎮".repeat(27) + "~");
        // Never inside of an encoded character: 109 bytes are 36 times three and one.
        assertThat(Names.escape("?".repeat(50))).startsWith("%3F".repeat(36) + "~");
        assertThat(Names.escape("\u202E".repeat(50))).startsWith("%E2%80%AE".repeat(12) + "~");
        assertThat(Names.escape("x".repeat(121))).isNotEqualTo(Names.escape("x".repeat(122)));
    }

    @Test
    void every_part_is_safe_and_can_be_read_back() throws Exception {
        var random = new SplittableRandom(4);
        String alphabet = "aZ9. ~%/\\:*?\"<>|\u0001\u007f\u202Eéß日🎮+CONnul";
        int[] points = alphabet.codePoints().toArray();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            StringBuilder name = new StringBuilder();
            int length = 1 + random.nextInt(12);
            for (int k = 0; k < length; k++)
                name.appendCodePoint(points[random.nextInt(points.length)]);
            names.add(name.toString());
        }
        for (String name : names) {
            String key = Names.escape(name);
            assertThat(key.getBytes(UTF_8).length).isBetween(1, Names.LONGEST);
            assertThat(key).doesNotStartWith(".").doesNotEndWith(".").doesNotEndWith(" ");
            assertThat(key).doesNotContainPattern("[/\\\\:*?\"<>|\u0000-\u001f\u007f\u202E]");
            assertThat(URLDecoder.decode(key.replace("+", "%2B"), UTF_8)).isEqualTo(name);
        }
        assertThat(names.stream().distinct().map(Names::escape).distinct().count())
                .isEqualTo(names.stream().distinct().count());
    }
}
