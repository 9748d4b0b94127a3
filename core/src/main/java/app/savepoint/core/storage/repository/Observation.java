package app.savepoint.core.storage.repository;

import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.Hlc;
import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.ObjectInfo;
import app.savepoint.core.storage.ObjectStore;
import app.savepoint.core.storage.RemoteTree.Notice;
import app.savepoint.core.storage.StorageException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/// One look at the repository: takes in what is new in every device's stream.
///
/// Trouble in one stream never keeps another from being read.
final class Observation {
    /// A stream with a tenth of the events after which a checkpoint is made is worth asking for
    /// one.
    private static final int WORTH_ASKING = 10;

    private static final Duration CLOCK_TOLERANCE = Duration.ofHours(24);

    private final ObjectStore store;
    private final RepositoryMemory memory;
    private final Settings settings;
    private final StreamReader reader;
    private final StreamFollower follower;
    private final Folding folding;
    private final Contents contents;
    private final Unannounced unannounced;
    private final UUID owner;
    private final List<Notice> notices = new ArrayList<>();
    private Map<DeviceId, ObjectInfo> heads = Map.of();

    Observation(
            ObjectStore store,
            RepositoryMemory memory,
            Settings settings,
            Contents contents,
            Unannounced unannounced) {
        this.store = store;
        this.memory = memory;
        this.settings = settings;
        this.contents = contents;
        this.unannounced = unannounced;
        this.reader = new StreamReader(store);
        this.follower = new StreamFollower(store, memory, reader, this);
        KnownRepository known =
                memory.repository()
                        .orElseThrow(() -> new IllegalStateException("no repository was joined"));
        this.owner = known.owner();
        this.folding = new Folding(owner, memory, contents::arriving);
    }

    /// Looks, folds what is new, and returns what a person should hear of.
    List<Notice> run() throws StorageException {
        List<ObjectInfo> listed = store.list(Keys.HEADS);
        Repository.require(store, memory, listed);
        heads = headsByDevice(listed);
        OwnStream own = own();
        boolean writes = store.takesWrites();
        if (writes) own.checkIdentity(heads);
        boolean memoryIsNew = !memory.streams().containsKey(memory.self().id());
        catchUp();
        for (Stream stream : memory.streams().values())
            if (!heads.containsKey(stream.device().id())
                    && !stream.device().id().equals(memory.self().id()))
                follower.headIsGone(stream);
        if (writes) own.finishPublishing();
        if (writes && memoryIsNew && memory.streams().containsKey(memory.self().id()))
            own.adoptForgotten();
        unannounced.lookFor(heads, owner, follower);
        contents.lookAgain();
        return notices;
    }

    private void catchUp() throws StorageException {
        boolean knowsNothing =
                memory.streams().values().stream().allMatch(stream -> stream.seq() == 0);
        List<Checkpoint> found = new ArrayList<>();
        if (knowsNothing)
            follower.beginWith(
                    () -> {
                        new Checkpoints(store, memory, settings).find().ifPresent(found::add);
                        return found.stream().findFirst().map(Checkpoint::segments);
                    },
                    settings.housework().checkpointEvents() / WORTH_ASKING);
        try {
            for (Map.Entry<DeviceId, ObjectInfo> head : heads.entrySet())
                follower.catchUp(head.getKey(), head.getValue());
        } finally {
            found.forEach(Checkpoint::close);
        }
    }

    private OwnStream own() {
        return new OwnStream(store, memory, settings, reader, follower, this);
    }

    /// Before a first publishing, where there is no head that could tell: takes in what a memory
    /// that was lost since has published.
    void adoptForgotten() throws StorageException {
        Stream mine = memory.streams().get(memory.self().id());
        if (mine == null || mine.seq() == 0) own().adoptForgotten();
    }

    private static Map<DeviceId, ObjectInfo> headsByDevice(List<ObjectInfo> listed) {
        // In the same order on every device and at every time.
        Map<DeviceId, ObjectInfo> heads = new TreeMap<>();
        for (ObjectInfo head : listed)
            Keys.deviceOf(Keys.HEADS, head.key()).ifPresent(device -> heads.put(device, head));
        return heads;
    }

    void say(String code, Saying what) {
        notices.add(new Notice(code, what));
    }

    /// Folds events of one stream, in place of all that was read of it before where it is read
    /// `anew`, and says so if a clock can not be believed.
    void fold(List<StoredEvent> events, Set<DeviceId> anew, Stream stream, boolean publishingDone)
            throws StorageException {
        Instant now = settings.clock().instant();
        ObjectInfo head = heads.get(stream.device().id());
        // A device without a clock has to take the storage's.
        if (memory.self().type().clockless() && head != null && head.modifiedAt().isAfter(now))
            now = head.modifiedAt();
        Hlc believable = new Hlc(now.plus(CLOCK_TOLERANCE).toEpochMilli(), Integer.MAX_VALUE);
        Optional<Hlc> tooLate =
                folding.fold(
                        events,
                        new Folding.Around(
                                anew, List.of(stream), Set.of(), believable, publishingDone));
        if (tooLate.isEmpty()) return;
        String name = stream.device().name();
        long days = Duration.between(now, Instant.ofEpochMilli(tooLate.get().millis())).toDays();
        say(
                "device.clock-ahead",
                Saying.of("device.clock-ahead", name, days)
                        .inEnglish(
                                "the clock of "
                                        + name
                                        + " is "
                                        + days
                                        + " days ahead of this device's; set the one that is"
                                        + " wrong"));
    }
}
