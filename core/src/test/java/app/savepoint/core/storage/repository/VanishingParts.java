package app.savepoint.core.storage.repository;

import app.savepoint.core.save.DeviceId;
import app.savepoint.core.storage.ForwardingObjectStore;
import app.savepoint.core.storage.ObjectInfo;
import app.savepoint.testkit.MemoryObjectStore;
import java.util.List;

/// A store where what was joined is removed right after a reader has listed it, and where a reader
/// is not told of unions at first.
final class VanishingParts extends ForwardingObjectStore {
    private final MemoryObjectStore store;
    private final String events;
    private boolean vanished;

    VanishingParts(MemoryObjectStore store, DeviceId device) {
        super(store);
        this.store = store;
        this.events = Keys.events(device);
    }

    boolean vanished() {
        return vanished;
    }

    @Override
    public List<ObjectInfo> list(String prefix, String startAfter) {
        List<ObjectInfo> listed = store.list(prefix, startAfter);
        if (vanished || !prefix.equals(events)) return listed;
        vanished = true;
        List<ObjectInfo> parts = listed.stream().filter(object -> isOne(object.key())).toList();
        for (ObjectInfo part : parts.subList(0, parts.size() - 1)) store.remove(part.key());
        return parts;
    }

    private static boolean isOne(String key) {
        String name = key.substring(key.lastIndexOf('/') + 1);
        return name.substring(0, 12).equals(name.substring(13, 25));
    }
}
