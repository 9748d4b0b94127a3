package app.savepoint.core.storage.repository;

import app.savepoint.core.save.ContentHash;
import app.savepoint.core.save.Device;
import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.DeviceType;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/// What a device says about its stream: the one file of it that changes, written last of all.
///
/// @param device who
/// @param first the number of the first event in the last segment
/// @param last the number of the last event
/// @param digest SHA-256 of the object that holds the last segment
/// @param writeId which publishing wrote this
record HeadFile(Device device, long first, long last, ContentHash digest, UUID writeId) {
    /// The most that a reader takes.
    static final int LONGEST = 64 * 1024;

    HeadFile {
        if (first < 1 || last < first) throw new IllegalArgumentException("no such segment");
    }

    byte[] encode() {
        ObjectNode json = Json.object();
        json.put("device", device.id().toString());
        json.put("name", device.name());
        json.put("type", device.type().word());
        json.put("seq", last);
        json.put("first", first);
        json.put("digest", digest.hex());
        json.put("writeId", writeId.toString());
        return Json.bytes(json);
    }

    static HeadFile decode(byte[] object, DeviceId expected) throws Malformed {
        Json json = Json.read(object);
        if (!json.text("device").equals(expected.toString()))
            throw new Malformed("speaks of another device");
        try {
            return new HeadFile(
                    device(json, expected),
                    json.number("first"),
                    json.number("seq"),
                    new ContentHash(json.text("digest")),
                    json.uuid("writeId"));
        } catch (IllegalArgumentException e) {
            throw new Malformed("says what no head can be", e);
        }
    }

    /// Reads name and type; a type that only a later version knows is an other one.
    static Device device(Json json, DeviceId id) throws Malformed {
        String word = json.text("type");
        DeviceType type = DeviceType.OTHER;
        for (DeviceType known : DeviceType.values()) if (known.word().equals(word)) type = known;
        return new Device(id, json.text("name"), type);
    }
}
