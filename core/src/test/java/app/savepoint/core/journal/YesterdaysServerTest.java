package app.savepoint.core.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.core.storage.server.GameKey;
import app.savepoint.core.storage.server.GameMatch;
import app.savepoint.core.storage.server.ServerGame;
import app.savepoint.core.storage.server.ServerMemory;
import app.savepoint.core.storage.server.SlotAnswer;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A journal from before games were known by what they hold.
class YesterdaysServerTest {
    @TempDir Path dir;

    @Test
    void what_was_said_about_games_is_still_there() throws Exception {
        Path file = dir.resolve("journal.db");
        try (Connection old = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement sql = old.createStatement()) {
            sql.executeUpdate(script("001-first.sql"));
            sql.executeUpdate(script("002-server.sql"));
            sql.executeUpdate("PRAGMA application_id = " + Schema.APPLICATION_ID);
            sql.executeUpdate("PRAGMA user_version = 2");
            sql.executeUpdate(
                    "INSERT INTO server_match VALUES (7, 'gba', 'Golden Sun', 17, 'G (USA).gba')");
            sql.executeUpdate("INSERT INTO server_game VALUES (7, 17, 'gba', 'G', 'G.gba')");
        }
        try (Journal journal = Journal.open(file, InstantSource.system())) {
            assertThat(journal.serverMemory(7).matches())
                    .containsExactly(
                            new GameMatch(
                                    new GameKey("gba", "Golden Sun"),
                                    17L,
                                    "G (USA).gba",
                                    Set.of()));
            assertThat(journal.serverMemory(7).games())
                    .containsExactly(new ServerGame(17, "gba", "G", "G.gba"));
            assertThat(journal.roms().hashes()).isEmpty();
            assertThat(journal.sendings().to(7)).isEmpty();
        }
    }

    /// Savepoint took the slot with the latest save then, and asked nobody.
    @Test
    void a_slot_that_was_adopted_before_anyone_was_asked_is_known_from_what_was_agreed_on()
            throws Exception {
        Path file = dir.resolve("journal.db");
        UUID mine = new UUID(1, 1);
        UUID others = new UUID(2, 2);
        try (Connection old = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement sql = old.createStatement()) {
            for (String script :
                    List.of(
                            "001-first.sql",
                            "002-server.sql",
                            "003-server-states.sql",
                            "004-hashes.sql")) sql.executeUpdate(script(script));
            sql.executeUpdate("PRAGMA application_id = " + Schema.APPLICATION_ID);
            sql.executeUpdate("PRAGMA user_version = 4");
            sql.executeUpdate("INSERT INTO storage (id, uri, kind) VALUES (7, 'romm:a', 'romm')");
            sql.executeUpdate(version(mine, 1, "Default"));
            sql.executeUpdate(version(others, 2, "Speedrun"));
            sql.executeUpdate(base("gba/Golden Sun/save/main", mine));
            sql.executeUpdate(base("gba/Golden Sun/save/Speedrun", others));
        }
        try (Journal journal = Journal.open(file, InstantSource.system())) {
            ServerMemory memory = journal.serverMemory(7);
            assertThat(memory.agreedSlots()).containsExactly(Map.entry(17L, "Default"));
            assertThat(memory.slotAnswers()).isEmpty();
            SlotAnswer said = new SlotAnswer(17, "G.gba", "Speedrun", true, true);
            memory.answer(said);
            assertThat(memory.slotAnswers()).containsExactly(said);
            memory.answer(said.takenBack());
            assertThat(memory.slotAnswers())
                    .containsExactly(new SlotAnswer(17, "G.gba", "Speedrun", true, false));
            assertThat(journal.serverMemory(8).slotAnswers()).isEmpty();
        }
    }

    private static String version(UUID id, int row, String slot) {
        return "INSERT INTO server_version VALUES (7, '%s', %d, 17, '%s', 'G.srm', 1, NULL, %d, %d, NULL, NULL, 0, 1)"
                .formatted(id, row, slot, row, row);
    }

    private static String base(String save, UUID id) {
        return "INSERT INTO base_save VALUES (7, '%s', 0, '', '%s', NULL, 0, NULL, NULL, NULL, NULL)"
                .formatted(save, id);
    }

    private static String script(String name) throws Exception {
        try (InputStream in = Schema.class.getResourceAsStream(name)) {
            assertThat(in).isNotNull();
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
