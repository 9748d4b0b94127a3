package app.savepoint.core;

import app.savepoint.core.save.Device;
import app.savepoint.core.save.DeviceId;
import app.savepoint.core.storage.Storage;
import java.util.function.Function;
import java.util.function.Supplier;

/// Names of devices, for people.
record DeviceNames(Storage storage, Supplier<Device> self) implements Function<DeviceId, String> {
    @Override
    public String apply(DeviceId id) {
        Device own = self.get();
        if (own.id().equals(id)) return own.name();
        return storage.nameOf(id).orElse("");
    }
}
