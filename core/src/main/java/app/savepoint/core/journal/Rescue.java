package app.savepoint.core.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Takes over from a damaged file what nothing else knows: who this device is, its storages and
/// roots, what the person set and decided, of a server's games and slots too, the list of backups,
/// what was done. The three trees are not among it: they are seen anew, because a wrong base could
/// cost a save, and a missing one costs a question at most.
///
/// @param rescued the tables taken over whole
/// @param lost the tables that could not be read whole; nothing of them was taken over
record Rescue(List<String> rescued, List<String> lost) {
    private static final System.Logger LOG = System.getLogger(Rescue.class.getName());

    /// The number of lines read back as a proof that the activity holds nothing impossible.
    private static final int ALL_LINES = Integer.MAX_VALUE;

    /// Each after those it refers to. The last one holds the numbers that must not be used again.
    private static final List<Table> TABLES =
            List.of(
                    new Table(
                            "device",
                            fresh ->
                                    List.of(
                                            new Identity(fresh).device(),
                                            new Identity(fresh).former())),
                    new Table("storage", fresh -> new Storages(fresh).all()),
                    new Table("root", fresh -> new Roots(fresh).all()),
                    new Table("setting", fresh -> new Settings(fresh).get("")),
                    new Table("policy", fresh -> new Policies(fresh).all()),
                    new Table("choice", fresh -> new Choices(fresh).all()),
                    new Table("backup", fresh -> new Backups(fresh).all()),
                    new Table("server_match", fresh -> each(fresh, StoredServer::matches)),
                    new Table("server_slot", fresh -> each(fresh, StoredServer::slotAnswers)),
                    new Table("activity", fresh -> new Activity(fresh).latest(ALL_LINES)),
                    new Table("sqlite_sequence", fresh -> List.of()));

    /// @param name the table
    /// @param proof reads all its rows as nouns, which refuse what can not be
    private record Table(String name, Function<Database, Object> proof) {}

    /// What is read of each storage by itself.
    private static Object each(Database fresh, Function<StoredServer, Object> proof) {
        return new Storages(fresh)
                .all().stream()
                        .map(storage -> proof.apply(new StoredServer(fresh, storage.id())))
                        .toList();
    }

    static Rescue from(Path damaged, Database fresh) {
        List<String> rescued = new ArrayList<>();
        List<String> lost = new ArrayList<>();
        try (Session old = Database.connectReadOnly(damaged)) {
            for (Table table : TABLES)
                (takenOver(table, old, fresh) ? rescued : lost).add(table.name());
            // Impossible values met on the way were the old file's, not this one's.
            Files.deleteIfExists(Damage.note(fresh.file()));
        } catch (SQLException | IOException e) {
            LOG.log(System.Logger.Level.WARNING, "could not look into " + damaged, e);
        }
        return new Rescue(rescued, lost);
    }

    private static boolean takenOver(Table table, Session old, Database fresh) {
        try {
            Rows rows = Rows.of(old, table.name());
            fresh.change(session -> rows.replaceAll(session, table.name()));
            Object seen = table.proof().apply(fresh);
            LOG.log(System.Logger.Level.DEBUG, "taken over: {0} {1}", table.name(), seen);
            return true;
        } catch (SQLException | JournalException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "could not take over {0}: {1}",
                    table.name(),
                    e.getMessage());
            fresh.change(session -> session.update("DELETE FROM " + table.name()));
            return false;
        }
    }

    /// A table's rows as they are, whatever version wrote them.
    private record Rows(List<String> columns, List<@Nullable Object[]> values) {
        static Rows of(Session old, String table) throws SQLException {
            List<String> columns = columns(old, table);
            if (columns.isEmpty()) throw new SQLException("there is no such table");
            String names = String.join(", ", columns);
            return new Rows(
                    columns,
                    old.list(
                            row -> values(row, columns.size()),
                            "SELECT " + names + " FROM " + table));
        }

        private static List<String> columns(Session session, String table) throws SQLException {
            return session.list(
                    row -> row.getString(1), "SELECT name FROM pragma_table_info(?)", table);
        }

        private static @Nullable Object[] values(ResultSet row, int count) throws SQLException {
            @Nullable Object[] values = new @Nullable Object[count];
            for (int i = 0; i < count; i++) values[i] = row.getObject(i + 1);
            return values;
        }

        void replaceAll(Session session, String table) throws SQLException {
            Set<String> known = new HashSet<>(columns(session, table));
            if (!known.containsAll(columns))
                throw new SQLException("the columns of " + table + " are not those of any version");
            session.update("DELETE FROM " + table);
            String marks = String.join(", ", columns.stream().map(_ -> "?").toList());
            session.updateEach(
                    "INSERT INTO "
                            + table
                            + " ("
                            + String.join(", ", columns)
                            + ") VALUES ("
                            + marks
                            + ")",
                    values,
                    row -> row);
        }
    }
}
