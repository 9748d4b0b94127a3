package app.savepoint.core.library;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SystemsTest {
    private final Systems systems = Systems.bundled();

    @Test
    void every_slug_and_every_new_folder_names_its_system() {
        assertThat(systems.slugs())
                .hasSizeGreaterThan(50)
                .allSatisfy(slug -> {
                    assertThat(systems.ofFolder(slug)).contains(slug);
                    assertThat(systems.ofFolder(systems.newFolder(slug))).contains(slug);
                    assertThat(systems.displayName(slug)).isNotBlank();
                });
    }

    @ParameterizedTest
    @CsvSource({
        "fc,nes",
        "FC,nes",
        "SFC,snes",
        "snesna,snes",
        "MD,genesis",
        "Mega Drive,genesis",
        "THIRTYTWOX,sega32",
        "SEGASGONE,sg1000",
        "PS,psx",
        "PCE,tg16",
        "pcengine,tg16",
        "tg-cd,turbografx-cd",
        "n3ds,3ds",
        "gamecube,ngc",
        "ds,nds",
        "poke,pokemon-mini",
        "Pokemon mini (PKM),pokemon-mini",
        "Sega Master System (SMS),sms",
        "MS,sms",
        "Arcade (FBN),arcade",
        "Nintendo - Super Nintendo Entertainment System,snes",
        "Sega - Mega Drive - Genesis,genesis",
        "Sony - PlayStation Portable,psp",
        "wswanc,wonderswan-color",
        "Whatever (GBA),gba",
        "Game Boy Advance (MGBA),gba"
    })
    void tools_spell_a_system_in_many_ways(String folder, String slug) {
        assertThat(systems.ofFolder(folder)).contains(slug);
    }

    @ParameterizedTest
    @CsvSource({"neogeo", "SNK - Neo Geo", "mGBA", "saves", "Favourites", "Card A", "Game (USA)"})
    void a_name_that_may_mean_several_systems_or_none_means_none(String folder) {
        assertThat(systems.ofFolder(folder)).isEmpty();
    }

    @Test
    void accents_are_the_same_however_a_disk_stores_them() {
        assertThat(systems.ofFolder("Poke\u0301mon mini")).contains("pokemon-mini");
    }

    @Test
    void a_system_that_is_not_in_the_table_is_shown_by_its_slug() {
        assertThat(systems.displayName("zeebo")).isEqualTo("zeebo");
        assertThat(systems.knows("zeebo")).isFalse();
    }
}
