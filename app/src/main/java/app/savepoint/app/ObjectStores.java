package app.savepoint.app;

import app.savepoint.core.RequestException;
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

    /// @param around wraps what stores objects
    ObjectStores(InstantSource clock, Supplier<UUID> ids, UnaryOperator<ObjectStore> around) {
        this.clock = clock;
        this.ids = ids;
        this.around = around;
    }

    /// An open place.
    ///
    /// @param requests counts what was asked of it
    /// @param parallel how many contents are stored or looked for at once
    record Opened(ObjectStore store, Supplier<Requests> requests, int parallel) {}

    /// Opens a place, which need not be in reach.
    ///
    /// @param environment the caller's environment variables, which may hold the storage's secrets
    /// @param known what was found of it before
    Opened open(StorageUri uri, Map<String, String> environment, KeptTexts known)
            throws StorageException {
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
                                bucket(address, environment, known),
                                () -> {
                                    probe(address, environment, known);
                                    return bucket(address, environment, known);
                                },
                                clock);
                yield new Opened(around.apply(store), store::requests, BUCKET_PARALLEL);
            }
            case ROMM -> throw new RequestException("storage.not-yet", uri.kind().word());
        };
    }

    private S3ObjectStore bucket(
            S3Address address, Map<String, String> environment, KeptTexts known)
            throws StorageException {
        return S3ObjectStore.open(
                address,
                S3Credentials.of(address, environment),
                new ProbeBook(known).of(address).orElseGet(() -> Capabilities.assumed(address)),
                clock,
                ids);
    }

    /// Finds out what the place can do, and says it.
    ///
    /// @param known keeps it, for who opens the place the next time
    List<Check> tryOut(StorageUri uri, Map<String, String> environment, KeptTexts known)
            throws StorageException {
        return switch (uri.kind()) {
            case FOLDER, ROMM -> List.of();
            case S3 -> {
                S3Address address = uri.bucket();
                yield BucketChecks.of(probe(address, environment, known));
            }
        };
    }

    private Capabilities probe(S3Address address, Map<String, String> environment, KeptTexts known)
            throws StorageException {
        Capabilities found =
                new Probe(address, S3Credentials.of(address, environment), clock, ids).run();
        new ProbeBook(known).keep(address, found);
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
    void make(StorageUri uri, Map<String, String> environment) throws StorageException {
        switch (uri.kind()) {
            case FOLDER -> {
                Path folder = uri.folder();
                if (!Files.exists(folder)) FolderObjectStore.make(folder);
            }
            case S3 -> {
                if (!uri.bucket().create()) return;
                try (S3ObjectStore store = bucket(uri.bucket(), environment, KeptTexts.forNow())) {
                    store.makeBucket();
                }
            }
            case ROMM -> {
                // Opening it says that it is not there yet.
            }
        }
    }
}
