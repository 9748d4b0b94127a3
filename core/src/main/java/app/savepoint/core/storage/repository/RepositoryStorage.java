package app.savepoint.core.storage.repository;

import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.Hlc;
import app.savepoint.core.save.Lineage;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.Capability;
import app.savepoint.core.storage.ContentSink;
import app.savepoint.core.storage.Draft;
import app.savepoint.core.storage.Keeping;
import app.savepoint.core.storage.ObjectInfo;
import app.savepoint.core.storage.ObjectStore;
import app.savepoint.core.storage.Published;
import app.savepoint.core.storage.RemoteTree;
import app.savepoint.core.storage.RemoteTree.Notice;
import app.savepoint.core.storage.Requests;
import app.savepoint.core.storage.Right;
import app.savepoint.core.storage.Storage;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StorageInfo;
import app.savepoint.core.storage.StoredDevice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A storage without a server: streams of events and contents in any object store, one writer per
/// stream, and every device comes to the same picture by itself.
///
/// What it has read is in its [RepositoryMemory]; between two calls nothing else is kept that
/// matters. The repository has to be joined with [Repository] first.
public final class RepositoryStorage implements Storage {
    /// For how long a look may stand for the one before appending: longer than a few small requests
    /// take, and shorter than anyone plays between two syncs.
    private static final Duration LOOK_STANDS = Duration.ofSeconds(5);

    private final String uri;
    private final String kind;
    private final ObjectStore store;
    private final Supplier<Requests> requests;
    private final RepositoryMemory memory;
    private final Settings settings;
    private final @Nullable UUID joined;
    private final Contents contents;
    private final Ahead ahead = new Ahead();
    private final Begun begun;
    private final Unannounced unannounced;
    private List<Notice> lastNotices = List.of();
    private boolean ownStreamChecked;
    private @Nullable Instant lookedAt;

    /// @param uri how it is named on the command line
    /// @param kind `folder` or `s3`
    /// @param store where it lies; closed with this
    /// @param requests counts what reaches the store, such as
    ///   [app.savepoint.core.storage.CountingObjectStore#requests]
    /// @param memory what this device remembers of it
    /// @param settings how to work with it
    public RepositoryStorage(
            String uri,
            String kind,
            ObjectStore store,
            Supplier<Requests> requests,
            RepositoryMemory memory,
            Settings settings) {
        this(uri, kind, store, requests, memory, settings, null);
    }

    /// @param joined the repository that this device once joined, for a memory that was lost since;
    ///   null if there is no other trace of that
    public RepositoryStorage(
            String uri,
            String kind,
            ObjectStore store,
            Supplier<Requests> requests,
            RepositoryMemory memory,
            Settings settings,
            @Nullable UUID joined) {
        this.uri = uri;
        this.kind = kind;
        this.store = store;
        this.requests = requests;
        this.memory = memory;
        this.settings = settings;
        this.joined = joined;
        this.contents = new Contents(store, memory, settings);
        this.begun = new Begun(store, memory, settings.clock());
        this.unannounced = new Unannounced(store, memory);
    }

    @Override
    public StorageInfo info() {
        String id = memory.repository().map(known -> known.id().toString()).orElse("");
        return new StorageInfo(uri, kind, id, capabilities(store));
    }

    /// What a repository can do in a place, for this device.
    public static Set<Capability> capabilities(ObjectStore store) {
        Set<Capability> capabilities = EnumSet.allOf(Capability.class);
        if (!store.rights().contains(Right.READ)) capabilities.remove(Capability.READ);
        if (!store.rights().contains(Right.WRITE)) capabilities.remove(Capability.WRITE);
        return capabilities;
    }

    @Override
    public Optional<Instant> time() {
        return store.time();
    }

    @Override
    public RemoteTree observe() throws StorageException {
        look();
        return remembered();
    }

    @Override
    public List<Notice> look() throws StorageException {
        if (joined != null && memory.repository().isEmpty())
            Repository.rejoin(store, memory, joined);
        lookedAt = null;
        Instant began = settings.clock().instant();
        lastNotices = List.copyOf(observation().run());
        lookedAt = began;
        return notices(new Damage(memory));
    }

    private List<Notice> notices(Damage damage) {
        List<Notice> notices = new ArrayList<>(lastNotices);
        notices.addAll(damage.standing());
        return notices;
    }

    private Observation observation() {
        return new Observation(store, memory, settings, contents, unannounced);
    }

    @Override
    public RemoteTree remembered() {
        Damage damage = new Damage(memory);
        return new RemoteTree(memory.tree(), notices(damage), damage.pending());
    }

    /// Drafts are published in their order. A revision with a parent that the storage lost is
    /// published as a child of that parent's own parents.
    @Override
    public List<Published> publish(List<Draft> drafts) throws StorageException {
        return publish(drafts, List.of());
    }

    @Override
    public List<Published> publish(List<Draft> drafts, List<Draft> next) throws StorageException {
        if (drafts.isEmpty()) return List.of();
        return publishing().publish(drafts, next, ahead);
    }

    @Override
    public Revision resumed(Revision fresh) {
        return begun.resumed(fresh);
    }

    @Override
    public void takeBack() {
        ahead.takeBack(contents);
        begun.begin(List.of());
    }

    private Publishing publishing() throws StorageException {
        Repository.requireWrites(store);
        // A look stands for one publishing
        Instant looked = lookedAt;
        lookedAt = null;
        return new Publishing(
                store,
                memory,
                settings,
                contents,
                begun,
                new Publishing.Look() {
                    @Override
                    public void again() throws StorageException {
                        lookBeforePublishing();
                    }

                    @Override
                    public boolean isFresh() {
                        return isJustNow(looked);
                    }
                });
    }

    private boolean isJustNow(@Nullable Instant looked) {
        if (looked == null) return false;
        // By the clock and not by counted time, which stands still while a computer sleeps.
        Duration age = Duration.between(looked, settings.clock().instant());
        return !age.isNegative() && age.compareTo(LOOK_STANDS) <= 0;
    }

    private void lookBeforePublishing() throws StorageException {
        Observation observation = observation();
        List<Notice> notices = observation.run();
        if (!ownStreamChecked) {
            observation.adoptForgotten();
            ownStreamChecked = true;
        }
        lastNotices = List.copyOf(notices);
    }

    @Override
    public void fetch(Revision revision, ContentSink sink) throws StorageException {
        contents.fetch(revision, sink);
    }

    @Override
    public Optional<Revision> revision(RevisionId id) {
        return memory.revision(id);
    }

    @Override
    public Map<RevisionId, Revision> revisions(Collection<RevisionId> ids) {
        return memory.revisions(ids);
    }

    @Override
    public List<Revision> history(SaveId save) {
        return memory.history(save);
    }

    @Override
    public Lineage lineage(RevisionId head, RevisionId base) {
        if (head.equals(base) || memory.descends(head, base)) return Lineage.DESCENDS;
        return memory.descends(base, head) ? Lineage.ANCESTOR : Lineage.UNRELATED;
    }

    @Override
    public Optional<String> nameOf(DeviceId device) {
        return Optional.ofNullable(memory.streams().get(device))
                .map(stream -> stream.device().name());
    }

    @Override
    public List<StoredDevice> devices() throws StorageException {
        return new RemovedDevices(memory).hide(new SeenFiles(store, memory).read());
    }

    @Override
    public void tellName() throws StorageException {
        publishing().tellName();
    }

    @Override
    public void removeDevice(DeviceId device, Hlc now) throws StorageException {
        publishing()
                .say(
                        RemovedDevices.ACTION,
                        List.of(
                                new Publishing.Said(
                                        device.uuid(),
                                        RemovedDevices.payload(memory, device, now))));
    }

    @Override
    public void prune(SaveId save, Hlc now) throws StorageException {
        Repository.requireWrites(store);
        var pruning = new Pruning(memory);
        List<Revision> gone = pruning.prunable(save);
        if (!gone.isEmpty()) say(Map.of(save, gone), now);
        // Also what a pruning that was cut short said it would remove
        Set<String> keys = pruning.keys(save);
        if (keys.isEmpty()) return;
        for (ObjectInfo object : store.list(Keys.contents(save)))
            if (keys.contains(object.key())) store.delete(object.key());
    }

    private void say(Map<SaveId, List<Revision>> pruned, Hlc now) throws StorageException {
        List<Publishing.Said> all = new ArrayList<>();
        pruned.forEach((save, gone) ->
                all.add(
                        new Publishing.Said(
                                Events.itemUuid(save), Pruning.payload(save, gone, now))));
        publishing().say(Pruning.ACTION, all);
    }

    @Override
    public Set<RevisionId> pruned() {
        return new Pruning(memory).pruned();
    }

    @Override
    public void announce(String appVersion, int unsent) throws StorageException {
        Repository.requireWrites(store);
        new SeenFiles(store, memory).write(settings.clock().instant(), appVersion, unsent);
    }

    @Override
    public void tidy(Keeping keeping, Supplier<Hlc> now) throws StorageException {
        new Tidying(store, memory, settings, gone -> say(gone, now.get())).tidy(keeping);
    }

    @Override
    public Requests requests() {
        return requests.get();
    }

    @Override
    public void close() throws StorageException {
        store.close();
    }
}
