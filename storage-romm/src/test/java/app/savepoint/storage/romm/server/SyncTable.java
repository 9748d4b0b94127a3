package app.savepoint.storage.romm.server;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What devices last had of saves: by save, and there in the order in which they were written
/// first.
final class SyncTable {
    private final Map<Integer, Map<String, Rows.DeviceSync>> bySave = new TreeMap<>();

    /// The same records, apart from these.
    SyncTable copy() {
        SyncTable other = new SyncTable();
        bySave.forEach((save, records) -> other.bySave.put(save, new LinkedHashMap<>(records)));
        return other;
    }

    Rows.@Nullable DeviceSync find(String device, int save) {
        return bySave.getOrDefault(save, Map.of()).get(device);
    }

    /// Those of a save.
    List<Rows.DeviceSync> of(int save) {
        return List.copyOf(bySave.getOrDefault(save, Map.of()).values());
    }

    List<Rows.DeviceSync> all() {
        return bySave.values().stream().flatMap(records -> records.values().stream()).toList();
    }

    void put(Rows.DeviceSync record) {
        bySave.computeIfAbsent(record.saveId(), _ -> new LinkedHashMap<>())
                .put(record.deviceId(), record);
    }

    void forgetDevice(String device) {
        bySave.values().forEach(records -> records.remove(device));
    }

    void forgetSave(int save) {
        bySave.remove(save);
    }
}
