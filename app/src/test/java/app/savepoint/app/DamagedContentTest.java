package app.savepoint.app;

import static app.savepoint.app.TwoComputers.EMERALD;
import static app.savepoint.app.TwoComputers.ZELDA;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A content that is no longer what was stored, in the middle of a sync: it is named, the others go
/// on, and what lies here stays.
class DamagedContentTest {
    private static final String GOLDEN = "gba/Golden Sun/save/main";

    @TempDir Path dir;
    private TwoComputers two;
    private byte[] before;
    private byte[] emerald;
    private byte[] zelda;
    private byte[] golden;

    @BeforeEach
    void three_saves_are_on_their_way_to_the_second_computer() throws IOException {
        two = new TwoComputers(dir);
        before = Files.readAllBytes(two.emeraldOnB());
        emerald = two.play(two.emeraldOnA(), 1);
        zelda = two.play(two.onA("snes/Zelda.srm"), 2);
        golden = two.play(two.onA("gba/Golden Sun.srm"), 3);
        two.sync("A");
    }

    @Test
    void where_a_bit_is_another() throws IOException {
        Path stored = newest("gba/Pokemon Emerald/save.main");
        byte[] whole = Files.readAllBytes(stored);
        byte[] flipped = whole.clone();
        flipped[flipped.length / 2] ^= 0x10;
        Files.write(stored, flipped);

        Cli.Answer answer = two.cli.on("B", "sync");
        assertThat(answer.status()).as("%s", answer).isEqualTo(1);
        JsonNode failed = answer.json().get("failed");
        assertThat(failed).hasSize(1);
        assertThat(failed.at("/0/id").stringValue()).isEqualTo(EMERALD);
        assertThat(failed.at("/0/code").stringValue()).isEqualTo("storage.corrupt");
        assertThat(failed.at("/0/message").stringValue()).isNotBlank();
        theOthersCame(answer);

        Files.write(stored, whole);
        itComesOnceItIsWhole();
    }

    /// Whoever copies the folder may not have come to its end yet.
    @Test
    void where_it_is_cut_short_it_is_waited_for() throws IOException {
        Path stored = newest("gba/Pokemon Emerald/save.main");
        byte[] whole = Files.readAllBytes(stored);
        Files.write(stored, Arrays.copyOf(whole, whole.length / 2));

        Cli.Answer answer = two.sync("B");
        JsonNode skipped = answer.json().get("skipped");
        assertThat(skipped).hasSize(1);
        assertThat(skipped.at("/0/id").stringValue()).isEqualTo(EMERALD);
        assertThat(skipped.at("/0/attention").stringValue()).isEqualTo("WAITING");
        theOthersCame(answer);

        Files.write(stored, whole);
        itComesOnceItIsWhole();
    }

    private void theOthersCame(Cli.Answer answer) throws IOException {
        assertThat(answer.list("pulled")).containsExactlyInAnyOrder(ZELDA, GOLDEN);
        assertThat(two.onB("snes/Zelda.srm")).hasBinaryContent(zelda);
        assertThat(two.onB("gba/Golden Sun.srm")).hasBinaryContent(golden);
        assertThat(two.emeraldOnB()).hasBinaryContent(before);
        try (Stream<Path> files = Files.list(two.emeraldOnB().getParent())) {
            assertThat(files).as("nothing half-written is left").hasSize(2);
        }
        assertThat(two.cli.on("B", "status").json().at("/summary/inSync").intValue()).isEqualTo(2);
    }

    private void itComesOnceItIsWhole() throws IOException {
        assertThat(two.sync("B").list("pulled")).containsExactly(EMERALD);
        assertThat(two.emeraldOnB()).hasBinaryContent(emerald);
    }

    private Path newest(String save) throws IOException {
        try (Stream<Path> files = Files.list(dir.resolve("srv/saves").resolve(save))) {
            return files.max(Comparator.naturalOrder()).orElseThrow();
        }
    }
}
