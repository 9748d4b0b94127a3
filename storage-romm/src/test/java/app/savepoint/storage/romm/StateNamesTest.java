package app.savepoint.storage.romm;

import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.core.library.Cores;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.SaveId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// States under the names that a server has for them.
class StateNamesTest {
    private static final RevisionId REVISION =
            new RevisionId(UUID.fromString("00000000-0000-4000-8000-0123456789ab"));
    private static final Instant NOW = Instant.parse("2026-08-22T10:00:00.123Z");

    private static SaveId save(String slot) {
        return SaveId.parse("gba/Game (USA)/state/" + slot);
    }

    @Test
    void every_core_is_known_again_by_what_it_is_called_there() {
        assertThat(Cores.bundled().all()).hasSizeGreaterThan(80);
        for (String core : Cores.bundled().all()) {
            String emulator = Emulators.bundled().of(core);
            assertThat(emulator).matches("[a-z0-9._-]{1,50}");
            assertThat(Emulators.bundled().core(emulator)).contains(core);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "mednafen_psx_hw,Beetle PSX HW",
        "mupen64plus_next_libretro,Mupen64Plus-Next",
        "SNES9X,Snes9x",
        "Genesis Plus GX,Genesis Plus GX",
    })
    void what_other_clients_call_a_core_is_understood(String emulator, String core) {
        assertThat(Emulators.bundled().core(emulator)).contains(core);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mGBA.0",
                "mGBA.1",
                "mGBA.999",
                "mGBA.auto",
                "MAME 2003 (0.78).4",
                "unknown.2",
                "unknown.st5",
                "unknown.sps",
                "kept-0123abcd"
            })
    void what_is_uploaded_is_known_again(String slot) {
        SaveId save = save(slot);
        assertThat(StateNames.canName(save)).isTrue();
        String extension = slot.startsWith("kept") ? "state3" : StateNames.extension(slot);
        String name =
                StateNames.forUpload(
                        "Dr. Game v1.1 [Hack]", StateNames.mark(save, REVISION, NOW), extension);
        assertThat(StateNames.slot(StateNames.emulator(save), name)).contains(slot);
        assertThat(StateNames.extensionOf(name)).isEqualTo(extension);
        assertThat(StateNames.isOurs(name)).isTrue();
        assertThat(StateNames.isOf(name, REVISION)).isTrue();
        assertThat(StateNames.isPictureOf(StateNames.picture(name), name)).isTrue();
    }

    @Test
    void a_long_name_stays_below_what_a_disk_takes() {
        String name =
                StateNames.forUpload(
                        "ゼルダの伝説".repeat(20),
                        StateNames.mark(save("kept-0123abcd"), REVISION, NOW),
                        "state.auto");
        assertThat(name.getBytes(StandardCharsets.UTF_8).length + ".png".length()).isLessThan(255);
    }

    @ParameterizedTest
    @CsvSource({
        "Game.state1, Game.state1.png, true",
        "Game.state1, Game.png, false",
        "Game.state, Game.state.png, true",
        "Game.state, Game.state.auto.png, false",
        "Game [2026-01-02 03-04-05-678].state, Game [2026-01-02 03-04-05-678].png, true",
        "Game [Hack].state, Game [Hack].png, false",
        "Game.state1, Game.state1.jpg, false",
    })
    void a_picture_belongs_to_one_state_alone(String state, String picture, boolean belongs) {
        assertThat(StateNames.isPictureOf(picture, state)).isEqualTo(belongs);
    }
}
