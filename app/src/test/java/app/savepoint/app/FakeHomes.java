package app.savepoint.app;

import app.savepoint.core.SyncService;
import app.savepoint.core.save.Device;
import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.DeviceType;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StorageInfo;
import app.savepoint.core.view.Check;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Homes in memory. A home exists from its `init` on, or when a test puts a service in it.
public final class FakeHomes implements Homes {
    public static final DeviceId DEVICE =
            new DeviceId(UUID.fromString("00000000-0000-4000-8000-0000000000d1"));

    private final Map<Path, FakeSyncService> services = new HashMap<>();
    private final Map<Path, InitResult> set = new HashMap<>();
    private final Set<String> storages = new HashSet<>();
    private @Nullable Supplier<HomeException> homeTrouble;
    private @Nullable StorageException storageTrouble;
    private @Nullable Path lastOpened;
    private @Nullable OpenOptions lastOptions;
    private @Nullable InitWish lastWish;
    private List<Check> found = List.of();
    private Consumer<Approval> asking = approval -> {};

    /// Puts a service into a home, as if it had been set up.
    public FakeSyncService in(Path home) {
        return services.computeIfAbsent(home, h -> new FakeSyncService());
    }

    /// From now on no home can be opened.
    public void refuse(@Nullable Supplier<HomeException> trouble) {
        homeTrouble = trouble;
    }

    /// What a test of the storage finds.
    public void finds(Check... checks) {
        found = List.of(checks);
    }

    /// From now on no home can be set up, because its storage does not answer; null: it can.
    public void storageFails(@Nullable StorageException trouble) {
        storageTrouble = trouble;
    }

    /// Whoever sets up a home and can be asked for a sign-in is asked by this.
    public void asks(Consumer<Approval> how) {
        asking = how;
    }

    public @Nullable Path lastOpened() {
        return lastOpened;
    }

    public @Nullable OpenOptions lastOptions() {
        return lastOptions;
    }

    public @Nullable InitWish lastWish() {
        return lastWish;
    }

    @Override
    public SyncService open(Path home, OpenOptions options) throws HomeException {
        lastOpened = home;
        lastOptions = options;
        if (homeTrouble != null) throw homeTrouble.get();
        FakeSyncService service = services.get(home);
        if (service == null) throw HomeException.notSetUp(home.toString());
        return service;
    }

    @Override
    public InitResult init(InitWish wish) throws HomeException, StorageException {
        lastWish = wish;
        if (wish.approval().show() != null) asking.accept(wish.approval());
        if (homeTrouble != null) throw homeTrouble.get();
        if (storageTrouble != null) throw storageTrouble;
        boolean joined = storages.contains(wish.storage().text());
        StorageInfo storage =
                new StorageInfo(
                        wish.storage().text(),
                        wish.storage().kind().word(),
                        "repository",
                        Set.of(app.savepoint.core.storage.Capability.values()));
        InitResult before = set.get(wish.home());
        if (before != null) {
            if (!before.storage().uri().equals(storage.uri()))
                throw HomeException.otherStorage(before.storage().uri());
            return new InitResult(before.device(), storage, true, true);
        }
        if (wish.checkOnly()) return new InitResult(null, storage, joined, false, found);
        String name = wish.deviceName() == null ? "Somewhere" : wish.deviceName();
        DeviceType type = wish.type() == null ? DeviceType.LINUX : wish.type();
        var result = new InitResult(new Device(DEVICE, name, type), storage, joined, false);
        storages.add(storage.uri());
        set.put(wish.home(), result);
        in(wish.home());
        return result;
    }
}
