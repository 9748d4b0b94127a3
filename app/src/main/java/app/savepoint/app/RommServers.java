package app.savepoint.app;

import app.savepoint.app.ObjectStores.Asking;
import app.savepoint.app.keys.KeptSignIn;
import app.savepoint.app.keys.KeyPlace;
import app.savepoint.app.keys.KeySafes;
import app.savepoint.app.keys.KeySafes.Kept;
import app.savepoint.core.StatePolicy;
import app.savepoint.core.journal.Journal;
import app.savepoint.core.journal.KnownStorage;
import app.savepoint.core.save.Device;
import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.Capability;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StorageException.NeedsPerson;
import app.savepoint.core.storage.StorageException.Reason;
import app.savepoint.core.storage.StorageInfo;
import app.savepoint.core.view.Check;
import app.savepoint.storage.romm.RommAddress;
import app.savepoint.storage.romm.RommCredentials;
import app.savepoint.storage.romm.RommPairing;
import app.savepoint.storage.romm.RommSettings;
import app.savepoint.storage.romm.RommSite;
import app.savepoint.storage.romm.RommStorage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Opens RomM servers, and knows how a home signs in there.
final class RommServers {
    private static final String READ_ONLY = "read";

    /// Beyond this a person should hear that the two clocks differ.
    private static final Duration MOST_OFFSET = Duration.ofSeconds(60);

    private final InstantSource clock;
    private final Supplier<UUID> ids;
    private final KeySafes safes;
    private final RommSettings.Pause pause;

    /// @param pause lets time pass
    RommServers(InstantSource clock, Supplier<UUID> ids, KeySafes safes, RommSettings.Pause pause) {
        this.clock = clock;
        this.ids = ids;
        this.safes = safes;
        this.pause = pause;
    }

    /// Opens the server of a home, which need not be in reach.
    RommStorage open(
            StorageUri uri, Asking asking, Journal journal, KnownStorage known, Path work) {
        RommAddress address = uri.server();
        Supplier<Device> device = () -> journal.identity().device().orElseThrow();
        return RommStorage.open(
                address,
                credentials(address, asking),
                String.valueOf(known.repository()),
                journal.serverMemory(known.id()),
                new RommSettings(
                        work,
                        device,
                        new GamesHere(journal.local()),
                        isReadOnly(address, asking),
                        // Servers are shared with programs that keep states in ways of their own
                        () -> StatePolicy.of(journal, false),
                        ProductVersion.number(),
                        clock,
                        pause,
                        RandomGenerator.getDefault()));
    }

    private RommCredentials credentials(RommAddress address, Asking asking) {
        return new KeptSignIn(safes)
                .of(
                        RommCredentials.of(asking.environment()),
                        kept(address, asking.known()),
                        asking.home());
    }

    private static String keysName(RommAddress address) {
        return "keys." + address.place();
    }

    private static Optional<Kept> kept(RommAddress address, KeptTexts known) {
        return known.get(keysName(address)).flatMap(Kept::read);
    }

    private static String rightsName(RommAddress address) {
        return "rights." + address.place();
    }

    private static String deviceName(RommAddress address) {
        return "device." + address.place();
    }

    /// Whether the sign-in that is kept, and used, was given without the rights to store.
    private boolean isReadOnly(RommAddress address, Asking asking) {
        return credentials(address, asking) instanceof RommCredentials.Kept
                && asking.known().get(rightsName(address)).filter(READ_ONLY::equals).isPresent();
    }

    /// Whether a person has to be asked: there is nothing to sign in with, or they left rights out
    /// when they were asked last, and may want to give them now.
    boolean wantsYes(StorageUri uri, Asking asking) {
        return switch (credentials(uri.server(), asking)) {
            case RommCredentials.None _ -> true;
            case RommCredentials.Kept _ -> isReadOnly(uri.server(), asking);
            case RommCredentials.Token _, RommCredentials.Password _ -> false;
        };
    }

    /// Has this device let in by its owner's yes in a browser. The server says the token once, so
    /// one that can be used is kept before anything else happens: in the system's keychain if there
    /// is one, else in a file for this user alone.
    ///
    /// @return where the sign-in is kept
    KeyPlace pair(StorageUri uri, Asking asking, Device device, Approval approval)
            throws StorageException {
        RommAddress address = uri.server();
        RommPairing.Granted granted =
                RommPairing.pair(
                        address,
                        device,
                        ProductVersion.number(),
                        clock,
                        pause,
                        code -> Objects.requireNonNull(approval.show()).show(code),
                        approval.cancelled());
        // Kept, it would be in the way of another try
        if (!granted.missing().isEmpty())
            throw new NeedsPerson(
                    Reason.DENIED,
                    Saying.of(
                            "romm.pairing.rights",
                            address.host(),
                            String.join(", ", granted.missing())),
                    null);
        KeyPlace place = keepSomewhere(address, asking, granted.token());
        asking.known().put(deviceName(address), granted.device());
        asking.known().put(rightsName(address), granted.readOnly() ? READ_ONLY : "");
        return place;
    }

    /// Says as which of the server's devices this one was let in, if nobody was told yet: also by
    /// an attempt that failed after it.
    void tellDevice(StorageUri uri, Asking asking, Consumer<String> told) {
        String name = deviceName(uri.server());
        asking.known()
                .get(name)
                .filter(id -> !id.isEmpty())
                .ifPresent(id -> {
                    told.accept(id);
                    asking.known().put(name, "");
                });
    }

    private KeyPlace keepSomewhere(RommAddress address, Asking asking, RommCredentials token)
            throws StorageException {
        try {
            keep(address, asking, token, KeyPlace.KEYCHAIN);
            return KeyPlace.KEYCHAIN;
        } catch (StorageException e) {
            System.getLogger(RommServers.class.getName())
                    .log(System.Logger.Level.INFO, "there is no keychain to keep it in", e);
            keep(address, asking, token, KeyPlace.FILE);
            return KeyPlace.FILE;
        }
    }

    private void keep(RommAddress address, Asking asking, RommCredentials given, KeyPlace place)
            throws StorageException {
        Optional<Kept> before = kept(address, asking.known());
        Kept where = new Kept(place, ids.get().toString());
        new KeptSignIn(safes).keep(where, asking.home(), given);
        asking.known().put(keysName(address), where.text());
        if (before.isPresent()) safes.forget(before.get(), asking.home());
    }

    /// Looks at a server, signed in.
    RommSite look(StorageUri uri, Asking asking) throws StorageException {
        RommAddress address = uri.server();
        return RommSite.look(address, credentials(address, asking), ProductVersion.number(), clock);
    }

    /// What was seen of a server, for a person.
    List<Check> checks(RommSite site, StorageUri uri, Asking asking) {
        Duration offset = site.clockOffset().abs();
        List<Check> seen = new ArrayList<>();
        if (isReadOnly(uri.server(), asking))
            seen.add(new Check("access", true, Saying.of("check.romm.read-only")));
        seen.addAll(
                List.of(
                        new Check(
                                "server",
                                true,
                                Saying.of("check.romm", site.version(), site.user())),
                        offset.compareTo(MOST_OFFSET) < 0
                                ? new Check(
                                        "server-clock",
                                        true,
                                        Saying.of("check.server-clock", offset.toSeconds()))
                                : new Check(
                                        "server-clock",
                                        false,
                                        Saying.of("check.romm.clock", offset.toMinutes()))));
        return seen;
    }

    /// What can be done with saves there.
    StorageInfo info(StorageUri uri, RommSite site, Asking asking) {
        return new StorageInfo(
                uri.text(),
                uri.kind().word(),
                site.id(),
                isReadOnly(uri.server(), asking)
                        ? Set.of(Capability.READ)
                        : Set.of(Capability.READ, Capability.WRITE));
    }

    /// Keeps what the caller signs in with, for whoever opens the server without.
    void keepKeys(StorageUri uri, Asking asking, KeyPlace place) throws StorageException {
        keep(uri.server(), asking, RommCredentials.of(asking.environment()), place);
        asking.known().put(rightsName(uri.server()), "");
    }

    /// Says where the sign-in comes from.
    Saying whereKeysAre(StorageUri uri, Asking asking) {
        RommAddress address = uri.server();
        return switch (credentials(address, asking)) {
            case RommCredentials.Token _, RommCredentials.Password _ ->
                    Saying.of("check.keychain.environment.romm");
            case RommCredentials.None _ -> Saying.of("check.keychain.none.romm");
            case RommCredentials.Kept _ ->
                    Saying.of(
                            "check.keychain."
                                    + kept(address, asking.known()).orElseThrow().place().word());
        };
    }
}
