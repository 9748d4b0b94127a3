package app.savepoint.core.journal;

import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.Head;
import app.savepoint.core.save.Hlc;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.RemoteSave;
import app.savepoint.core.storage.repository.OldContent;
import java.io.StringWriter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Reads the DAG of revisions of one repository.
///
/// A revision's row number is higher than those of its parents, because a parent is folded first;
/// so a walk towards the past ends where the numbers fall below the one that is looked for.
final class RevisionGraph {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String COLUMNS = "uuid, save, device, millis, counter, blank, manifest";
    private static final String HEAD_COLUMNS =
            "uuid, save, device, millis, counter, blank, content, modified_at, missing";
    private static final String NEWEST_FIRST = " ORDER BY millis DESC, counter DESC, uuid DESC";

    private final long storage;

    RevisionGraph(long storage) {
        this.storage = storage;
    }

    Optional<Revision> revision(Session session, RevisionId id) throws SQLException {
        Set<RevisionId> parents =
                new HashSet<>(
                        session.list(
                                row -> RevisionId.parse(row.getString(1)),
                                "SELECT p.uuid FROM revision c JOIN revision_parent l ON l.revision = c.id"
                                        + " JOIN revision p ON p.id = l.parent WHERE c.storage = ? AND c.uuid = ?",
                                storage,
                                id.toString()));
        return session.first(
                row -> revision(row, parents),
                "SELECT " + COLUMNS + " FROM revision WHERE storage = ? AND uuid = ?",
                storage,
                id.toString());
    }

    Map<RevisionId, Revision> revisions(Session session, Collection<RevisionId> ids)
            throws SQLException {
        String asked = asked(ids);
        Map<String, Set<RevisionId>> parents = new HashMap<>();
        session.list(
                row ->
                        parents.computeIfAbsent(row.getString(1), _ -> new HashSet<>())
                                .add(RevisionId.parse(row.getString(2))),
                "SELECT c.uuid, p.uuid FROM json_each(?2) asked"
                        + " CROSS JOIN revision c ON c.storage = ?1 AND c.uuid = asked.value"
                        + " CROSS JOIN revision_parent l ON l.revision = c.id"
                        + " CROSS JOIN revision p ON p.id = l.parent",
                storage,
                asked);
        Map<RevisionId, Revision> known = new HashMap<>();
        for (Revision revision :
                session.list(
                        row -> revision(row, parents.getOrDefault(row.getString(1), Set.of())),
                        "SELECT "
                                + COLUMNS
                                + " FROM json_each(?2) asked"
                                + " CROSS JOIN revision c ON c.storage = ?1 AND c.uuid = asked.value",
                        storage,
                        asked)) known.put(revision.id(), revision);
        return known;
    }

    Set<RevisionId> known(Session session, Collection<RevisionId> ids) throws SQLException {
        return new HashSet<>(
                session.list(
                        row -> RevisionId.parse(row.getString(1)),
                        "SELECT c.uuid FROM json_each(?2) asked"
                                + " CROSS JOIN revision c ON c.storage = ?1 AND c.uuid = asked.value"
                                + " WHERE c.lost = 0",
                        storage,
                        asked(ids)));
    }

    private static String asked(Collection<RevisionId> ids) {
        return texts(ids.stream().map(RevisionId::toString).toList());
    }

    /// Texts as one argument, whatever their number. It has to stand to the left of a cross join,
    /// which keeps the order: else each revision there is would be looked for among them.
    private static String texts(Collection<String> texts) {
        StringWriter array = new StringWriter(50 * texts.size());
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), array)) {
            json.writeStartArray();
            for (String text : texts) json.writeString(text);
            json.writeEndArray();
        }
        return array.toString();
    }

    List<Revision> history(Session session, SaveId save) throws SQLException {
        Map<String, Set<RevisionId>> parents = new HashMap<>();
        session.list(
                row ->
                        parents.computeIfAbsent(row.getString(1), _ -> new HashSet<>())
                                .add(RevisionId.parse(row.getString(2))),
                "SELECT c.uuid, p.uuid FROM revision c JOIN revision_parent l ON l.revision = c.id"
                        + " JOIN revision p ON p.id = l.parent WHERE c.storage = ? AND c.save = ?",
                storage,
                save.toString());
        return session.list(
                row -> revision(row, parents.getOrDefault(row.getString(1), Set.of())),
                "SELECT "
                        + COLUMNS
                        + " FROM revision WHERE storage = ? AND save = ? AND lost = 0"
                        + NEWEST_FIRST,
                storage,
                save.toString());
    }

    List<OldContent> old(Session session, int last, long before) throws SQLException {
        return session.list(
                row ->
                        new OldContent(
                                RevisionId.parse(row.getString(1)),
                                SaveId.parse(row.getString(2)),
                                DeviceId.parse(row.getString(3))),
                "SELECT uuid, save, device FROM (SELECT uuid, save, device, millis, head,"
                        + " row_number() OVER (PARTITION BY save ORDER BY millis DESC, counter DESC, uuid DESC) AS place"
                        + " FROM revision WHERE storage = ? AND lost = 0 AND content IS NOT NULL)"
                        + " WHERE place > ? AND millis < ? AND head = 0 ORDER BY save, uuid",
                storage,
                last,
                before);
    }

    List<Head> heads(Session session, SaveId save) throws SQLException {
        return session.list(
                row -> head(row, save),
                "SELECT "
                        + HEAD_COLUMNS
                        + " FROM revision WHERE storage = ? AND save = ? AND head = 1"
                        + NEWEST_FIRST,
                storage,
                save.toString());
    }

    Map<SaveId, List<Head>> heads(Session session, Set<SaveId> saves) throws SQLException {
        Map<String, SaveId> named = new HashMap<>();
        Map<SaveId, List<Head>> heads = new HashMap<>();
        for (SaveId save : saves) {
            named.put(save.toString(), save);
            heads.put(save, new ArrayList<>(1));
        }
        for (Head head :
                session.list(
                        row -> head(row, Objects.requireNonNull(named.get(row.getString(2)))),
                        "SELECT "
                                + HEAD_COLUMNS
                                + " FROM json_each(?2) asked CROSS JOIN revision INDEXED BY revision_head"
                                + " ON storage = ?1 AND save = asked.value AND head = 1"
                                + NEWEST_FIRST,
                        storage,
                        texts(named.keySet())))
            Objects.requireNonNull(heads.get(head.save())).add(head);
        return heads;
    }

    Map<SaveId, RemoteSave> tree(Session session) throws SQLException {
        Set<String> pending =
                new HashSet<>(
                        session.list(
                                row -> row.getString(1),
                                "SELECT DISTINCT save FROM pending_event WHERE storage = ?",
                                storage));
        Collector collector = new Collector(pending);
        // The heads of a save stand together; that is all the order is for, besides the one among
        // them.
        session.list(
                collector::take,
                "SELECT "
                        + HEAD_COLUMNS
                        + " FROM revision INDEXED BY revision_head WHERE storage = ? AND head = 1"
                        + " ORDER BY save, millis DESC, counter DESC, uuid DESC",
                storage);
        return collector.finish();
    }

    boolean descends(Session session, RevisionId child, RevisionId ancestor) throws SQLException {
        return session.number(
                        "WITH RECURSIVE past (id) AS (SELECT id FROM revision WHERE storage = ?1 AND uuid = ?2"
                                + " UNION SELECT l.parent FROM past JOIN revision_parent l ON l.revision = past.id"
                                + " WHERE l.parent >= (SELECT id FROM revision WHERE storage = ?1 AND uuid = ?3))"
                                + " SELECT EXISTS (SELECT 1 FROM past"
                                + " WHERE id = (SELECT id FROM revision WHERE storage = ?1 AND uuid = ?3))",
                        storage,
                        child.toString(),
                        ancestor.toString())
                == 1;
    }

    /// Gathers the heads, which come save by save.
    private static final class Collector {
        private final Map<SaveId, RemoteSave> tree = new HashMap<>();
        private final Set<String> pending;
        private final List<Head> heads = new ArrayList<>(2);
        private String text = "";
        private boolean arriving;

        Collector(Set<String> pending) {
            this.pending = new HashSet<>(pending);
        }

        boolean take(ResultSet row) throws SQLException {
            String save = row.getString(2);
            SaveId id;
            if (!heads.isEmpty() && save.equals(text)) {
                id = heads.getFirst().save();
            } else {
                close();
                text = save;
                arriving = pending.remove(save);
                id = SaveId.parse(save);
            }
            heads.add(head(row, id));
            arriving |= row.getBoolean(9);
            return true;
        }

        private void close() {
            if (heads.isEmpty()) return;
            SaveId save = heads.getFirst().save();
            tree.put(save, new RemoteSave(save, heads, arriving));
            heads.clear();
        }

        Map<SaveId, RemoteSave> finish() {
            close();
            for (String save : pending) {
                SaveId id = SaveId.parse(save);
                tree.put(id, new RemoteSave(id, List.of(), true));
            }
            return tree;
        }
    }

    private static Head head(ResultSet row, SaveId save) throws SQLException {
        return new Head(
                RevisionId.parse(row.getString(1)),
                save,
                DeviceId.parse(row.getString(3)),
                new Hlc(row.getLong(4), row.getInt(5)),
                Columns.orNull(row, 7, ContentId::new),
                row.getBoolean(6),
                Columns.time(row, 8));
    }

    private static Revision revision(ResultSet row, Set<RevisionId> parents) throws SQLException {
        return new Revision(
                RevisionId.parse(row.getString(1)),
                SaveId.parse(row.getString(2)),
                parents,
                DeviceId.parse(row.getString(3)),
                new Hlc(row.getLong(4), row.getInt(5)),
                Columns.orNull(row, 7, ManifestJson::read),
                row.getBoolean(6));
    }
}
