package app.savepoint.core.journal;

import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.Hlc;
import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.storage.repository.FoldBatch;
import app.savepoint.core.storage.repository.PendingEvent;
import app.savepoint.core.storage.repository.Quarantined;
import app.savepoint.core.storage.repository.StoredEvent;
import app.savepoint.core.storage.repository.Stream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Takes a batch of events and revisions into one repository's tables, within the transaction of
/// its session.
///
/// Which revisions are heads is worked out here, once, so that reading the tree is a plain query.
final class Fold {
    private final Session session;
    private final long storage;

    Fold(Session session, long storage) {
        this.session = session;
        this.storage = storage;
    }

    void fold(FoldBatch batch) throws SQLException {
        for (Map.Entry<DeviceId, Long> stream : batch.rolledBack().entrySet())
            lose(stream.getKey(), stream.getValue());
        addEvents(batch.events());
        addRevisions(batch.revisions());
        addPending(batch.pending());
        addQuarantine(batch.quarantine());
        release(batch.released());
        markMissing(batch.missing(), true);
        replaceStreams(batch.streams());
        advanceClock(batch.latest());
        if (batch.publishingDone())
            session.update("DELETE FROM publishing WHERE storage = ?", storage);
    }

    /// Remembers whether the contents of revisions are missing.
    void markMissing(Set<RevisionId> revisions, boolean missing) throws SQLException {
        session.updateEach(
                "UPDATE revision SET missing = ?1 WHERE storage = ?2 AND uuid = ?3 AND missing <> ?1",
                revisions,
                id -> new Object[] {missing, storage, id.toString()});
    }

    private void lose(DeviceId stream, long lastThere) throws SQLException {
        List<Long> lost =
                session.list(
                        row -> row.getLong(1),
                        "SELECT r.id FROM event e JOIN revision r ON r.storage = e.storage AND r.uuid = e.uuid"
                                + " WHERE e.storage = ? AND e.stream = ? AND e.seq > ? AND r.lost = 0",
                        storage,
                        stream.toString(),
                        lastThere);
        session.updateEach(
                "UPDATE revision SET lost = 1, head = 0 WHERE id = ?",
                lost,
                id -> new Object[] {id});
        findHeadsAround(lost);
        session.update(
                "DELETE FROM pending_event WHERE storage = ?1 AND event IN"
                        + " (SELECT id FROM event WHERE storage = ?1 AND stream = ?2 AND seq > ?3)",
                storage,
                stream.toString(),
                lastThere);
    }

    /// Works out anew whether these revisions and their parents are heads.
    private void findHeadsAround(Collection<Long> revisions) throws SQLException {
        session.updateEach(
                "UPDATE revision SET head = lost = 0 AND NOT EXISTS (SELECT 1 FROM revision_parent l"
                        + " JOIN revision c ON c.id = l.revision"
                        + " WHERE l.parent = revision.id AND c.lost = 0 AND c.save = revision.save)"
                        + " WHERE id = ?1 OR id IN (SELECT parent FROM revision_parent WHERE revision = ?1)",
                revisions,
                id -> new Object[] {id});
    }

    private void addEvents(List<StoredEvent> events) throws SQLException {
        session.updateEach(
                "INSERT INTO event (storage, uuid, stream, seq, timestamp, user_uuid, item_uuid, action, payload)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (storage, uuid) DO NOTHING",
                events,
                event ->
                        new Object[] {
                            storage,
                            event.uuid().toString(),
                            event.stream().toString(),
                            event.seq(),
                            event.timestamp(),
                            event.userUuid().toString(),
                            event.itemUuid().toString(),
                            event.action(),
                            event.payload()
                        });
    }

    private void addRevisions(List<Revision> revisions) throws SQLException {
        if (revisions.isEmpty()) return;
        List<Long> revived = new ArrayList<>();
        for (Revision revision : revisions) {
            Optional<Known> known =
                    session.first(
                            row -> new Known(row.getLong(1), row.getBoolean(2)),
                            "SELECT id, lost FROM revision WHERE storage = ? AND uuid = ?",
                            storage,
                            revision.id().toString());
            if (known.isEmpty()) add(revision);
            else if (known.get().lost()) revived.add(known.get().id());
        }
        session.updateEach(
                "UPDATE revision SET lost = 0 WHERE id = ?", revived, id -> new Object[] {id});
        findHeadsAround(revived);
        List<RevisionId> ids = revisions.stream().map(Revision::id).toList();
        markMissing(Set.copyOf(ids), false);
        List<UUID> uuids = ids.stream().map(RevisionId::uuid).toList();
        noLongerPending(uuids);
        noLongerInQuarantine(uuids);
    }

    private record Known(long id, boolean lost) {}

    private void add(Revision revision) throws SQLException {
        Manifest manifest = revision.manifest();
        // Nothing continues a new one yet: it is a head, and its parents in that save are none now.
        session.update(
                "INSERT INTO revision (storage, uuid, save, device, millis, counter, content, modified_at,"
                        + " manifest, blank, lost, head, missing) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 1, 0)",
                storage,
                revision.id().toString(),
                revision.save().toString(),
                revision.device().toString(),
                revision.time().millis(),
                revision.time().counter(),
                revision.contentId().map(ContentId::hex).orElse(null),
                revision.modifiedAt().toEpochMilli(),
                manifest == null ? null : ManifestJson.write(manifest),
                revision.blank());
        for (RevisionId parent : revision.parents()) {
            // A parent that is not there makes this fail: the batch was out of order.
            session.update(
                    "INSERT INTO revision_parent (revision, parent) VALUES (last_insert_rowid(),"
                            + " (SELECT id FROM revision WHERE storage = ? AND uuid = ?))",
                    storage,
                    parent.toString());
            session.update(
                    "UPDATE revision SET head = 0 WHERE storage = ? AND uuid = ? AND save = ? AND head = 1",
                    storage,
                    parent.toString(),
                    revision.save().toString());
        }
    }

    private void addPending(List<PendingEvent> pending) throws SQLException {
        session.updateEach(
                "INSERT OR IGNORE INTO pending_event (storage, event, save)"
                        + " SELECT ?1, id, ?3 FROM event WHERE storage = ?1 AND uuid = ?2",
                pending,
                each ->
                        new Object[] {
                            storage, each.event().uuid().toString(), each.save().toString()
                        });
    }

    private void noLongerPending(Collection<UUID> events) throws SQLException {
        if (session.number("SELECT EXISTS (SELECT 1 FROM pending_event WHERE storage = ?)", storage)
                == 0) return;
        session.updateEach(
                "DELETE FROM pending_event WHERE storage = ?1 AND event ="
                        + " (SELECT id FROM event WHERE storage = ?1 AND uuid = ?2)",
                events,
                uuid -> new Object[] {storage, uuid.toString()});
    }

    private void noLongerInQuarantine(Collection<UUID> events) throws SQLException {
        if (session.number("SELECT EXISTS (SELECT 1 FROM quarantine WHERE storage = ?)", storage)
                == 0) return;
        session.updateEach(
                "DELETE FROM quarantine WHERE storage = ? AND event = ?",
                events,
                uuid -> new Object[] {storage, uuid.toString()});
    }

    private void addQuarantine(List<Quarantined> quarantine) throws SQLException {
        session.updateEach(
                "INSERT OR REPLACE INTO quarantine (storage, key, event, etag, reason) VALUES (?, ?, ?, ?, ?)",
                quarantine,
                each ->
                        new Object[] {
                            storage,
                            each.key(),
                            each.event() == null ? "" : each.event().toString(),
                            each.etag().value(),
                            each.reason()
                        });
        noLongerPending(
                quarantine.stream()
                        .flatMap(each -> Optional.ofNullable(each.event()).stream())
                        .toList());
    }

    private void release(Set<String> keys) throws SQLException {
        session.updateEach(
                "DELETE FROM quarantine WHERE storage = ? AND key = ? AND event = ''",
                keys,
                key -> new Object[] {storage, key});
    }

    private void replaceStreams(List<Stream> streams) throws SQLException {
        session.updateEach(
                "INSERT OR REPLACE INTO stream (storage, device, name, type, seq, digest, announced, highest,"
                        + " head_etag, write_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                streams,
                stream ->
                        new @Nullable Object[] {
                            storage,
                            stream.device().id().toString(),
                            stream.device().name(),
                            stream.device().type().word(),
                            stream.seq(),
                            Columns.text(stream.digest()),
                            stream.announced(),
                            stream.highest(),
                            Columns.text(stream.headEtag()),
                            Columns.text(stream.writeId())
                        });
    }

    private void advanceClock(Hlc latest) throws SQLException {
        session.update(
                "UPDATE storage SET clock_millis = ?2, clock_counter = ?3"
                        + " WHERE id = ?1 AND (clock_millis, clock_counter) < (?2, ?3)",
                storage,
                latest.millis(),
                latest.counter());
    }
}
