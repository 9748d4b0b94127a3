package app.savepoint.core.storage.repository;

import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StorageException.NeedsPerson;
import app.savepoint.core.storage.StorageException.Reason;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/// What `savepoint.json` says: that this is a repository, of which format, and which one.
///
/// @param id the repository's identity
/// @param owner stands in every event as `userUuid`
/// @param created when, by the clock of the device that made it
record Marker(UUID id, UUID owner, Instant created) {
    static final int FORMAT = 1;

    /// The most that a reader takes.
    static final int LONGEST = 64 * 1024;

    byte[] encode() {
        ObjectNode json = Json.object();
        json.put("format", FORMAT);
        json.put("created", created.toString());
        json.put("repository", id.toString());
        json.put("owner", owner.toString());
        return Json.bytes(json);
    }

    /// Nothing can be told of a repository whose marker can not be read.
    static Saying damaged() {
        return Saying.of("storage.marker.damaged", Keys.MARKER)
                .inEnglish(
                        "the file "
                                + Keys.MARKER
                                + " in the storage is damaged; bring it back from a backup of the"
                                + " storage, or from another copy of the folder");
    }

    static Marker decode(byte[] object) throws StorageException {
        try {
            Json json = Json.read(object);
            long format = json.number("format");
            if (format > FORMAT)
                throw new NeedsPerson(
                        Reason.UNSUPPORTED,
                        Saying.of("storage.newer", format, FORMAT)
                                .inEnglish(
                                        "this storage was made by a newer Savepoint (format "
                                                + format
                                                + ", this one knows "
                                                + FORMAT
                                                + "); update Savepoint on this device"),
                        null);
            if (json.has("encryption"))
                throw new NeedsPerson(
                        Reason.UNSUPPORTED,
                        Saying.of("storage.encrypted")
                                .inEnglish(
                                        "this storage is encrypted, which this Savepoint can not"
                                                + " read; update it"),
                        null);
            return new Marker(
                    json.uuid("repository"),
                    json.uuid("owner"),
                    Instant.parse(json.text("created")));
        } catch (Malformed | DateTimeException e) {
            throw new NeedsPerson(Reason.CORRUPT, damaged(), e);
        }
    }
}
