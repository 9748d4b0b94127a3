package app.savepoint.core.storage.repository;

import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.Content;
import app.savepoint.core.storage.ETag;
import app.savepoint.core.storage.ObjectInfo;
import app.savepoint.core.storage.ObjectStore;
import app.savepoint.core.storage.Precondition;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StorageException.ChangedMeanwhile;
import app.savepoint.core.storage.StorageException.NeedsPerson;
import app.savepoint.core.storage.StorageException.Reason;
import app.savepoint.core.storage.StorageException.Unavailable;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// Makes repositories, joins them, and tells whether the one that was joined is there.
public final class Repository {
    private Repository() {}

    /// What [#init] came to.
    ///
    /// @param repository to be remembered with [RepositoryMemory#remember]
    /// @param created whether it was made just now; otherwise it was joined
    public record Joined(KnownRepository repository, boolean created) {}

    /// Joins the repository at a place, or makes one where there is none. Nothing else ever makes
    /// one.
    ///
    /// @param ids gives random UUIDs
    public static Joined init(ObjectStore store, InstantSource clock, Supplier<UUID> ids)
            throws StorageException {
        Optional<KnownRepository> there = look(store);
        if (there.isPresent()) return new Joined(mended(store, there.get()), false);
        List<ObjectInfo> heads = store.list(Keys.HEADS);
        if (heads.stream()
                .anyMatch(head ->
                        Keys.deviceOf(Keys.HEADS, head.key()).isPresent()
                                || head.key().startsWith(Keys.REPOSITORY)))
            throw new Unavailable(
                    Saying.of("storage.marker.missing", Keys.MARKER)
                            .inEnglish(
                                    "a repository lies here, but its file "
                                            + Keys.MARKER
                                            + " is missing; has everything arrived yet?"),
                    null);
        requireWrites(store);
        Marker marker = new Marker(ids.get(), ids.get(), clock.instant());
        try {
            store.put(Keys.MARKER, Content.of(marker.encode()), Precondition.ABSENT);
        } catch (ChangedMeanwhile e) {
            return new Joined(join(store), false);
        }
        store.flush();
        // Read back, because some stores do not keep the condition: of two who made one at the same
        // time, both have to take what is there now.
        KnownRepository made = join(store);
        return new Joined(made, made.id().equals(marker.id()));
    }

    /// Joins the repository at a place; where there is none it is out of reach.
    public static KnownRepository join(ObjectStore store) throws StorageException {
        return mended(store, look(store).orElseThrow(Repository::missing));
    }

    /// Remembers once more the repository that was joined. A place without it, or with another, is
    /// out of reach.
    static void rejoin(ObjectStore store, RepositoryMemory memory, UUID joined)
            throws StorageException {
        KnownRepository there = look(store).orElseThrow(Repository::missing);
        if (!there.id().equals(joined)) throw another();
        memory.remember(there);
    }

    /// The repository at a place, if there is one; changes nothing.
    public static Optional<KnownRepository> look(ObjectStore store) throws StorageException {
        return marker(store).map(marker -> new KnownRepository(marker.id(), marker.owner(), null));
    }

    private static Optional<Marker> marker(ObjectStore store) throws StorageException {
        try {
            Optional<Bytes> found = Bytes.read(store, Keys.MARKER, Marker.LONGEST);
            return found.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Marker.decode(found.get().bytes()));
        } catch (Malformed e) {
            throw new NeedsPerson(Reason.CORRUPT, Marker.damaged(), e);
        }
    }

    /// Sees to it that the id stands among the heads too, which a crash may have prevented.
    private static KnownRepository mended(ObjectStore store, KnownRepository known)
            throws StorageException {
        String key = Keys.repository(known.id());
        Optional<ObjectInfo> there = store.head(key);
        if (there.isPresent())
            return new KnownRepository(known.id(), known.owner(), there.get().etag());
        byte[] marker;
        try {
            marker =
                    Bytes.read(store, Keys.MARKER, Marker.LONGEST)
                            .orElseThrow(Repository::missing)
                            .bytes();
        } catch (Malformed e) {
            throw new NeedsPerson(Reason.CORRUPT, Marker.damaged(), e);
        }
        ETag etag = store.put(key, Content.of(marker), Precondition.ANY);
        store.flush();
        return new KnownRepository(known.id(), known.owner(), etag);
    }

    /// Checks with a listing of the heads that the repository is the one that was joined. Where its
    /// mark changed, the marker itself is read again.
    static void require(ObjectStore store, RepositoryMemory memory, List<ObjectInfo> heads)
            throws StorageException {
        KnownRepository known =
                memory.repository()
                        .orElseThrow(() -> new IllegalStateException("no repository was joined"));
        ObjectInfo mark = null;
        for (ObjectInfo head : heads) {
            if (head.key().equals(Keys.repository(known.id()))) mark = head;
        }
        if (mark == null) {
            boolean other = heads.stream().anyMatch(h -> h.key().startsWith(Keys.REPOSITORY));
            throw other ? another() : missing();
        }
        if (mark.etag().equals(known.markerEtag())) return;
        Marker marker = marker(store).orElseThrow(Repository::missing);
        if (!marker.id().equals(known.id())) throw another();
        memory.remember(new KnownRepository(marker.id(), marker.owner(), mark.etag()));
    }

    /// Says what is the matter where this device may not write, before anything is tried.
    static void requireWrites(ObjectStore store) throws NeedsPerson {
        if (!store.takesWrites()) throw NeedsPerson.readOnly();
    }

    private static Unavailable missing() {
        return new Unavailable(
                Saying.of("storage.repository.missing")
                        .inEnglish(
                                "the place is there but the repository is not; is the share"
                                        + " mounted?"),
                null);
    }

    private static Unavailable another() {
        return new Unavailable(
                Saying.of("storage.repository.other")
                        .inEnglish(
                                "another repository lies at this place than the one this device"
                                        + " joined; is the right share mounted?"),
                null);
    }
}
