package app.savepoint.app;

import static app.savepoint.app.TwoComputers.EMERALD;
import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.storage.romm.server.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What a person does with two devices and a RomM server, from nothing to both in step, typing
/// commands and saying yes in a browser.
class RommPersonTest extends AtRomm {
    private static final String GOLDEN_SUN = "gba/Golden Sun/save/main";
    private static final Pattern CODE = Pattern.compile("type the code (\\S+)");

    private final List<String> codes = new ArrayList<>();

    @Test
    void from_a_yes_in_the_browser_to_two_devices_in_step() throws Exception {
        Rows.Rom golden = game("gba", "Golden Sun (USA).gba");
        Cli typed = cli(Map.of());
        byte[] emeraldSave = play("saves/gba/Pokemon Emerald.srm", 1);
        byte[] goldenSave = play("saves/gba/Golden Sun.srm", 2);

        // The first device is let in, and meets the server's games
        isLetIn(typed, "A", "Desktop", "saves");
        Cli.Answer first = typed.on("A", "sync");
        assertThat(first.list("pushed")).containsExactly(EMERALD);
        JsonNode open = typed.on("A", "matches", "--open").json().get("matches");
        assertThat(open).hasSize(1);
        assertThat(open.get(0).get("game").asString()).isEqualTo("gba/Golden Sun");
        JsonNode proposal = open.get(0).get("candidates");
        assertThat(proposal).hasSize(1);
        String id = proposal.get(0).get("storageId").asString();
        assertThat(id).isEqualTo("" + golden.id());
        assertThat(typed.on("A", "match", "gba/Golden Sun", "--to", id).status()).isZero();
        Cli.Answer second = typed.on("A", "sync");
        assertThat(second.status()).as("%s", second).isZero();
        assertThat(second.list("pushed")).containsExactly(GOLDEN_SUN);
        assertThat(typed.on("A", "status").status()).as("all safe").isZero();
        assertThat(head(emerald)).isEqualTo(emeraldSave);
        assertThat(head(golden)).isEqualTo(goldenSave);

        // The second gets what the first has
        Files.createDirectories(dir.resolve("deck"));
        isLetIn(typed, "B", "Deck", "deck");
        assertThat(codes).as("a code of its own").doesNotHaveDuplicates().hasSize(2);
        assertThat(typed.on("B", "sync").list("pulled"))
                .containsExactlyInAnyOrder(EMERALD, "gba/Golden Sun (USA)/save/main");
        assertThat(dir.resolve("deck/gba/Pokemon Emerald.srm")).hasBinaryContent(emeraldSave);
        assertThat(dir.resolve("deck/gba/Golden Sun (USA).srm")).hasBinaryContent(goldenSave);

        // Both play on, and both sides are kept
        byte[] onDeck = play("deck/gba/Pokemon Emerald.srm", 3);
        byte[] onDesktop = play("saves/gba/Pokemon Emerald.srm", 4);
        assertThat(typed.on("B", "sync").list("pushed")).containsExactly(EMERALD);
        Cli.Answer conflict = typed.on("A", "sync");
        assertThat(conflict.status()).isEqualTo(3);
        assertThat(conflict.list("conflicts")).containsExactly(EMERALD);
        assertThat(typed.read("A", "conflicts").out()).contains("Desktop").contains("Deck");
        assertThat(typed.on("A", "resolve", EMERALD, "--keep", "both").status()).isZero();

        assertThat(typed.on("B", "sync").status()).isZero();
        assertThat(typed.on("A", "sync").status()).isZero();
        assertThat(dir.resolve("saves/gba/Pokemon Emerald.srm")).hasBinaryContent(onDesktop);
        assertThat(dir.resolve("deck/gba/Pokemon Emerald.srm")).hasBinaryContent(onDesktop);
        assertThat(slots(typed, "A")).as("the other side has a slot").hasSize(2);
        assertThat(slots(typed, "B")).isEqualTo(slots(typed, "A"));
        assertThat(server.look().saves().stream().map(row -> server.look().bytes(row)))
                .contains(onDeck, onDesktop);
        for (String home : List.of("A", "B")) {
            Cli.Answer still = typed.on(home, "sync");
            assertThat(requests(still)).as("nothing is new: %s", still).isLessThanOrEqualTo(2);
            assertThat(typed.on(home, "status").status()).as("all safe").isZero();
        }

        // And it goes on
        byte[] later = play("deck/gba/Golden Sun (USA).srm", 5);
        assertThat(typed.on("B", "sync").list("pushed")).hasSize(1);
        assertThat(typed.on("A", "sync").list("pulled")).containsExactly(GOLDEN_SUN);
        assertThat(dir.resolve("saves/gba/Golden Sun.srm")).hasBinaryContent(later);
        assertThat(typed.read("B", "devices").out()).contains("Desktop").contains("Deck");
        assertThat(server.look().devices()).hasSize(2);
    }

    private void isLetIn(Cli typed, String home, String device, String root) {
        Cli.Answer made =
                typed.atTerminal(
                        home, this::saysYes, "init", "--storage", uri(), "--device", device);
        assertThat(made.status()).as("%s", made).isZero();
        assertThat(made.err()).contains("/pair/device?user_code=").contains("good for");
        assertThat(made.err() + made.out()).doesNotContain("rmm_");
        assertThat(typed.on(home, "roots", "add", root).status()).isZero();
    }

    /// Reads the code off the terminal and types it into RomM's page.
    private void saysYes(String line) {
        Matcher code = CODE.matcher(line);
        if (!code.find()) return;
        codes.add(code.group(1));
        server.people().approve(ann, code.group(1));
    }

    private byte[] play(String file, long seed) throws IOException {
        server.advance(Duration.ofMinutes(5));
        Path path = dir.resolve(file);
        byte[] bytes = bytes(seed);
        Files.createDirectories(path.getParent());
        Files.write(path, bytes);
        Files.setLastModifiedTime(path, FileTime.from(server.clock().instant()));
        return bytes;
    }

    private byte[] head(Rows.Rom game) {
        return server.look().bytes(server.look().slot(game.id(), "autosave").getFirst());
    }

    private static List<String> slots(Cli typed, String home) {
        List<String> slots = new ArrayList<>();
        for (JsonNode slot : typed.on(home, "slots", "gba/Pokemon Emerald").json().get("slots"))
            slots.add(slot.get("slot").asString());
        return slots;
    }
}
