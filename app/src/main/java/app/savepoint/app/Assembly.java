package app.savepoint.app;

import app.savepoint.app.HomeException.Kind;
import app.savepoint.app.ObjectStores.Asking;
import app.savepoint.app.ObjectStores.Opened;
import app.savepoint.app.keys.KeySafe;
import app.savepoint.app.keys.Keychain;
import app.savepoint.core.Home;
import app.savepoint.core.HomeLock;
import app.savepoint.core.SyncEngine;
import app.savepoint.core.SyncService;
import app.savepoint.core.backup.Workers;
import app.savepoint.core.journal.Journal;
import app.savepoint.core.journal.JournalException;
import app.savepoint.core.journal.KnownStorage;
import app.savepoint.core.save.Device;
import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.DeviceType;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.ObjectStore;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StorageInfo;
import app.savepoint.core.storage.repository.KnownRepository;
import app.savepoint.core.storage.repository.Repository;
import app.savepoint.core.storage.repository.RepositoryStorage;
import app.savepoint.core.storage.repository.Settings;
import app.savepoint.core.transfer.Steps;
import app.savepoint.core.view.Check;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// The composition root: the one place where the parts of Savepoint are put together, by hand.
///
/// The storages that ship are named in [ObjectStores] and nowhere else.
public final class Assembly implements Homes {
    private final InstantSource clock;
    private final Supplier<UUID> ids;
    private final Steps steps;
    private final ObjectStores stores;

    /// @param clock the wall clock
    /// @param ids gives random UUIDs
    public Assembly(InstantSource clock, Supplier<UUID> ids) {
        this(clock, ids, Steps.none(), store -> store);
    }

    /// @param steps told of each step that a crash could come between
    /// @param around wraps what stores objects
    Assembly(
            InstantSource clock,
            Supplier<UUID> ids,
            Steps steps,
            UnaryOperator<ObjectStore> around) {
        this(clock, ids, steps, around, Keychain::new);
    }

    /// @param keychain opens the system's, which no sync of a folder has to load
    Assembly(
            InstantSource clock,
            Supplier<UUID> ids,
            Steps steps,
            UnaryOperator<ObjectStore> around,
            Supplier<KeySafe> keychain) {
        this.clock = clock;
        this.ids = ids;
        this.steps = steps;
        this.stores = new ObjectStores(clock, ids, around, keychain);
    }

    /// On the system's clock.
    public static Assembly standard() {
        return new Assembly(InstantSource.system(), UUID::randomUUID);
    }

    @Override
    public SyncService open(Path folder, OpenOptions options) throws HomeException {
        Home home = new Home(folder);
        if (!home.isSetUp()) throw HomeException.notSetUp(home.dir().toString());
        HomeLock lock = lock(home, options);
        try {
            return engine(home, lock, options);
        } catch (HomeException | RuntimeException e) {
            release(lock);
            throw e;
        }
    }

    private SyncService engine(Home home, HomeLock lock, OpenOptions options) throws HomeException {
        Journal journal = journal(home);
        try {
            KnownStorage known =
                    journal.storages().all().stream()
                            .findFirst()
                            .orElseThrow(() -> HomeException.notSetUp(home.dir().toString()));
            if (journal.identity().device().isEmpty())
                throw HomeException.notSetUp(home.dir().toString());
            StorageUri uri = StorageUri.parse(known.uri(), home.dir());
            var asking =
                    new Asking(home.dir(), options.environment(), KeptTexts.in(journal.settings()));
            Opened opened = opened(uri, asking);
            RepositoryStorage storage =
                    new RepositoryStorage(
                            uri.text(),
                            uri.kind().word(),
                            opened.store(),
                            opened.requests(),
                            journal.repositoryMemory(known.id()),
                            new Settings(home.work(), opened.parallel(), clock, ids),
                            UUID.fromString(known.repository()));
            return new SyncEngine(
                    new SyncEngine.Parts(
                            home,
                            journal,
                            storage,
                            known.id(),
                            clock,
                            () -> new RevisionId(ids.get()),
                            (save, place) -> true,
                            steps,
                            new Workers(Workers.WIDTH),
                            ProductVersion.number(),
                            new PlaceTrial(stores, uri, asking),
                            () -> release(lock)));
        } catch (HomeException | RuntimeException e) {
            journal.close();
            throw e;
        }
    }

    @Override
    public InitResult init(InitWish wish) throws HomeException, StorageException {
        StorageUri uri = wish.storage();
        var asking = new Asking(wish.home(), wish.options().environment(), KeptTexts.forNow());
        if (!wish.checkOnly()) stores.make(uri, asking);
        StorageUri kept = uri.kept();
        List<Check> found = stores.tryOut(kept, asking);
        try (ObjectStore store = stores.open(kept, asking).store()) {
            return wish.checkOnly()
                    ? check(kept, store, found)
                    : init(wish, new Place(kept, store, asking, found));
        }
    }

    /// Where the saves of a new home are to be shared.
    ///
    /// @param asking knows what was found out about it
    /// @param found the same, for a person
    private record Place(StorageUri uri, ObjectStore store, Asking asking, List<Check> found) {}

    private InitResult init(InitWish wish, Place place) throws HomeException, StorageException {
        Home home = new Home(wish.home());
        try {
            home.create();
        } catch (IOException e) {
            throw unusable(home, e);
        }
        HomeLock lock = lock(home, wish.options());
        try {
            Journal journal = journal(home);
            try {
                return setUp(wish, place, journal);
            } finally {
                journal.close();
            }
        } finally {
            release(lock);
        }
    }

    private InitResult setUp(InitWish wish, Place place, Journal journal)
            throws HomeException, StorageException {
        StorageUri uri = place.uri();
        List<KnownStorage> known = journal.storages().all();
        boolean again = !known.isEmpty();
        if (again && !known.getFirst().uri().equals(uri.text()))
            throw HomeException.otherStorage(known.getFirst().uri());
        Repository.Joined joined = Repository.init(place.store(), clock, ids);
        KnownRepository repository = joined.repository();
        if (again && !repository.id().toString().equals(known.getFirst().repository()))
            throw new HomeException(
                    Kind.OTHER_STORAGE, Saying.of("home.other-repository", uri.text()), null);
        Device device =
                journal.identity()
                        .device()
                        .orElseGet(() ->
                                new Device(
                                        new DeviceId(ids.get()),
                                        Optional.ofNullable(wish.deviceName())
                                                .orElseGet(() ->
                                                        MachineName.of(
                                                                wish.options().environment())),
                                        Optional.ofNullable(wish.type())
                                                .orElseGet(Assembly::systemType)));
        KeptTexts settings = KeptTexts.in(journal.settings());
        // If that fails, the home is not set up
        if (wish.keepKeys() != null)
            stores.keepKeys(
                    uri,
                    new Asking(wish.home(), wish.options().environment(), settings),
                    wish.keepKeys());
        journal.identity().save(device);
        KnownStorage added =
                journal.storages().add(uri.text(), uri.kind().word(), repository.id().toString());
        journal.repositoryMemory(added.id()).remember(repository);
        stores.keep(uri, place.asking().known(), settings);
        return new InitResult(
                device,
                info(uri, repository.id().toString(), place.store()),
                !joined.created(),
                again,
                place.found());
    }

    private static InitResult check(StorageUri uri, ObjectStore store, List<Check> found)
            throws StorageException {
        Optional<KnownRepository> there = Repository.look(store);
        String id = there.map(repository -> repository.id().toString()).orElse("");
        return new InitResult(null, info(uri, id, store), there.isPresent(), false, found);
    }

    private static StorageInfo info(StorageUri uri, String id, ObjectStore store) {
        return new StorageInfo(
                uri.text(), uri.kind().word(), id, RepositoryStorage.capabilities(store));
    }

    private Opened opened(StorageUri uri, Asking asking) throws HomeException {
        try {
            return stores.open(uri, asking);
        } catch (StorageException e) {
            throw new HomeException(Kind.SETTINGS, e.saying(), e);
        }
    }

    private static HomeLock lock(Home home, OpenOptions options) throws HomeException {
        Optional<HomeLock> lock;
        try {
            lock = HomeLock.acquire(home, options.patience(), () -> handOver(home, options));
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof HomeException cause) throw cause;
            throw unusable(home, e);
        } catch (IOException e) {
            throw unusable(home, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unusable(home, e);
        }
        return lock.orElseThrow(
                () -> new HomeException(Kind.BUSY, Saying.of(Kind.BUSY.code(), home.dir()), null));
    }

    private static void handOver(Home home, OpenOptions options) {
        try {
            OptionalInt status = options.errand().handTo(home.dir());
            if (status.isPresent()) throw new HandedOver(status.getAsInt());
        } catch (HomeException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void release(HomeLock lock) {
        try {
            lock.close();
        } catch (IOException e) {
            // The system takes the lock back when this process ends.
            System.getLogger(Assembly.class.getName())
                    .log(System.Logger.Level.WARNING, "the lock of the home was not given back", e);
        }
    }

    private Journal journal(Home home) throws HomeException {
        try {
            return Journal.open(home.database(), clock);
        } catch (JournalException e) {
            throw unusable(home, e);
        }
    }

    private static HomeException unusable(Home home, Exception cause) {
        return new HomeException(
                Kind.UNUSABLE,
                Saying.of(Kind.UNUSABLE.code(), home.dir(), cause.getMessage()),
                cause);
    }

    private static DeviceType systemType() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (os.contains("win")) return DeviceType.WINDOWS;
        if (os.contains("mac")) return DeviceType.MAC;
        return os.contains("linux") ? DeviceType.LINUX : DeviceType.OTHER;
    }
}
