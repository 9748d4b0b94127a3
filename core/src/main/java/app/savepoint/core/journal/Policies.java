package app.savepoint.core.journal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rules the person set. In the table an empty text stands for "all systems" and "all games".
public final class Policies {
    private final Database database;

    Policies(Database database) {
        this.database = database;
    }

    /// Sets a rule for its scope, in place of what was set there.
    public void set(StoredPolicy policy) {
        database.change(session ->
                session.update(
                        "INSERT OR REPLACE INTO policy (key, system, game, value) VALUES (?, ?, ?, ?)",
                        policy.key(),
                        scope(policy.system()),
                        scope(policy.game()),
                        policy.value()));
    }

    /// Takes back what was set for exactly that scope.
    public void unset(String key, @Nullable String system, @Nullable String game) {
        database.change(session ->
                session.update(
                        "DELETE FROM policy WHERE key = ? AND system = ? AND game = ?",
                        key,
                        scope(system),
                        scope(game)));
    }

    /// All rules, sorted by key, system and game; the wider scope first.
    public List<StoredPolicy> all() {
        return database.read(session ->
                session.list(
                        row ->
                                new StoredPolicy(
                                        row.getString(1),
                                        row.getString(2),
                                        named(row.getString(3)),
                                        named(row.getString(4))),
                        "SELECT key, value, system, game FROM policy ORDER BY key, system, game"));
    }

    private static String scope(@Nullable String name) {
        return name == null ? "" : name;
    }

    private static @Nullable String named(String scope) {
        return scope.isEmpty() ? null : scope;
    }
}
