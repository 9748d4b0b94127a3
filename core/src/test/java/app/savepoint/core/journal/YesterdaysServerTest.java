package app.savepoint.core.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.core.storage.server.GameKey;
import app.savepoint.core.storage.server.GameMatch;
import app.savepoint.core.storage.server.ServerGame;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.Set;
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

    private static String script(String name) throws Exception {
        try (InputStream in = Schema.class.getResourceAsStream(name)) {
            assertThat(in).isNotNull();
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
