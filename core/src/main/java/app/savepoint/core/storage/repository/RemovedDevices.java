package app.savepoint.core.storage.repository;

import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.Hlc;
import app.savepoint.core.storage.StoredDevice;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/// Devices that a person took off the list, as an event that every device reads. Their own events
/// stay, and one that publishes again is back on the list.
final class RemovedDevices {
    static final String ACTION = "device.removed";

    private final RepositoryMemory memory;

    RemovedDevices(RepositoryMemory memory) {
        this.memory = memory;
    }

    /// What the event says: whom, and how far its stream reached then.
    static ObjectNode payload(RepositoryMemory memory, DeviceId removed, Hlc now) {
        Stream stream = memory.streams().get(removed);
        ObjectNode payload = Json.object();
        payload.put("hlc", now.toString());
        payload.put("removed", removed.toString());
        payload.put("upTo", stream == null ? 0 : stream.highest());
        return payload;
    }

    /// Those that were taken off the list and have not published since.
    Set<DeviceId> gone() {
        Set<DeviceId> gone = new HashSet<>();
        Map<DeviceId, Stream> streams = memory.streams();
        DeviceId self = memory.self().id();
        removed()
                .forEach((id, upTo) -> {
                    Stream stream = streams.get(id);
                    if (!id.equals(self) && (stream == null || stream.highest() <= upTo))
                        gone.add(id);
                });
        return gone;
    }

    List<StoredDevice> hide(List<StoredDevice> devices) {
        Set<DeviceId> gone = gone();
        return devices.stream().filter(row -> !gone.contains(row.device().id())).toList();
    }

    private Map<DeviceId, Long> removed() {
        Map<DeviceId, Long> removed = new HashMap<>();
        UUID owner = memory.repository().map(KnownRepository::owner).orElse(null);
        for (StoredEvent event : memory.events(ACTION)) {
            try {
                if (!event.userUuid().equals(owner)) throw new Malformed("made for another owner");
                Json payload = Json.read(event.payload());
                if (!payload.text("device").equals(event.stream().toString()))
                    throw new Malformed("made by another device");
                removed.merge(
                        DeviceId.parse(payload.text("removed")), payload.number("upTo"), Math::max);
            } catch (Malformed | IllegalArgumentException e) {
                System.getLogger(RemovedDevices.class.getName())
                        .log(Level.DEBUG, "no removal: " + event.uuid(), e);
            }
        }
        return removed;
    }
}
