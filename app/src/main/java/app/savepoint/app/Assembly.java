package app.savepoint.app;

import app.savepoint.app.HomeException.Kind;
import app.savepoint.app.ObjectStores.Asking;
import app.savepoint.app.ObjectStores.Opened;
import app.savepoint.app.keys.KeySafe;
import app.savepoint.app.keys.KeySafes;
import app.savepoint.app.keys.Keychain;
import app.savepoint.core.Home;
import app.savepoint.core.HomeLock;
import app.savepoint.core.SyncEngine;
import app.savepoint.core.SyncService;
import app.savepoint.core.backup.Workers;
import app.savepoint.core.journal.Journal;
import app.savepoint.core.journal.JournalException;
import app.savepoint.core.journal.KnownStorage;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.ObjectStore;
import app.savepoint.core.storage.Storage;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.repository.RepositoryStorage;
import app.savepoint.core.storage.repository.Settings;
import app.savepoint.core.transfer.Steps;
import app.savepoint.storage.romm.RommSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// The composition root: the one place where the parts of Savepoint are put together, by hand.
///
/// The storages that ship are named in [ObjectStores] and [RommServers] and nowhere else.
public final class Assembly implements Homes {
    private final InstantSource clock;
    private final Supplier<UUID> ids;
    private final Steps steps;
    private final ObjectStores stores;
    private final RommServers servers;

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
        this(clock, ids, steps, around, keychain, Thread::sleep);
    }

    /// @param pause lets time pass where a server has to be given some
    Assembly(
            InstantSource clock,
            Supplier<UUID> ids,
            Steps steps,
            UnaryOperator<ObjectStore> around,
            Supplier<KeySafe> keychain,
            RommSettings.Pause pause) {
        this.clock = clock;
        this.ids = ids;
        this.steps = steps;
        KeySafes safes = new KeySafes(keychain);
        this.stores = new ObjectStores(clock, ids, around, safes);
        this.servers = new RommServers(clock, ids, safes, pause);
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
            StartHint.note(home, uri.kind());
            var asking =
                    new Asking(home.dir(), options.environment(), KeptTexts.in(journal.settings()));
            Storage storage = storage(uri, asking, home, journal, known);
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
                            new PlaceTrial(stores, servers, uri, asking),
                            () -> release(lock)));
        } catch (HomeException | RuntimeException e) {
            journal.close();
            throw e;
        }
    }

    @Override
    public InitResult init(InitWish wish) throws HomeException, StorageException {
        return new SetUp(clock, ids, stores, servers, this::locked).run(wish);
    }

    /// Works on the journal of a home that nobody else works on meanwhile.
    private InitResult locked(Home home, OpenOptions options, SetUp.OnJournal<InitResult> work)
            throws HomeException, StorageException {
        HomeLock lock = lock(home, options);
        try {
            Journal journal = journal(home);
            try {
                return work.on(journal);
            } finally {
                journal.close();
            }
        } finally {
            release(lock);
        }
    }

    private Storage storage(
            StorageUri uri, Asking asking, Home home, Journal journal, KnownStorage known)
            throws HomeException {
        return switch (uri.kind()) {
            case FOLDER, S3 -> {
                Opened opened = opened(uri, asking);
                yield new RepositoryStorage(
                        uri.text(),
                        uri.kind().word(),
                        opened.store(),
                        opened.requests(),
                        journal.repositoryMemory(known.id()),
                        new Settings(home.work(), opened.parallel(), clock, ids),
                        UUID.fromString(known.repository()));
            }
            case ROMM -> servers.open(uri, asking, journal, known, home.work());
        };
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
            throw e; // what was handed over could not be answered here
        } catch (IOException e) {
            throw HomeException.unusable(home, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw HomeException.unusable(home, e);
        }
        return lock.orElseThrow(
                () -> new HomeException(Kind.BUSY, Saying.of(Kind.BUSY.code(), home.dir()), null));
    }

    private static void handOver(Home home, OpenOptions options) {
        try {
            OptionalInt status = options.errand().handTo(home.dir(), options.patience());
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
            throw HomeException.unusable(home, e);
        }
    }
}
