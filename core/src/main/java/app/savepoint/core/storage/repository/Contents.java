package app.savepoint.core.storage.repository;

import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.ContentSink;
import app.savepoint.core.storage.ETag;
import app.savepoint.core.storage.ObjectStore;
import app.savepoint.core.storage.Precondition;
import app.savepoint.core.storage.Right;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StorageException.ChangedMeanwhile;
import app.savepoint.core.storage.StorageException.NeedsPerson;
import app.savepoint.core.storage.StorageException.Reason;
import app.savepoint.core.storage.StorageException.Unavailable;
import app.savepoint.core.storage.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The contents of revisions: puts them, fetches them, and knows which have not arrived.
final class Contents {
    private static final Logger LOG = System.getLogger(Contents.class.getName());

    private final ObjectStore store;
    private final RepositoryMemory memory;
    private final Settings settings;

    /// Contents that were found damaged, and in which version; kept while the process runs.
    private final Map<RevisionId, ETag> damaged = new ConcurrentHashMap<>();

    /// Those that were found so once: what is on the way can be damaged too.
    private final Map<RevisionId, ETag> doubted = new ConcurrentHashMap<>();

    Contents(ObjectStore store, RepositoryMemory memory, Settings settings) {
        this.store = store;
        this.memory = memory;
        this.settings = settings;
    }

    /// Stores a revision's content. Returns its key if it was not there yet, so that it can be
    /// taken back; empty if the very same object was. One with other bytes is never replaced.
    ///
    /// What goes in parts is not taken back: the next try finds it under the same key, and a copy
    /// of this home would too, and may have published it.
    Optional<String> store(Revision revision, Manifest manifest, PackedSave packed)
            throws IOException {
        String key = Keys.content(revision, manifest);
        try {
            store.put(key, packed.content(), Precondition.ABSENT);
            return Begun.goesInParts(store, manifest) ? Optional.empty() : Optional.of(key);
        } catch (ChangedMeanwhile e) {
            if (isStored(key, packed)) return Optional.empty();
            throw new ChangedMeanwhile(
                    Saying.of("storage.content.other", key)
                            .inEnglish(
                                    "another object lies where this content belongs, and is left"
                                            + " alone: "
                                            + key),
                    e);
        }
    }

    private boolean isStored(String key, PackedSave packed) throws IOException {
        // Who may not look takes it for its own, since nobody else writes under a revision's name;
        // and whoever gets it holds it against the hash in the event.
        if (!mayLook()) return true;
        Optional<StoredObject> found = store.get(key);
        if (found.isEmpty()) return false;
        try (StoredObject object = found.get();
                InputStream ours = packed.content().open()) {
            byte[] a = new byte[8192];
            byte[] b = new byte[8192];
            while (true) {
                int n = object.body().readNBytes(a, 0, a.length);
                int m = ours.readNBytes(b, 0, b.length);
                if (n != m || !Arrays.equals(a, 0, n, b, 0, m)) return false;
                if (n < a.length) return true;
            }
        }
    }

    /// Takes back a content that no revision speaks of. Where that fails, it costs room only.
    void discard(String key) {
        try {
            store.delete(key);
        } catch (StorageException e) {
            LOG.log(Level.DEBUG, "stays though it is of no use: " + key, e);
        }
    }

    void fetch(Revision revision, ContentSink sink) throws StorageException {
        Manifest manifest =
                Objects.requireNonNull(revision.manifest(), "a tombstone has no content");
        Optional<StoredObject> found = store.get(Keys.content(revision, manifest));
        if (found.isEmpty() && new Pruning(memory).pruned().contains(revision.id()))
            throw new NeedsPerson(
                    Reason.NOT_FOUND,
                    Saying.of("storage.content.pruned", revision.save())
                            .inEnglish(
                                    "this content of "
                                            + revision.save()
                                            + " was removed from the storage, by a rule or by a"
                                            + " person; that it was there is all that is left"),
                    null);
        if (found.isEmpty())
            throw arriving(
                    revision,
                    Saying.of("storage.content.arriving", revision.save())
                            .inEnglish(
                                    "the content of "
                                            + revision.save()
                                            + " has not arrived in the storage yet"));
        try (StoredObject object = found.get()) {
            ETag etag = object.info().etag();
            if (etag.equals(damaged.get(revision.id()))) throw corrupt(revision, null);
            try {
                new SaveUnpacker(manifest, sink).unpack(object.body());
                damaged.remove(revision.id());
                if (memory.missing().contains(revision.id()))
                    memory.contents(Set.of(), Set.of(revision.id()));
            } catch (SaveUnpacker.Torn e) {
                throw arriving(
                        revision,
                        Saying.of("storage.content.in-part", revision.save())
                                .inEnglish(
                                        "the content of "
                                                + revision.save()
                                                + " is in the storage only in part: still arriving, or cut short"));
            } catch (Malformed e) {
                if (etag.equals(doubted.put(revision.id(), etag))) damaged.put(revision.id(), etag);
                throw corrupt(revision, e);
            }
        } catch (StorageException e) {
            throw e;
        } catch (IOException e) {
            throw new Unavailable(
                    Saying.of("storage.content.broke-off")
                            .inEnglish("the content broke off while it was read"),
                    e);
        }
    }

    private Unavailable arriving(Revision revision, Saying how) {
        memory.contents(Set.of(revision.id()), Set.of());
        return new Unavailable(how, null);
    }

    private static NeedsPerson corrupt(Revision revision, @Nullable Malformed why) {
        return new NeedsPerson(
                Reason.CORRUPT,
                Saying.of("storage.content.damaged", revision.save())
                        .inEnglish(
                                "the stored content of "
                                        + revision.save()
                                        + (why == null ? " is damaged" : " " + why.getMessage())
                                        + "; nothing was replaced with it, and its device can"
                                        + " publish it again"),
                why);
    }

    /// Those of the revisions, new in the storage, whose content may be still on its way.
    Set<RevisionId> arriving(Collection<Revision> revisions) throws StorageException {
        return store.arrivesInOrder() || !mayLook() ? Set.of() : missing(revisions);
    }

    /// Whether this device may look at contents, and not only at what is said of them.
    private boolean mayLook() {
        return store.rights().contains(Right.READ);
    }

    /// Those of the revisions whose content is not there.
    private Set<RevisionId> missing(Collection<Revision> revisions) throws StorageException {
        List<Optional<RevisionId>> looked =
                Parallel.map(
                        revisions,
                        settings.parallel(),
                        revision ->
                                isThere(revision) ? Optional.empty() : Optional.of(revision.id()));
        return looked.stream().flatMap(Optional::stream).collect(Collectors.toSet());
    }

    private boolean isThere(Revision revision) throws StorageException {
        Manifest manifest = revision.manifest();
        return manifest == null || store.head(Keys.content(revision, manifest)).isPresent();
    }

    /// Looks again for contents that were missing, and forgets those that nobody waits for any
    /// more, because their revision was continued.
    void lookAgain() throws StorageException {
        Set<RevisionId> missing = memory.missing();
        if (missing.isEmpty() || !mayLook()) return;
        List<Revision> revisions =
                missing.stream()
                        .flatMap(id -> memory.revision(id).stream())
                        .filter(this::isHead)
                        .toList();
        Set<RevisionId> arrived = new HashSet<>(missing);
        arrived.removeAll(missing(revisions));
        if (!arrived.isEmpty()) memory.contents(Set.of(), arrived);
    }

    private boolean isHead(Revision revision) {
        return memory.heads(revision.save()).stream()
                .anyMatch(head -> head.id().equals(revision.id()));
    }
}
