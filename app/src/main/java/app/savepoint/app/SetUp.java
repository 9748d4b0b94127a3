package app.savepoint.app;

import app.savepoint.app.HomeException.Kind;
import app.savepoint.app.ObjectStores.Asking;
import app.savepoint.app.keys.KeyPlace;
import app.savepoint.core.Home;
import app.savepoint.core.journal.Journal;
import app.savepoint.core.journal.KnownStorage;
import app.savepoint.core.save.Device;
import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.DeviceType;
import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.ObjectStore;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StorageInfo;
import app.savepoint.core.storage.repository.KnownRepository;
import app.savepoint.core.storage.repository.Repository;
import app.savepoint.core.storage.repository.RepositoryStorage;
import app.savepoint.core.view.Check;
import app.savepoint.storage.romm.RommSite;
import app.savepoint.storage.romm.RommStorage;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Makes a home: looks at the place where its saves are to be shared, joins it or makes it one, and
/// writes down who this device is.
final class SetUp {
    private final InstantSource clock;
    private final Supplier<UUID> ids;
    private final ObjectStores stores;
    private final RommServers servers;
    private final Locking locking;

    /// Works on the journal of a home.
    @FunctionalInterface
    interface OnJournal<T> {
        T on(Journal journal) throws HomeException, StorageException;
    }

    /// Has a home to itself meanwhile.
    @FunctionalInterface
    interface Locking {
        InitResult on(Home home, OpenOptions options, OnJournal<InitResult> work)
                throws HomeException, StorageException;
    }

    SetUp(
            InstantSource clock,
            Supplier<UUID> ids,
            ObjectStores stores,
            RommServers servers,
            Locking locking) {
        this.clock = clock;
        this.ids = ids;
        this.stores = stores;
        this.servers = servers;
        this.locking = locking;
    }

    /// Where the saves of a new home are to be shared, once it was looked at.
    ///
    /// @param joined whether others share saves there already
    /// @param found what it can do, for a person
    /// @param kept where what it took to join is kept; null if it is not
    private record Place(
            StorageInfo info, boolean joined, List<Check> found, @Nullable KeyPlace kept) {}

    /// Looks at it, and makes it ready if there is nothing yet.
    private interface Joining {
        Place join(Member member) throws HomeException, StorageException;
    }

    /// Who joins.
    ///
    /// @param settings what the home remembers
    /// @param moved what it has joined before, under another address; null if it has not
    private record Member(Device device, KeptTexts settings, @Nullable KnownStorage moved) {}

    /// Writes down what else is to be remembered of the place.
    private interface Remembering {
        void remember(Journal journal, long storage, KeptTexts settings);
    }

    InitResult run(InitWish wish) throws HomeException, StorageException {
        return switch (wish.storage().kind()) {
            case FOLDER, S3 -> repository(wish);
            case ROMM -> server(wish);
        };
    }

    private InitResult server(InitWish wish) throws HomeException, StorageException {
        StorageUri uri = wish.storage();
        if (wish.checkOnly()) {
            Asking asking = asking(wish, KeptTexts.forNow());
            RommSite site = servers.look(uri, asking);
            List<Check> found = servers.checks(site, uri, asking);
            return new InitResult(null, servers.info(uri, site, asking), true, false, found);
        }
        return home(
                wish,
                uri,
                member -> {
                    Asking asking = asking(wish, member.settings());
                    KeyPlace kept = null;
                    if (servers.wantsYes(uri, asking) && wish.approval().show() != null)
                        kept = servers.pair(uri, asking, member.device(), wish.approval());
                    RommSite site = servers.look(uri, asking);
                    return new Place(
                            servers.info(uri, site, asking),
                            true,
                            servers.checks(site, uri, asking),
                            kept);
                },
                (journal, storage, settings) ->
                        servers.tellDevice(
                                uri,
                                asking(wish, settings),
                                id -> RommStorage.remember(journal.serverMemory(storage), id)));
    }

    private static Asking asking(InitWish wish, KeptTexts known) {
        return new Asking(wish.home(), wish.options().environment(), known);
    }

    private InitResult repository(InitWish wish) throws HomeException, StorageException {
        Asking asking = asking(wish, KeptTexts.forNow());
        if (!wish.checkOnly()) stores.make(wish.storage(), asking);
        StorageUri uri = wish.storage().kept();
        List<Check> found = stores.tryOut(uri, asking);
        try (ObjectStore store = stores.open(uri, asking).store()) {
            if (wish.checkOnly()) return check(uri, store, found);
            KnownRepository[] joined = new KnownRepository[1];
            return home(
                    wish,
                    uri,
                    member -> {
                        if (member.moved() != null) requireSame(member.moved(), store);
                        Repository.Joined now = Repository.init(store, clock, ids);
                        joined[0] = now.repository();
                        String id = now.repository().id().toString();
                        return new Place(info(uri, id, store), !now.created(), found, null);
                    },
                    (journal, storage, settings) -> {
                        journal.repositoryMemory(storage).remember(joined[0]);
                        stores.keep(uri, asking.known(), settings);
                    });
        }
    }

    /// Nothing is made at an address that a home is only to find its repository at.
    private static void requireSame(KnownStorage known, ObjectStore store)
            throws HomeException, StorageException {
        boolean isSame =
                Repository.look(store)
                        .filter(there -> there.id().toString().equals(known.repository()))
                        .isPresent();
        if (!isSame) throw HomeException.otherStorage(known.uri());
    }

    private InitResult home(InitWish wish, StorageUri uri, Joining joining, Remembering remembering)
            throws HomeException, StorageException {
        Home home = new Home(wish.home());
        try {
            home.create();
        } catch (IOException e) {
            throw HomeException.unusable(home, e);
        }
        return locking.on(
                home, wish.options(), journal -> home(wish, uri, joining, remembering, journal));
    }

    private InitResult home(
            InitWish wish,
            StorageUri uri,
            Joining joining,
            Remembering remembering,
            Journal journal)
            throws HomeException, StorageException {
        List<KnownStorage> known = journal.storages().all();
        boolean again = !known.isEmpty();
        boolean elsewhere = again && !known.getFirst().uri().equals(uri.text());
        if (elsewhere && !known.getFirst().kind().equals(uri.kind().word()))
            throw HomeException.otherStorage(known.getFirst().uri());
        Device device = journal.identity().device().orElseGet(() -> device(wish));
        KeptTexts settings = KeptTexts.in(journal.settings());
        KnownStorage moved = elsewhere ? known.getFirst() : null;
        Place place = joining.join(new Member(device, settings, moved));
        String id = place.info().id();
        if (elsewhere && !id.equals(known.getFirst().repository()))
            throw HomeException.otherStorage(known.getFirst().uri());
        if (again && !id.equals(known.getFirst().repository()))
            throw new HomeException(
                    Kind.OTHER_STORAGE, Saying.of("home.other-repository", uri.text()), null);
        // If that fails, the home is not set up
        keepKeys(wish, uri, settings, place.kept());
        journal.identity().save(device);
        KnownStorage added = journal.storages().add(uri.text(), uri.kind().word(), id);
        remembering.remember(journal, added.id(), settings);
        StartHint.note(new Home(wish.home()), uri.kind());
        KeyPlace kept = place.kept() != null ? place.kept() : wish.keepKeys();
        return new InitResult(device, place.info(), place.joined(), again, place.found(), kept);
    }

    /// @param already where what it took to join was kept at once; null if it was not
    private void keepKeys(
            InitWish wish, StorageUri uri, KeptTexts settings, @Nullable KeyPlace already)
            throws StorageException {
        if (wish.keepKeys() == null || already != null) return;
        Asking asking = asking(wish, settings);
        switch (uri.kind()) {
            case FOLDER, S3 -> stores.keepKeys(uri, asking, wish.keepKeys());
            case ROMM -> servers.keepKeys(uri, asking, wish.keepKeys());
        }
    }

    private Device device(InitWish wish) {
        return new Device(
                new DeviceId(ids.get()),
                Optional.ofNullable(wish.deviceName())
                        .orElseGet(() -> MachineName.of(wish.options().environment())),
                Optional.ofNullable(wish.type()).orElseGet(SetUp::systemType));
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

    private static DeviceType systemType() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (os.contains("win")) return DeviceType.WINDOWS;
        if (os.contains("mac")) return DeviceType.MAC;
        return os.contains("linux") ? DeviceType.LINUX : DeviceType.OTHER;
    }
}
