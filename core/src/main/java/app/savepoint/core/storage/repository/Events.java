package app.savepoint.core.storage.repository;

import app.savepoint.core.save.ContentHash;
import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.Hlc;
import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.Role;
import app.savepoint.core.save.SaveFile;
import app.savepoint.core.save.SaveId;
import com.fasterxml.uuid.Generators;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Events as they are written and read: one JSON line each, with a payload that is a JSON text
/// itself, so that a reader can keep what it does not understand.
final class Events {
    static final String REVISED = "save.revised";
    static final String DELETED = "save.deleted";

    /// The namespace of items' UUIDs, made for this format and fixed for ever.
    private static final UUID ITEMS = UUID.fromString("5b0f3a52-6c9e-4d0b-9b52-3f0c5d8e7a14");

    /// The end of the year 9999; no clock is that wrong by accident.
    private static final long LAST_MILLIS = 253_402_300_799_999L;

    private Events() {}

    /// The event that publishes a revision.
    ///
    /// @param timestamp milliseconds since 1970 by this device's clock
    static StoredEvent publishing(
            Revision revision, DeviceId stream, long seq, long timestamp, UUID owner) {
        return new StoredEvent(
                revision.id().uuid(),
                stream,
                seq,
                timestamp,
                owner,
                itemUuid(revision.save()),
                revision.isTombstone() ? DELETED : REVISED,
                payload(revision, stream, seq));
    }

    /// An event that is about no revision.
    ///
    /// @param item the UUID of the thing it is about
    /// @param said what it says
    static StoredEvent saying(
            UUID uuid,
            String action,
            UUID item,
            ObjectNode said,
            DeviceId stream,
            long seq,
            long timestamp,
            UUID owner) {
        ObjectNode payload = Json.object();
        payload.put("device", stream.toString());
        payload.put("seq", seq);
        payload.setAll(said);
        return new StoredEvent(
                uuid, stream, seq, timestamp, owner, item, action, Json.write(payload));
    }

    /// The UUID of the thing an event is about.
    static UUID itemUuid(SaveId save) {
        return Generators.nameBasedGenerator(ITEMS).generate(save.toString());
    }

    private static String payload(Revision revision, DeviceId stream, long seq) {
        ObjectNode payload = Json.object();
        payload.put("device", stream.toString());
        payload.put("seq", seq);
        payload.put("hlc", revision.time().toString());
        payload.put("save", revision.save().toString());
        ArrayNode parents = payload.putArray("parents");
        revision.parents().stream().map(RevisionId::toString).sorted().forEach(parents::add);
        Manifest manifest = revision.manifest();
        if (manifest != null) {
            ObjectNode written = payload.putObject("manifest");
            written.put("folder", manifest.folder());
            ArrayNode files = written.putArray("files");
            for (SaveFile file : manifest.files()) {
                ObjectNode each = files.addObject();
                each.put("role", file.role().value());
                each.put("name", file.name());
                each.put("size", file.size());
                each.put("sha256", file.hash().hex());
                each.put("modified", file.modifiedAt().toEpochMilli());
            }
            payload.put("blank", revision.blank());
            payload.put("contentId", manifest.contentId().hex());
        }
        return Json.write(payload);
    }

    static byte[] line(StoredEvent event) {
        ObjectNode line = Json.object();
        line.put("uuid", event.uuid().toString());
        line.put("timestamp", event.timestamp());
        line.put("userUuid", event.userUuid().toString());
        line.put("itemUuid", event.itemUuid().toString());
        line.put("action", event.action());
        line.put("payload", event.payload());
        return Json.bytes(line);
    }

    /// Reads a line, whatever its action.
    static StoredEvent parse(byte[] line, DeviceId stream, long seq) throws Malformed {
        Json json = Json.read(line);
        return new StoredEvent(
                json.uuid("uuid"),
                stream,
                seq,
                json.number("timestamp"),
                json.uuid("userUuid"),
                json.uuid("itemUuid"),
                json.text("action"),
                json.text("payload"));
    }

    /// Checks that an event says of itself what it is known to be, and reads the revision it
    /// publishes; empty for an action that publishes none or is not known.
    static Optional<Revision> revision(StoredEvent event, UUID owner) throws Malformed {
        Json payload = Json.read(event.payload());
        if (!event.userUuid().equals(owner)) throw new Malformed("made for another owner");
        if (!payload.text("device").equals(event.stream().toString()))
            throw new Malformed("made by another device than the one in whose stream it stands");
        if (payload.number("seq") != event.seq())
            throw new Malformed("made to be number " + payload.number("seq"));
        return switch (event.action()) {
            case REVISED -> Optional.of(revised(event, payload));
            case DELETED -> Optional.of(deleted(event, payload));
            default -> Optional.empty();
        };
    }

    private static Revision revised(StoredEvent event, Json payload) throws Malformed {
        try {
            Json written = payload.object("manifest");
            List<SaveFile> files = new ArrayList<>();
            for (Json file : written.objects("files"))
                files.add(
                        new SaveFile(
                                new Role(file.text("role")),
                                file.text("name"),
                                file.number("size"),
                                new ContentHash(file.text("sha256")),
                                Instant.ofEpochMilli(file.number("modified"))));
            Manifest manifest = new Manifest(written.textOrNull("folder"), files);
            if (!manifest.contentId().hex().equals(payload.text("contentId")))
                throw new Malformed("its content id is not that of its files");
            return new Revision(
                    new RevisionId(event.uuid()),
                    SaveId.parse(payload.text("save")),
                    parents(payload),
                    event.stream(),
                    time(payload),
                    manifest,
                    payload.bool("blank"));
        } catch (IllegalArgumentException e) {
            throw new Malformed("says what no save can be", e);
        }
    }

    private static Revision deleted(StoredEvent event, Json payload) throws Malformed {
        try {
            return new Revision(
                    new RevisionId(event.uuid()),
                    SaveId.parse(payload.text("save")),
                    parents(payload),
                    event.stream(),
                    time(payload),
                    null,
                    false);
        } catch (IllegalArgumentException e) {
            throw new Malformed("says what no deletion can be", e);
        }
    }

    private static Set<RevisionId> parents(Json payload) throws Malformed {
        Set<RevisionId> parents = new HashSet<>();
        for (String parent : payload.texts("parents")) parents.add(RevisionId.parse(parent));
        return parents;
    }

    private static Hlc time(Json payload) throws Malformed {
        Hlc time = Hlc.parse(payload.text("hlc"));
        if (time.millis() > LAST_MILLIS) throw new Malformed("made after the year 9999");
        return time;
    }
}
