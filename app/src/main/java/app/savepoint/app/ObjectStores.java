package app.savepoint.app;

import app.savepoint.app.keys.KeptKeys;
import app.savepoint.app.keys.KeyPlace;
import app.savepoint.app.keys.KeySafes;
import app.savepoint.app.keys.KeySafes.Kept;
import app.savepoint.core.RequestException;
import app.savepoint.core.Trial;
import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.CountingObjectStore;
import app.savepoint.core.storage.ObjectStore;
import app.savepoint.core.storage.Requests;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.folder.FolderObjectStore;
import app.savepoint.core.view.Check;
import app.savepoint.storage.s3.Capabilities;
import app.savepoint.storage.s3.Probe;
import app.savepoint.storage.s3.S3Address;
import app.savepoint.storage.s3.S3Credentials;
import app.savepoint.storage.s3.S3ObjectStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// Opens the places that hold objects, each by the kind of its address. The storages that ship are
/// named here and nowhere else.
final class ObjectStores {
    private static final int FOLDER_PARALLEL = 8;
    private static final int BUCKET_PARALLEL = 32;

    private final InstantSource clock;
    private final Supplier<UUID> ids;
    private final UnaryOperator<ObjectStore> around;
    private final KeySafes safes;

    /// @param around wraps what stores objects
    ObjectStores(
            InstantSource clock,
            Supplier<UUID> ids,
            UnaryOperator<ObjectStore> around,
            KeySafes safes) {
        this.clock = clock;
        this.ids = ids;
        this.around = around;
        this.safes = safes;
    }

    /// Who asks.
    ///
    /// @param home the home it is asked for, which need not be there yet
    /// @param environment the caller's environment variables, which may hold the storage's secrets
    /// @param known what the home remembers of the place
    record Asking(Path home, Map<String, String> environment, KeptTexts known) {}

    /// An open place.
    ///
    /// @param requests counts what was asked of it
    /// @param parallel how many contents are stored or looked for at once
    record Opened(ObjectStore store, Supplier<Requests> requests, int parallel) {}

    /// Opens a place, which need not be in reach.
    Opened open(StorageUri uri, Asking asking) throws StorageException {
        return switch (uri.kind()) {
            case FOLDER -> {
                var store =
                        new CountingObjectStore(
                                around.apply(new FolderObjectStore(uri.folder(), clock)));
                yield new Opened(store, store::requests, FOLDER_PARALLEL);
            }
            case S3 -> {
                S3Address address = uri.bucket();
                ProbedBucket store =
                        new ProbedBucket(
                                bucket(address, asking),
                                () -> {
                                    probe(address, asking);
                                    return bucket(address, asking);
                                },
                                clock);
                yield new Opened(around.apply(store), store::requests, BUCKET_PARALLEL);
            }
            case ROMM -> throw new IllegalArgumentException("holds no objects: " + uri.text());
        };
    }

    private S3ObjectStore bucket(S3Address address, Asking asking) throws StorageException {
        return S3ObjectStore.open(
                address,
                credentials(address, asking),
                new ProbeBook(asking.known())
                        .of(address)
                        .orElseGet(() -> Capabilities.assumed(address)),
                clock,
                ids);
    }

    /// A sync of a folder has nothing to do with it.
    private KeptKeys keys() {
        return new KeptKeys(safes);
    }

    private S3Credentials credentials(S3Address address, Asking asking) {
        return keys().of(
                        S3Credentials.of(address, asking.environment()),
                        kept(address, asking.known()),
                        asking.home());
    }

    private static String keysName(S3Address address) {
        return "keys." + address.kept().text();
    }

    private static Optional<Kept> kept(S3Address address, KeptTexts known) {
        return known.get(keysName(address)).flatMap(Kept::read);
    }

    /// Keeps what the caller proves with, for whoever opens the place without.
    void keepKeys(StorageUri uri, Asking asking, KeyPlace place) throws StorageException {
        if (uri.kind() != StorageUri.Kind.S3) throw new RequestException("keys.none");
        S3Address address = uri.bucket();
        Optional<Kept> before = kept(address, asking.known());
        Kept where = new Kept(place, ids.get().toString());
        keys().keep(where, asking.home(), S3Credentials.of(address, asking.environment()));
        asking.known().put(keysName(address), where.text());
        if (before.isPresent()) safes.forget(before.get(), asking.home());
    }

    /// Says where the keys of a place come from.
    Saying whereKeysAre(StorageUri uri, Asking asking) {
        if (uri.kind() != StorageUri.Kind.S3) return Saying.of("check.keychain");
        S3Address address = uri.bucket();
        return switch (credentials(address, asking)) {
            case S3Credentials.Keys _ -> Saying.of("check.keychain.environment");
            case S3Credentials.Anonymous _ -> Saying.of("check.keychain.anonymous");
            case S3Credentials.OfTheMachine _ -> Saying.of("check.keychain.machine");
            case S3Credentials.Kept _ ->
                    Saying.of(
                            "check.keychain."
                                    + kept(address, asking.known()).orElseThrow().place().word());
        };
    }

    /// Finds out what the place can do, says it, and keeps it for who opens the place the next
    /// time.
    List<Check> tryOut(StorageUri uri, Asking asking) throws StorageException {
        return switch (uri.kind()) {
            case FOLDER, ROMM -> List.of();
            case S3 -> {
                S3Address address = uri.bucket();
                yield BucketChecks.of(probe(address, asking));
            }
        };
    }

    /// What was found of the place the last time.
    Trial.Known known(StorageUri uri, Asking asking) {
        return switch (uri.kind()) {
            case FOLDER, ROMM -> Trial.NONE.known();
            case S3 ->
                    new ProbeBook(asking.known())
                            .of(uri.bucket())
                            .map(found -> new Trial.Known(BucketChecks.of(found), found.probedAt()))
                            .orElseGet(Trial.NONE::known);
        };
    }

    private Capabilities probe(S3Address address, Asking asking) throws StorageException {
        Capabilities found = new Probe(address, credentials(address, asking), clock, ids).run();
        new ProbeBook(asking.known()).keep(address, found);
        return found;
    }

    /// Hands on what was found of a place.
    void keep(StorageUri uri, KeptTexts from, KeptTexts to) {
        switch (uri.kind()) {
            case FOLDER, ROMM -> {
                // Of these there is nothing to find out
            }
            case S3 ->
                    new ProbeBook(from)
                            .of(uri.bucket())
                            .ifPresent(found -> new ProbeBook(to).keep(uri.bucket(), found));
        }
    }

    /// Makes the place itself where only that is missing: a folder that a person names, a bucket
    /// that a person asks to be made.
    void make(StorageUri uri, Asking asking) throws StorageException {
        switch (uri.kind()) {
            case FOLDER -> {
                Path folder = uri.folder();
                if (!Files.exists(folder)) FolderObjectStore.make(folder);
            }
            case S3 -> {
                if (!uri.bucket().create()) return;
                try (S3ObjectStore store = bucket(uri.bucket(), asking)) {
                    store.makeBucket();
                }
            }
            case ROMM -> {
                // A server is there or it is not.
            }
        }
    }
}
