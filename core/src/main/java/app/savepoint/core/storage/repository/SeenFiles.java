package app.savepoint.core.storage.repository;

import app.savepoint.core.save.Device;
import app.savepoint.core.save.DeviceId;
import app.savepoint.core.storage.Content;
import app.savepoint.core.storage.ObjectInfo;
import app.savepoint.core.storage.ObjectStore;
import app.savepoint.core.storage.Precondition;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StoredDevice;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/// What devices say of themselves between publishings: that they are there, and how much they hold
/// that is not in the storage.
final class SeenFiles {
    private static final Logger LOG = System.getLogger(SeenFiles.class.getName());
    private static final int LONGEST = 64 * 1024;

    private final ObjectStore store;
    private final RepositoryMemory memory;

    SeenFiles(ObjectStore store, RepositoryMemory memory) {
        this.store = store;
        this.memory = memory;
    }

    void write(Instant now, String appVersion, int unsent) throws StorageException {
        Device self = memory.self();
        ObjectNode json = Json.object();
        json.put("device", self.id().toString());
        json.put("name", self.name());
        json.put("type", self.type().word());
        json.put("lastSeen", now.toEpochMilli());
        json.put("appVersion", appVersion);
        json.put("unsent", unsent);
        store.put(Keys.seen(self.id()), Content.of(Json.bytes(json)), Precondition.ANY);
    }

    /// Every device that has a stream or ever said that it is there, by id.
    List<StoredDevice> read() throws StorageException {
        Map<DeviceId, StoredDevice> devices = new TreeMap<>();
        Map<DeviceId, Stream> streams = new HashMap<>(memory.streams());
        for (Stream stream : streams.values())
            devices.put(stream.device().id(), new StoredDevice(stream.device(), null, null, 0));
        Device self = memory.self();
        devices.put(self.id(), new StoredDevice(self, null, null, 0));
        for (ObjectInfo info : store.list(Keys.SEEN)) {
            Optional<DeviceId> device = Keys.deviceOf(Keys.SEEN, info.key());
            if (device.isEmpty()) continue;
            try {
                Optional<Bytes> object = Bytes.read(store, info.key(), LONGEST);
                if (object.isPresent())
                    devices.put(
                            device.get(),
                            parse(Json.read(object.get().bytes()), device.get(), devices));
            } catch (Malformed | IllegalArgumentException | DateTimeException e) {
                // Only a courtesy of that device, written anew within minutes.
                LOG.log(Level.DEBUG, "can not be read: " + info.key(), e);
            }
        }
        return List.copyOf(devices.values());
    }

    private StoredDevice parse(Json json, DeviceId id, Map<DeviceId, StoredDevice> known)
            throws Malformed {
        StoredDevice before = known.get(id);
        Device device = before == null ? HeadFile.device(json, id) : before.device();
        return new StoredDevice(
                device,
                Instant.ofEpochMilli(json.number("lastSeen")),
                json.text("appVersion"),
                Math.clamp(json.number("unsent"), 0, Integer.MAX_VALUE));
    }
}
