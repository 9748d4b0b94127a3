package app.savepoint.core.storage.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Names as the collections of No-Intro, Redump, GoodTools and TOSEC write them.
class NameTagsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "(USA);REGION",
                "(USA, Europe);REGION",
                "(World);REGION",
                "(United Kingdom);REGION",
                "(En,Fr,De,Es,It);REGION",
                "(Zh-Hans);REGION",
                "(en-fr);REGION",
                "(U);REGION",
                "(JUE);REGION",
                "(E);REGION",
                "(PAL);REGION",
                "(M3);REGION",
                "(US);REGION",
                "(Rev 1);REVISION",
                "(Rev A);REVISION",
                "(REV01);REVISION",
                "(v1.1);REVISION",
                "(V1.0);REVISION",
                "(PRG0);REVISION",
                "(1996-04-27);REVISION",
                "(Disc 1);DISC",
                "(Disc A);DISC",
                "(Disk 1 of 2);DISC",
                "(Disk 2 of 2 Side B);DISC",
                "(Side A);DISC",
                "(CD 2);DISC",
                "[h1];HACK",
                "[h1C];HACK",
                "[hM04];HACK",
                "[T+Ger];HACK",
                "[T-Fre1.0_Name];HACK",
                "[tr de];HACK",
                "[cr Name];HACK",
                "[t1];HACK",
                "[p1];HACK",
                "(Hack);HACK",
                "(Hack by Name);HACK",
                "(Beta);HACK",
                "(Beta 2);HACK",
                "(Proto);HACK",
                "(Possible Proto);HACK",
                "(Demo);HACK",
                "(Kiosk, USA);HACK",
                "(English Translation v1.2);HACK",
                "(Unl);OTHER",
                "(SGB Enhanced);OTHER",
                "(Virtual Console);OTHER",
                "(1996);OTHER",
                "(Nintendo);OTHER",
                "[!];OTHER",
                "[b1];OTHER",
                "[a1];OTHER",
                "();OTHER"
            })
    void a_tag_is_sorted_by_what_it_says(String tag, Differing kind) {
        assertThat(NameTags.of("Game " + tag).tags())
                .extracting(NameTags.Tag::kind)
                .containsExactly(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Pokemon - Emerald Version (USA, Europe) (Rev 1) [!]",
                "Game",
                "(Homebrew)",
                "(A) (B)",
                "Game (never closed",
                "Shadow of the (Colossus) Beast",
                "Game(USA)[!] ",
                "Ｆｉｎａｌ Fantasy Ⅶ (Disc 1)",
                "Game (with (nested) ones)",
                "",
                "   "
            })
    void put_together_again_the_parts_are_the_name(String name) {
        NameTags taken = NameTags.of(name);
        assertThat(
                        taken.bare()
                                + taken.tags().stream()
                                        .map(NameTags.Tag::text)
                                        .collect(Collectors.joining(" ".repeat(0))))
                .isEqualTo(name);
        NameDifference with = NameDifference.of(name, name + " (Europe)");
        assertThat(joined(with.here())).isEqualTo(name);
        assertThat(joined(with.there())).isEqualTo(name + " (Europe)");
    }

    private static String joined(List<NameDifference.Part> parts) {
        return parts.stream().map(NameDifference.Part::text).collect(Collectors.joining());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "POKEMON emerald;Pokémon Emerald",
                "Ｆｉｎａｌ　Ｆａｎｔａｓｙ;Final Fantasy",
                "Final Fantasy Ⅶ;Final Fantasy VII",
                "Straße;STRASSE",
                "Kirby’s Dream Land;Kirby's Dream Land",
                "Golden  Sun;Golden Sun"
            })
    void the_same_words_are_the_same_however_they_are_written(String one, String other) {
        assertThat(NameTags.fold(one)).isEqualTo(NameTags.fold(other));
        assertThat(NameDifference.of(one, other).kinds()).containsExactly(Differing.CASE);
    }

    @ParameterizedTest
    @CsvSource({"Golden Sun,Golden Son", "ハハ,ババ", "Sonic 2,Sonic 3", "ポケモン,ホケモン"})
    void other_words_are_others(String one, String other) {
        assertThat(NameTags.fold(one)).isNotEqualTo(NameTags.fold(other));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Golden Sun;Golden Sun;",
                "Golden Sun;Golden Sun (USA);REGION",
                "Golden Sun (Europe);Golden Sun (USA);REGION",
                "Golden Sun (USA, Europe);Golden Sun (Europe,USA);CASE",
                "Golden Sun (usa);Golden Sun (USA);CASE",
                "golden sun;Golden Sun (USA);CASE REGION",
                "Golden Sun (USA);Golden Sun (USA) (Rev 1);REVISION",
                "Final Fantasy VII (Disc 1);Final Fantasy VII (Disc 2);DISC",
                "Final Fantasy VII (USA);Final Fantasy VII (Europe) (Disc 2);REGION DISC",
                "Golden Sun (USA);Golden Sun (USA) [h1];HACK",
                "Golden Sun (USA) (Rev 1);Golden Sun (Rev 1) (USA);CASE",
                "Golden Sun (USA) [!];Golden Sun (USA);OTHER"
            })
    void what_differs_is_said(String here, String there, String kinds) {
        Set<Differing> said = NameDifference.of(here, there).kinds();
        assertThat(said.stream().map(Enum::name).collect(Collectors.joining(" ")))
                .isEqualTo(kinds == null ? "" : kinds);
        assertThat(NameDifference.of(there, here).kinds()).isEqualTo(said);
    }

    @Test
    void only_the_words_that_differ_are_marked() {
        NameDifference differs =
                NameDifference.of("Pokemon Emerald (USA) (Rev 1)", "Pokémon Emerald (Europe)");
        assertThat(differs.onlyHere()).containsExactly("Pokemon", "(USA)", "(Rev 1)");
        assertThat(differs.onlyThere()).containsExactly("Pokémon", "(Europe)");
    }
}
