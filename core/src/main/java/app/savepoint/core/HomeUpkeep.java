package app.savepoint.core;

import app.savepoint.core.journal.Journal;
import app.savepoint.core.journal.StoredPolicy;
import app.savepoint.core.save.Device;
import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.Hlc;
import app.savepoint.core.storage.Storage;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StoredDevice;
import app.savepoint.core.view.Check;
import app.savepoint.core.view.PolicyRow;
import app.savepoint.core.view.StorageChecks;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Looks after a home: what a person sets, and who shares the storage.
final class HomeUpkeep implements Upkeep {
    private static final System.Logger LOG = System.getLogger(HomeUpkeep.class.getName());

    private final Journal journal;
    private final Storage storage;
    private final Pause pause;
    private final OneJob oneJob;
    private final Supplier<Hlc> hlc;
    private final CheckUp checkUp;

    /// @param hlc gives readings of this device's clock
    HomeUpkeep(
            Journal journal,
            Storage storage,
            Pause pause,
            OneJob oneJob,
            Supplier<Hlc> hlc,
            CheckUp checkUp) {
        this.journal = journal;
        this.storage = storage;
        this.pause = pause;
        this.oneJob = oneJob;
        this.hlc = hlc;
        this.checkUp = checkUp;
    }

    @Override
    public @Nullable Instant pausedUntil() {
        return pause.until().orElse(null);
    }

    @Override
    public void pause(Instant until) {
        LOG.log(Level.INFO, () -> "pause until " + until);
        pause.begin(until);
    }

    @Override
    public void resume() {
        LOG.log(Level.INFO, "resume");
        pause.end();
    }

    @Override
    public List<PolicyRow> policies() {
        return journal.policies().all().stream()
                .map(policy -> PolicyWords.row(policy, shown(policy)))
                .toList();
    }

    /// Devices are kept by their ids and shown by their names.
    private String shown(StoredPolicy policy) {
        if (!policy.key().equals(PolicyBook.PREFER)) return policy.value();
        return Arrays.stream(policy.value().split(",", -1))
                .map(id -> name(DeviceId.parse(id)))
                .collect(Collectors.joining(", "));
    }

    private String name(DeviceId id) {
        Device self = self();
        return self.id().equals(id) ? self.name() : storage.nameOf(id).orElseGet(id::toString);
    }

    @Override
    public void setPolicy(String key, String value, @Nullable String system, @Nullable String game)
            throws StorageException {
        String known = PolicyWords.key(key);
        String read =
                known.equals(PolicyBook.PREFER) ? ids(value) : PolicyWords.value(known, value);
        StoredPolicy rule = PolicyWords.rule(known, read, system, game);
        LOG.log(Level.INFO, () -> "set rule " + rule);
        oneJob.alone(() -> journal.policies().set(rule));
    }

    private String ids(String names) throws StorageException {
        List<StoredDevice> devices = oneJob.withStorage(storage::devices);
        return Arrays.stream(names.split(",", -1))
                .map(String::strip)
                .map(name -> id(name, devices).toString())
                .collect(Collectors.joining(","));
    }

    private static DeviceId id(String typed, List<StoredDevice> devices) {
        List<DeviceId> found =
                devices.stream()
                        .map(StoredDevice::device)
                        .filter(device ->
                                device.name().equalsIgnoreCase(typed)
                                        || device.id()
                                                .toString()
                                                .equals(typed.toLowerCase(Locale.ROOT)))
                        .map(Device::id)
                        .toList();
        if (found.size() == 1) return found.getFirst();
        throw new RequestException(found.isEmpty() ? "device.unknown" : "device.several", typed);
    }

    @Override
    public void unsetPolicy(String key, @Nullable String system, @Nullable String game) {
        StoredPolicy scope = PolicyWords.rule(PolicyWords.key(key), "", system, game);
        LOG.log(Level.INFO, () -> "unset rule " + scope);
        oneJob.alone(() -> journal.policies().unset(scope.key(), scope.system(), scope.game()));
    }

    @Override
    public void renameDevice(String name) throws StorageException {
        Device renamed = renamed(self(), name);
        LOG.log(Level.INFO, () -> "rename this device to \"" + name + '"');
        oneJob.withStorage(() -> {
            journal.identity().save(renamed);
            storage.tellName();
            return renamed;
        });
    }

    private static Device renamed(Device device, String name) {
        try {
            return new Device(device.id(), name, device.type());
        } catch (IllegalArgumentException e) {
            throw new RequestException("device.name");
        }
    }

    @Override
    public void removeDevice(DeviceId device) throws StorageException {
        if (device.equals(self().id())) throw new RequestException("device.self");
        LOG.log(Level.INFO, () -> "remove device " + device);
        oneJob.withStorage(() -> {
            if (storage.devices().stream().noneMatch(row -> row.device().id().equals(device)))
                throw new RequestException("device.unknown", device);
            storage.removeDevice(device, hlc.get());
            return device;
        });
    }

    @Override
    public List<Check> checkUp() {
        return oneJob.alone(checkUp::all);
    }

    @Override
    public StorageChecks storageAsKnown() {
        return checkUp.storageAsKnown();
    }

    @Override
    public StorageChecks tryStorage() {
        return oneJob.alone(checkUp::tryStorage);
    }

    private Device self() {
        return journal.identity()
                .device()
                .orElseThrow(() -> new IllegalStateException("the home has no identity"));
    }
}
