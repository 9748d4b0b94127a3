package app.savepoint.storage.romm;

import app.savepoint.core.save.Device;
import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.DeviceType;
import app.savepoint.core.save.Hlc;
import app.savepoint.core.save.Lineage;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.Capability;
import app.savepoint.core.storage.ContentSink;
import app.savepoint.core.storage.Draft;
import app.savepoint.core.storage.InDoubt;
import app.savepoint.core.storage.Keeping;
import app.savepoint.core.storage.Published;
import app.savepoint.core.storage.Refusal;
import app.savepoint.core.storage.RemoteTree;
import app.savepoint.core.storage.RemoteTree.Notice;
import app.savepoint.core.storage.Requests;
import app.savepoint.core.storage.Storage;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StorageException.NeedsPerson;
import app.savepoint.core.storage.StorageException.Reason;
import app.savepoint.core.storage.StorageInfo;
import app.savepoint.core.storage.StoredDevice;
import app.savepoint.core.storage.server.Matching;
import app.savepoint.core.storage.server.ServerMemory;
import app.savepoint.core.storage.server.ServerVersion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/// Saves in a RomM server, beside the games it knows and beside the other programs that use it.
///
/// RomM decides by clocks; here it decides nothing. What this device last agreed on is remembered
/// row by row, so the engine compares three trees as with any storage, and an upload is only made
/// while the slot still holds what the plan was made on. One slot holds one head; there are no
/// tombstones.
public final class RommStorage implements Storage {
    private final String id;
    private final Wire wire;
    private final RommClient client;
    private final Shelf shelf;
    private final Staging staging;
    private final Membership membership;
    private final Lookout lookout;
    private final SyncBook book;
    private final Publishing publishing;
    private final RommMatching matching;
    private final States states;
    private final RommDoubts doubts;
    private final Descent descent;
    private final RommSettings settings;
    private volatile List<Notice> notices = List.of();

    private RommStorage(Wire wire, String id, ServerMemory memory, RommSettings settings) {
        this.id = id;
        this.wire = wire;
        this.settings = settings;
        client = new RommClient(wire);
        shelf = new Shelf(memory, settings.here());
        staging = new Staging(client, settings.work());
        membership = new Membership(client, memory, settings);
        var features = new FeatureBook(client, memory);
        states = new States(client, memory, shelf, staging, features, settings);
        lookout =
                new Lookout(
                        client,
                        memory,
                        shelf,
                        staging,
                        membership,
                        states.lookout(),
                        new SaveList(client, memory, shelf, features),
                        settings);
        book = new SyncBook(client, memory, membership, features);
        publishing =
                new Publishing(
                        shelf,
                        membership,
                        new Uploads(client, shelf, lookout, staging, book),
                        states);
        matching = new RommMatching(memory, shelf, lookout, settings.here());
        descent = new Descent(shelf, states.shelf(), wire::there);
        doubts =
                new RommDoubts(
                        shelf,
                        states.shelf(),
                        save -> learn(List.of(save)),
                        () -> settings.device().get().id());
    }

    /// Opens it, without asking it for anything.
    ///
    /// @param id as [RommSite#id] gave it at set-up
    public static RommStorage open(
            RommAddress address,
            RommCredentials credentials,
            String id,
            ServerMemory memory,
            RommSettings settings) {
        return new RommStorage(RommSite.wire(address, credentials, settings), id, memory, settings);
    }

    /// Remembers which of the server's devices this one is, as it was told when it was let in.
    public static void remember(ServerMemory memory, String device) {
        memory.note(Membership.DEVICE, device);
    }

    @Override
    public StorageInfo info() {
        return new StorageInfo(
                wire.address().text(),
                "romm",
                id,
                settings.readOnly()
                        ? Set.of(Capability.READ)
                        : Set.of(Capability.READ, Capability.WRITE));
    }

    @Override
    public RemoteTree observe() throws StorageException {
        look();
        return remembered();
    }

    @Override
    public List<Notice> look() throws StorageException {
        List<Notice> all = new ArrayList<>(lookout.look());
        all.addAll(WebPlayer.offers(shelf));
        notices = List.copyOf(all);
        return notices;
    }

    @Override
    public RemoteTree remembered() {
        var tree = shelf.tree();
        tree.putAll(states.shelf().tree());
        int pending = (int) tree.values().stream().filter(save -> save.arriving()).count();
        return new RemoteTree(tree, notices, pending);
    }

    @Override
    public List<Published> publish(List<Draft> drafts) throws StorageException {
        return drafts.isEmpty() ? List.of() : publishing.publish(drafts);
    }

    @Override
    public void fetch(Revision revision, ContentSink sink) throws StorageException {
        if (States.isOne(revision.save()) && states.fetch(revision, sink)) return;
        ServerVersion row =
                shelf.version(revision.id())
                        .orElseThrow(() -> wire.errors().lost(revision.save().toString()));
        if (!row.there())
            throw new NeedsPerson(
                    Reason.NOT_FOUND, Saying.of("romm.removed", row.fileName()), null);
        staging.hand(row, revision, membership.id(), sink);
    }

    @Override
    public Optional<Revision> revision(RevisionId revision) {
        return shelf.revision(revision).or(() -> states.shelf().revision(revision));
    }

    private Optional<ServerVersion> version(RevisionId id) {
        return shelf.version(id).or(() -> states.version(id));
    }

    @Override
    public Map<RevisionId, Revision> revisions(Collection<RevisionId> ids) {
        Map<RevisionId, Revision> found = new HashMap<>();
        for (RevisionId one : ids) revision(one).ifPresent(revision -> found.put(one, revision));
        return found;
    }

    @Override
    public void learn(Collection<SaveId> saves) throws StorageException {
        List<ServerVersion> unread = new ArrayList<>();
        for (SaveId save : saves)
            if (States.isOne(save)) states.learn(save);
            else unread.addAll(Unread.latest(shelf.rows(save)));
        if (unread.isEmpty()) return;
        String device = membership.id();
        Unread.read(shelf, unread, row -> staging.read(row, device, false));
    }

    @Override
    public List<Revision> history(SaveId save) {
        return States.isOne(save) ? states.shelf().history(save) : shelf.history(save);
    }

    @Override
    public Optional<RevisionId> cameOf(InDoubt sent) throws StorageException {
        return doubts.cameOf(sent);
    }

    @Override
    public Lineage lineage(RevisionId head, RevisionId base) {
        return descent.of(head, base);
    }

    @Override
    public boolean isLater(RevisionId head, RevisionId base) {
        return descent.isLater(head, base);
    }

    @Override
    public Optional<String> nameOf(DeviceId device) {
        return Optional.of(lookout.nameOf(device.toString())).filter(name -> !name.isEmpty());
    }

    @Override
    public List<StoredDevice> devices() throws StorageException {
        List<StoredDevice> devices = new ArrayList<>();
        for (RommClient.Known one : client.devices()) {
            DeviceId device = membership.device(one.id());
            if (device == null) continue;
            devices.add(
                    new StoredDevice(
                            new Device(
                                    device,
                                    one.name().isEmpty() ? one.id() : one.name(),
                                    type(one)),
                            one.lastSeen(),
                            one.client().equals(RommClient.CLIENT) ? one.version() : null,
                            0));
        }
        return devices;
    }

    private static DeviceType type(RommClient.Known device) {
        try {
            return DeviceType.ofWord(device.platform().toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return DeviceType.OTHER;
        }
    }

    @Override
    public void announce(String appVersion, int unsent) {
        // The server itself notes when a device was last there, and has no room for more
    }

    @Override
    public void tellName() throws StorageException {
        membership.rename();
    }

    @Override
    public void prune(SaveId save, Hlc now) throws StorageException {
        if (States.isOne(save)) {
            states.prune(save);
            return;
        }
        List<ServerVersion> rows = shelf.rows(save);
        Optional<ServerVersion> head = shelf.head(save);
        List<Long> older =
                rows.stream()
                        .filter(row -> head.isPresent() && row.row() != head.get().row())
                        .map(ServerVersion::row)
                        .toList();
        if (older.isEmpty()) return;
        client.delete(older);
        lookout.lookAtAll();
        look();
    }

    @Override
    public Set<RevisionId> pruned() {
        Set<RevisionId> gone = shelf.gone();
        gone.addAll(states.shelf().gone());
        return gone;
    }

    @Override
    public void removeDevice(DeviceId device, Hlc now) throws StorageException {
        client.remove(device.toString());
    }

    @Override
    public Optional<Matching> matching() {
        return Optional.of(matching);
    }

    @Override
    public Optional<Refusal> refuses(SaveId save) {
        Optional<Refusal> game = shelf.naming().refuses(save);
        return game.isPresent() || !States.isOne(save) ? game : states.refuses(save);
    }

    @Override
    public boolean takesStatesUnasked() {
        return settings.states().get().usually();
    }

    @Override
    public void tidy(Keeping keeping, Supplier<Hlc> now) throws StorageException {
        states.tidy(keeping);
    }

    /// A game that was imported again has another number, and nothing hangs on it: nobody meant the
    /// saves to go.
    @Override
    public boolean lost(SaveId save, RevisionId agreed) {
        Optional<Naming.Spot> now = shelf.naming().spot(save);
        return now.isPresent()
                && version(agreed)
                        .filter(version -> version.game() != now.get().game().id())
                        .isPresent();
    }

    @Override
    public void placed(Collection<RevisionId> revisions) {
        // Not even that may be written down
        if (settings.readOnly()) return;
        try {
            String device = membership.id();
            for (RevisionId one : revisions) {
                Optional<ServerVersion> row = shelf.version(one).filter(ServerVersion::there);
                if (row.isEmpty() || lookout.isAcknowledged(row.get().row())) continue;
                Optional<SaveRow> said = client.downloaded(row.get().row(), device);
                if (said.isEmpty()) continue;
                // Else someone replaced it after it was read, and this device has something else
                if (Uploads.isSame(row.get(), said.get())) lookout.acknowledge(said.get().id());
                else lookout.take(List.of(said.get()), false);
            }
        } catch (StorageException e) {
            // The next upload says it first thing
            System.getLogger(RommStorage.class.getName())
                    .log(System.Logger.Level.DEBUG, "a download was not acknowledged", e);
        }
    }

    @Override
    public void begin(Collection<SaveId> saves) throws StorageException {
        if (settings.readOnly()) return;
        Naming naming = shelf.naming();
        Set<Long> games = new LinkedHashSet<>();
        for (SaveId save : saves) naming.spot(save).ifPresent(spot -> games.add(spot.game().id()));
        book.begin(games);
    }

    @Override
    public void end(int done, int failed) {
        book.end(done, failed);
    }

    @Override
    public Requests requests() {
        return wire.requests();
    }

    @Override
    public void close() {
        states.close();
        staging.close();
        wire.close();
    }

    /// An identity made of texts, the same wherever it is made.
    static UUID named(String text) {
        return UUID.nameUUIDFromBytes(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
