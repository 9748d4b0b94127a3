package app.savepoint.core.journal;

import app.savepoint.core.save.ContentHash;
import app.savepoint.core.save.Device;
import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.DeviceType;
import app.savepoint.core.save.Head;
import app.savepoint.core.save.Hlc;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.ETag;
import app.savepoint.core.storage.RemoteSave;
import app.savepoint.core.storage.repository.FoldBatch;
import app.savepoint.core.storage.repository.KnownRepository;
import app.savepoint.core.storage.repository.OldContent;
import app.savepoint.core.storage.repository.PendingEvent;
import app.savepoint.core.storage.repository.PublishingIntent;
import app.savepoint.core.storage.repository.Quarantined;
import app.savepoint.core.storage.repository.RepositoryMemory;
import app.savepoint.core.storage.repository.StoredEvent;
import app.savepoint.core.storage.repository.Stream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What is remembered of one repository. How the DAG is read stands in [RevisionGraph], how it
/// grows in [Fold].
final class StoredRepository implements RepositoryMemory {
    private final Database database;
    private final long storage;
    private final Identity identity;
    private final RevisionGraph graph;
    private final Remembered<Map<SaveId, RemoteSave>> tree;
    private final Remembered<Hlc> latest;
    private final Remembered<Optional<KnownRepository>> repository;
    private final Remembered<Map<DeviceId, Stream>> streams;
    private final Remembered<Optional<PublishingIntent>> intent;
    private final Remembered<List<Quarantined>> quarantine;
    private final Remembered<Set<RevisionId>> missing;

    StoredRepository(Database database, Identity identity, long storage) {
        this.database = database;
        this.storage = storage;
        this.identity = identity;
        graph = new RevisionGraph(storage);
        tree =
                new Remembered<>(
                        database, session -> Collections.unmodifiableMap(graph.tree(session)));
        latest = new Remembered<>(database, this::latest);
        repository = new Remembered<>(database, this::repository);
        streams = new Remembered<>(database, this::streams);
        intent = new Remembered<>(database, this::intent);
        quarantine = new Remembered<>(database, this::quarantine);
        missing = new Remembered<>(database, this::missing);
    }

    @Override
    public Device self() {
        return identity.device()
                .orElseThrow(() -> new IllegalStateException("this home has no identity yet"));
    }

    @Override
    public void renew(DeviceId fresh) {
        Device self = self();
        database.change(session -> {
            Identity.save(session, new Device(fresh, self.name(), self.type()));
            session.update("DELETE FROM publishing");
        });
    }

    @Override
    public Optional<KnownRepository> repository() {
        return repository.get();
    }

    private Optional<KnownRepository> repository(Session session) throws SQLException {
        return session.first(
                row ->
                        new KnownRepository(
                                UUID.fromString(row.getString(1)),
                                UUID.fromString(row.getString(2)),
                                Columns.orNull(row, 3, ETag::new)),
                "SELECT id, owner, marker_etag FROM repository WHERE storage = ?",
                storage);
    }

    @Override
    public void remember(KnownRepository repository) {
        database.change(session ->
                session.update(
                        "INSERT OR REPLACE INTO repository (storage, id, owner, marker_etag) VALUES (?, ?, ?, ?)",
                        storage,
                        repository.id().toString(),
                        repository.owner().toString(),
                        Columns.text(repository.markerEtag())));
    }

    @Override
    public Map<DeviceId, Stream> streams() {
        return streams.get();
    }

    private Map<DeviceId, Stream> streams(Session session) throws SQLException {
        return session
                .list(
                        StoredRepository::stream,
                        "SELECT device, name, type, seq, digest, announced, highest, head_etag, write_id FROM stream"
                                + " WHERE storage = ?",
                        storage)
                .stream()
                .collect(
                        Collectors.toUnmodifiableMap(
                                stream -> stream.device().id(), Function.identity()));
    }

    @Override
    public Optional<PublishingIntent> intent() {
        return intent.get();
    }

    private Optional<PublishingIntent> intent(Session session) throws SQLException {
        return session.first(
                row ->
                        new PublishingIntent(
                                DeviceId.parse(row.getString(1)),
                                row.getLong(2),
                                UUID.fromString(row.getString(3))),
                "SELECT device, seq, write_id FROM publishing WHERE storage = ?",
                storage);
    }

    @Override
    public void intend(PublishingIntent intent) {
        database.change(session ->
                session.update(
                        "INSERT OR REPLACE INTO publishing (storage, device, seq, write_id) VALUES (?, ?, ?, ?)",
                        storage,
                        intent.device().toString(),
                        intent.seq(),
                        intent.writeId().toString()));
    }

    @Override
    public void fold(FoldBatch batch) {
        if (batch.isEmpty() && batch.latest().compareTo(latest()) <= 0) return;
        database.change(session -> new Fold(session, storage).fold(batch));
    }

    @Override
    public void contents(Set<RevisionId> missing, Set<RevisionId> arrived) {
        if (missing.isEmpty() && arrived.isEmpty()) return;
        database.change(session -> {
            Fold fold = new Fold(session, storage);
            fold.markMissing(missing, true);
            fold.markMissing(arrived, false);
        });
    }

    @Override
    public Optional<Revision> revision(RevisionId id) {
        return database.read(session -> graph.revision(session, id));
    }

    @Override
    public Map<RevisionId, Revision> revisions(Collection<RevisionId> ids) {
        return ids.isEmpty() ? Map.of() : database.read(session -> graph.revisions(session, ids));
    }

    @Override
    public Set<RevisionId> known(Collection<RevisionId> ids) {
        return ids.isEmpty() ? Set.of() : database.read(session -> graph.known(session, ids));
    }

    @Override
    public List<Revision> history(SaveId save) {
        return database.read(session -> graph.history(session, save));
    }

    @Override
    public List<Head> heads(SaveId save) {
        return database.read(session -> graph.heads(session, save));
    }

    @Override
    public Map<SaveId, List<Head>> heads(Set<SaveId> saves) {
        return database.read(session -> graph.heads(session, saves));
    }

    @Override
    public Map<SaveId, RemoteSave> tree() {
        return tree.get();
    }

    @Override
    public boolean descends(RevisionId child, RevisionId ancestor) {
        return database.read(session -> graph.descends(session, child, ancestor));
    }

    @Override
    public List<StoredEvent> events(String action) {
        return database.read(session ->
                session.list(
                        StoredRepository::event,
                        "SELECT uuid, stream, seq, timestamp, user_uuid, item_uuid, action, payload FROM event"
                                + " WHERE storage = ? AND action = ? ORDER BY id",
                        storage,
                        action));
    }

    @Override
    public List<PendingEvent> pending() {
        return database.read(session ->
                session.list(
                        StoredRepository::pending,
                        "SELECT e.uuid, e.stream, e.seq, e.timestamp, e.user_uuid, e.item_uuid, e.action, e.payload, p.save"
                                + " FROM pending_event p JOIN event e ON e.id = p.event WHERE p.storage = ?"
                                + " ORDER BY e.id",
                        storage));
    }

    @Override
    public List<Quarantined> quarantine() {
        return quarantine.get();
    }

    private List<Quarantined> quarantine(Session session) throws SQLException {
        return List.copyOf(
                session.list(
                        row ->
                                new Quarantined(
                                        row.getString(1),
                                        new ETag(row.getString(2)),
                                        row.getString(3).isEmpty()
                                                ? null
                                                : UUID.fromString(row.getString(3)),
                                        row.getString(4)),
                        "SELECT key, etag, event, reason FROM quarantine WHERE storage = ? ORDER BY key, event",
                        storage));
    }

    @Override
    public Set<RevisionId> missing() {
        return missing.get();
    }

    private Set<RevisionId> missing(Session session) throws SQLException {
        return Set.copyOf(
                session.list(
                        row -> RevisionId.parse(row.getString(1)),
                        "SELECT uuid FROM revision WHERE storage = ? AND missing = 1",
                        storage));
    }

    @Override
    public Hlc latest() {
        return latest.get();
    }

    private Hlc latest(Session session) throws SQLException {
        return session.first(
                        row -> new Hlc(row.getLong(1), row.getInt(2)),
                        "SELECT clock_millis, clock_counter FROM storage WHERE id = ?",
                        storage)
                .orElse(Hlc.ZERO);
    }

    @Override
    public List<OldContent> old(int last, long before) {
        return database.read(session -> graph.old(session, last, before));
    }

    @Override
    public Optional<String> noted(String name) {
        return database.read(session -> Settings.get(session, note(name)));
    }

    @Override
    public void note(String name, String value) {
        database.changeAsideLightly(session -> Settings.put(session, note(name), value));
    }

    private String note(String name) {
        return "repository." + storage + "." + name;
    }

    private static Stream stream(ResultSet row) throws SQLException {
        return new Stream(
                new Device(
                        DeviceId.parse(row.getString(1)),
                        row.getString(2),
                        DeviceType.ofWord(row.getString(3))),
                row.getLong(4),
                Columns.orNull(row, 5, ContentHash::new),
                row.getLong(6),
                row.getLong(7),
                Columns.orNull(row, 8, ETag::new),
                Columns.orNull(row, 9, UUID::fromString));
    }

    private static PendingEvent pending(ResultSet row) throws SQLException {
        return new PendingEvent(event(row), SaveId.parse(row.getString(9)));
    }

    private static StoredEvent event(ResultSet row) throws SQLException {
        return new StoredEvent(
                UUID.fromString(row.getString(1)),
                DeviceId.parse(row.getString(2)),
                row.getLong(3),
                row.getLong(4),
                UUID.fromString(row.getString(5)),
                UUID.fromString(row.getString(6)),
                row.getString(7),
                row.getString(8));
    }
}
