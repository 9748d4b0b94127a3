package app.savepoint.core.journal;

import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.storage.server.GameKey;
import app.savepoint.core.storage.server.GameMatch;
import app.savepoint.core.storage.server.ServerGame;
import app.savepoint.core.storage.server.ServerMemory;
import app.savepoint.core.storage.server.ServerVersion;
import app.savepoint.core.storage.server.SlotAnswer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is remembered of the server in one storage.
final class StoredServer implements ServerMemory {
    private static final String SAVES = "server_version";
    private static final String STATES = "server_state";

    private final Database database;
    private final long storage;

    StoredServer(Database database, long storage) {
        this.database = database;
        this.storage = storage;
    }

    @Override
    public List<ServerVersion> versions() {
        return in(SAVES);
    }

    @Override
    public List<ServerVersion> states() {
        return in(STATES);
    }

    private List<ServerVersion> in(String table) {
        return database.read(session ->
                session.list(
                        StoredServer::version,
                        "SELECT revision, row, game, slot, file_name, size, hash, changed_at, since, device,"
                                + " manifest, blank, there FROM "
                                + table
                                + " WHERE storage = ? ORDER BY row",
                        storage));
    }

    private static ServerVersion version(ResultSet row) throws SQLException {
        return new ServerVersion(
                RevisionId.parse(row.getString(1)),
                row.getLong(2),
                row.getLong(3),
                row.getString(4),
                row.getString(5),
                row.getLong(6),
                row.getString(7),
                Instant.ofEpochMilli(row.getLong(8)),
                Instant.ofEpochMilli(row.getLong(9)),
                Columns.orNull(row, 10, DeviceId::parse),
                Columns.orNull(row, 11, ManifestJson::read),
                row.getBoolean(12),
                row.getBoolean(13));
    }

    @Override
    public void remember(Collection<ServerVersion> versions) {
        remember(SAVES, versions);
    }

    @Override
    public void rememberStates(Collection<ServerVersion> versions) {
        remember(STATES, versions);
    }

    private void remember(String table, Collection<ServerVersion> versions) {
        if (versions.isEmpty()) return;
        database.change(session ->
                session.updateEach(
                        "INSERT OR REPLACE INTO "
                                + table
                                + " (storage, revision, row, game, slot, file_name, size,"
                                + " hash, changed_at, since, device, manifest, blank, there)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        versions,
                        this::columns));
    }

    private @Nullable Object[] columns(ServerVersion version) {
        return new @Nullable Object[] {
            storage,
            version.id().toString(),
            version.row(),
            version.game(),
            version.slot(),
            version.fileName(),
            version.size(),
            version.hash(),
            version.changedAt().toEpochMilli(),
            version.since().toEpochMilli(),
            Columns.text(version.device()),
            version.manifest() == null ? null : ManifestJson.write(version.manifest()),
            version.blank(),
            version.there()
        };
    }

    @Override
    public List<ServerGame> games() {
        return database.read(session ->
                session.list(
                        row ->
                                new ServerGame(
                                        row.getLong(1),
                                        row.getString(2),
                                        row.getString(3),
                                        row.getString(4),
                                        RomMemory.hashes(row.getString(5))),
                        "SELECT id, system, name, file_name, hashes FROM server_game WHERE storage = ? ORDER BY id",
                        storage));
    }

    @Override
    public void addGames(Collection<ServerGame> games) {
        if (!games.isEmpty()) database.change(session -> add(session, games));
    }

    @Override
    public void replaceGames(Collection<ServerGame> games) {
        database.change(session -> {
            session.update("DELETE FROM server_game WHERE storage = ?", storage);
            add(session, games);
        });
    }

    private void add(Session session, Collection<ServerGame> games) throws SQLException {
        session.updateEach(
                "INSERT OR REPLACE INTO server_game (storage, id, system, name, file_name, hashes)"
                        + " VALUES (?, ?, ?, ?, ?, ?)",
                games,
                game ->
                        new @Nullable Object[] {
                            storage,
                            game.id(),
                            game.system(),
                            game.name(),
                            game.fileName(),
                            RomMemory.text(game.hashes())
                        });
    }

    @Override
    public Map<GameKey, Set<String>> roms() {
        return new RomMemory(database).hashes();
    }

    @Override
    public List<GameMatch> matches() {
        return database.read(session ->
                session.list(
                        StoredServer::match,
                        "SELECT system, game, server_game, file_name, hashes FROM server_match WHERE storage = ?"
                                + " ORDER BY system, game",
                        storage));
    }

    private static GameMatch match(ResultSet row) throws SQLException {
        long game = row.getLong(3);
        boolean none = row.wasNull();
        return new GameMatch(
                new GameKey(row.getString(1), row.getString(2)),
                none ? null : game,
                row.getString(4),
                RomMemory.hashes(row.getString(5)));
    }

    @Override
    public void match(GameMatch match) {
        database.change(session ->
                session.update(
                        "INSERT OR REPLACE INTO server_match (storage, system, game, server_game, file_name, hashes)"
                                + " VALUES (?, ?, ?, ?, ?, ?)",
                        storage,
                        match.key().system(),
                        match.key().game(),
                        match.game(),
                        match.fileName(),
                        RomMemory.text(match.hashes())));
    }

    @Override
    public void unmatch(GameKey key) {
        database.change(session ->
                session.update(
                        "DELETE FROM server_match WHERE storage = ? AND system = ? AND game = ?",
                        storage,
                        key.system(),
                        key.game()));
    }

    @Override
    public Map<Long, String> agreedSlots() {
        Map<Long, String> slots = new HashMap<>();
        database.read(session ->
                        session.list(
                                row -> Map.entry(row.getLong(1), row.getString(2)),
                                "SELECT v.game, v.slot FROM base_save b JOIN server_version v"
                                        + " ON v.storage = b.storage AND v.revision = b.revision"
                                        + " WHERE b.storage = ? AND b.save LIKE '%/save/main'"
                                        + " AND v.slot IS NOT NULL ORDER BY v.since, v.row",
                                storage))
                .forEach(one -> slots.put(one.getKey(), one.getValue()));
        return slots;
    }

    @Override
    public List<SlotAnswer> slotAnswers() {
        return database.read(session ->
                session.list(
                        row ->
                                new SlotAnswer(
                                        row.getLong(1),
                                        row.getString(2),
                                        row.getString(3),
                                        row.getBoolean(4),
                                        row.getBoolean(5)),
                        "SELECT game, file_name, slot, empty, holds FROM server_slot WHERE storage = ? ORDER BY game",
                        storage));
    }

    @Override
    public void answer(SlotAnswer answer) {
        database.change(session ->
                session.update(
                        "INSERT OR REPLACE INTO server_slot (storage, game, file_name, slot, empty, holds)"
                                + " VALUES (?, ?, ?, ?, ?, ?)",
                        storage,
                        answer.game(),
                        answer.fileName(),
                        answer.slot(),
                        answer.empty(),
                        answer.holds()));
    }

    @Override
    public Optional<String> noted(String name) {
        return database.read(session ->
                session.first(
                        row -> row.getString(1),
                        "SELECT value FROM server_note WHERE storage = ? AND name = ?",
                        storage,
                        name));
    }

    @Override
    public void note(String name, String value) {
        database.writeAside(session ->
                session.update(
                        "INSERT OR REPLACE INTO server_note (storage, name, value) VALUES (?, ?, ?)",
                        storage,
                        name,
                        value));
    }
}
