package app.savepoint.storage.romm;

import app.savepoint.core.save.Device;
import app.savepoint.core.save.DeviceId;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.server.ServerMemory;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// This device as one of the server's.
final class Membership {
    static final String DEVICE = "device";

    private final RommClient client;
    private final ServerMemory memory;
    private final RommSettings settings;

    Membership(RommClient client, ServerMemory memory, RommSettings settings) {
        this.client = client;
        this.memory = memory;
        this.settings = settings;
    }

    /// The server's id for it; it is made known if it was not.
    synchronized String id() throws StorageException {
        Optional<String> known = memory.noted(DEVICE).filter(id -> !id.isEmpty());
        return known.isPresent() ? known.get() : renewed();
    }

    /// Makes it known once more, as after it was deleted there.
    synchronized String renewed() throws StorageException {
        if (settings.readOnly()) throw client.wire().errors().noSignIn();
        Device device = settings.device().get();
        String id = client.register(device, settings.version(), "savepoint/" + device.id());
        memory.note(DEVICE, id);
        return id;
    }

    /// Refuses to go on if the server's owner switched this device off.
    void requireSwitchedOn() throws StorageException {
        Optional<RommClient.Known> known = client.device(id());
        if (known.isEmpty()) renewed();
        else if (!known.get().enabled()) throw client.wire().errors().switchedOff();
    }

    /// Which of our devices one of the server's is; null if the server did not say or has an id
    /// that is none.
    @Nullable DeviceId device(@Nullable String id) {
        if (id == null) return null;
        if (memory.noted(DEVICE).filter(id::equals).isPresent())
            return settings.device().get().id();
        try {
            return DeviceId.parse(id);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    void rename() throws StorageException {
        client.rename(id(), settings.device().get().name(), settings.version());
    }
}
