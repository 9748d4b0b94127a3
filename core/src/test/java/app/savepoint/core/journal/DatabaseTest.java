package app.savepoint.core.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {
    /// What SQLite calls them.
    private static final long NORMAL = 1;

    private static final long FULL = 2;

    @TempDir Path dir;
    private Database database;

    @BeforeEach
    void open() {
        database = Database.open(dir.resolve("collection.db"));
        database.change(session -> session.update("CREATE TABLE word (text TEXT)"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static long patience(Session session) throws java.sql.SQLException {
        return session.number("PRAGMA synchronous");
    }

    private long words() {
        return database.read(session -> session.number("SELECT count(*) FROM word"));
    }

    @Test
    void what_counts_is_on_the_disk_before_anyone_hears_of_it() {
        assertThat(database.<Long>write(DatabaseTest::patience)).isEqualTo(FULL);
        assertThat(database.<Long>writeAside(DatabaseTest::patience)).isEqualTo(FULL);
    }

    @Test
    void what_the_next_look_finds_out_anew_does_not_wait_for_the_disk() {
        database.changeLightly(session -> assertThat(patience(session)).isEqualTo(NORMAL));
        database.changeAsideLightly(session -> assertThat(patience(session)).isEqualTo(NORMAL));
        assertThat(database.<Long>write(DatabaseTest::patience)).isEqualTo(FULL);
    }

    @Test
    void it_is_whole_or_nothing_all_the_same() {
        database.changeLightly(session -> session.update("INSERT INTO word VALUES ('kept')"));
        assertThatThrownBy(() ->
                        database.changeLightly(session -> {
                            session.update("INSERT INTO word VALUES ('lost')");
                            throw new IllegalStateException("on its way");
                        }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(words()).isEqualTo(1);
        assertThat(database.<Long>write(DatabaseTest::patience)).isEqualTo(FULL);
    }

    @Test
    void only_what_stands_aside_is_not_followed() {
        int[] followed = {0};
        database.afterEach(_ -> followed[0]++);
        database.changeAsideLightly(session -> session.update("INSERT INTO word VALUES ('a')"));
        assertThat(followed[0]).isZero();
        database.changeLightly(session -> session.update("INSERT INTO word VALUES ('b')"));
        database.change(session -> session.update("INSERT INTO word VALUES ('c')"));
        assertThat(followed[0]).isEqualTo(2);
        assertThat(words()).isEqualTo(3);
    }
}
