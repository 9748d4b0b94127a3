package app.savepoint.core.storage.repository;

import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.Hlc;
import app.savepoint.core.storage.ETag;
import app.savepoint.core.storage.ObjectInfo;
import app.savepoint.core.storage.ObjectStore;
import app.savepoint.core.storage.RemoteTree.Notice;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.repository.StreamReader.End;
import app.savepoint.core.storage.repository.StreamReader.Position;
import app.savepoint.core.storage.repository.StreamReader.Stretch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One look at the repository: takes in what is new in every device's stream.
///
/// Trouble in one stream never keeps another from being read.
final class Observation {
    private static final Duration CLOCK_TOLERANCE = Duration.ofHours(24);

    /// Stands for the version of a head file that is not there, though its stream is.
    private static final ETag NO_HEAD = new ETag("-");

    private final ObjectStore store;
    private final RepositoryMemory memory;
    private final Settings settings;
    private final StreamReader reader;
    private final Folding folding;
    private final Contents contents;
    private final List<Notice> notices = new ArrayList<>();
    private Map<DeviceId, ObjectInfo> heads = Map.of();

    Observation(ObjectStore store, RepositoryMemory memory, Settings settings, Contents contents) {
        this.store = store;
        this.memory = memory;
        this.settings = settings;
        this.contents = contents;
        this.reader = new StreamReader(store);
        KnownRepository known =
                memory.repository()
                        .orElseThrow(() -> new IllegalStateException("no repository was joined"));
        this.folding = new Folding(known.owner(), memory, contents::missing);
    }

    /// Looks, folds what is new, and returns what a person should hear of.
    List<Notice> run() throws StorageException {
        List<ObjectInfo> listed = store.list(Keys.HEADS);
        Repository.require(store, memory, listed);
        heads = headsByDevice(listed);
        OwnStream own = own();
        own.checkIdentity(heads);
        boolean memoryIsNew = !memory.streams().containsKey(memory.self().id());
        for (Map.Entry<DeviceId, ObjectInfo> head : heads.entrySet())
            catchUp(head.getKey(), head.getValue());
        for (Stream stream : memory.streams().values())
            if (!heads.containsKey(stream.device().id())
                    && !stream.device().id().equals(memory.self().id())) headIsGone(stream);
        own.finishPublishing();
        if (memoryIsNew && memory.streams().containsKey(memory.self().id())) own.adoptForgotten();
        contents.lookAgain();
        return notices;
    }

    private OwnStream own() {
        return new OwnStream(store, memory, settings, reader, this);
    }

    /// Before a first publishing, where there is no head that could tell: takes in what a memory
    /// that was lost since has published.
    void adoptForgotten() throws StorageException {
        Stream mine = memory.streams().get(memory.self().id());
        if (mine == null || mine.seq() == 0) own().adoptForgotten();
    }

    private static Map<DeviceId, ObjectInfo> headsByDevice(List<ObjectInfo> listed) {
        Map<DeviceId, ObjectInfo> heads = new HashMap<>();
        for (ObjectInfo head : listed)
            Keys.deviceOf(Keys.HEADS, head.key()).ifPresent(device -> heads.put(device, head));
        return heads;
    }

    void say(String code, String message) {
        notices.add(new Notice(code, message));
    }

    private void catchUp(DeviceId device, ObjectInfo info) throws StorageException {
        Stream known = memory.streams().get(device);
        if (known != null
                && info.etag().equals(known.headEtag())
                && known.seq() >= known.announced()) return;
        Optional<Quarantined> damage = quarantined(info.key());
        if (damage.isPresent() && damage.get().etag().equals(info.etag())) return;
        HeadFile head;
        try {
            Optional<HeadFile> read = readHead(device);
            if (read.isEmpty()) return;
            head = read.get();
        } catch (Malformed e) {
            quarantine(
                    info.key(), info.etag(), "the head of device " + device + " " + e.getMessage());
            return;
        }
        if (damage.isPresent()) release(info.key());
        Stream stream =
                known == null ? new Stream(head.device(), 0, null, 0, 0, null, null) : known;
        follow(head, info.etag(), stream);
    }

    Optional<HeadFile> readHead(DeviceId device) throws StorageException, Malformed {
        Optional<Bytes> object = Bytes.read(store, Keys.head(device), HeadFile.LONGEST);
        return object.isEmpty()
                ? Optional.empty()
                : Optional.of(HeadFile.decode(object.get().bytes(), device));
    }

    private void follow(HeadFile head, ETag etag, Stream stream) throws StorageException {
        DeviceId device = head.device().id();
        String folder = Keys.events(device);
        Optional<Quarantined> damage = quarantined(folder);
        if (damage.isPresent()) {
            var now = StreamReader.fingerprint(reader.list(device, Position.START), etag);
            if (damage.get().etag().equals(now)) return;
            release(folder);
        }
        boolean sameEnd = head.last() == stream.seq() && head.digest().equals(stream.digest());
        if (head.last() < stream.seq() || (head.last() == stream.seq() && !sameEnd)) {
            readAnew(stream, head, etag);
            return;
        }
        Stretch stretch = read(head, etag, stream);
        switch (stretch.end()) {
            case End.Reached(), End.More() -> {}
            case End.Gap() -> {
                if (isCovered(device, stretch.at())) readAnew(heard(device), head, etag);
            }
            case End.Wrong(var why) -> readAnew(heard(device), head, etag);
        }
    }

    private Stream heard(DeviceId device) {
        return Objects.requireNonNull(memory.streams().get(device), "was folded just now");
    }

    /// Folds a stream from where it was read to, up to its head, or as far as it goes.
    private Stretch read(HeadFile head, ETag etag, Stream from) throws StorageException {
        Position at = new Position(from.seq(), from.digest());
        Stream stream = from;
        while (true) {
            Stretch stretch = reader.readTo(head, at);
            at = stretch.at();
            Stream now = moved(stream, head, etag, at);
            if (!now.equals(memory.streams().get(now.device().id())))
                fold(stretch.events(), Map.of(), now, false);
            stream = now;
            if (!(stretch.end() instanceof End.More)) return stretch;
        }
    }

    private static Stream moved(Stream stream, HeadFile head, ETag etag, Position at) {
        return new Stream(
                head.device(),
                at.seq(),
                at.digest(),
                head.last(),
                Math.max(stream.highest(), Math.max(head.last(), at.seq())),
                etag,
                head.writeId());
    }

    /// Folds events of one stream, and says so if a clock can not be believed.
    void fold(
            List<StoredEvent> events,
            Map<DeviceId, Long> rolledBack,
            Stream stream,
            boolean publishingDone)
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
                                rolledBack, List.of(stream), Set.of(), believable, publishingDone));
        if (tooLate.isPresent())
            say(
                    "device.clock-ahead",
                    "the clock of "
                            + stream.device().name()
                            + " is "
                            + Duration.between(now, Instant.ofEpochMilli(tooLate.get().millis()))
                                    .toDays()
                            + " days ahead of this device's; set the one that is wrong");
    }

    /// Whether the next event lies inside a segment that began earlier, as after parts were joined.
    private boolean isCovered(DeviceId device, Position at) throws StorageException {
        return reader.list(device, Position.START).stream()
                .flatMap(object -> Keys.span(device, object.key()).stream())
                .anyMatch(span -> span.first() <= at.seq() && span.last() > at.seq());
    }

    /// The stream is not the one that was read: follows it from its start, and only if it holds
    /// together takes it in place of what was known.
    private void readAnew(Stream known, HeadFile head, ETag etag) throws StorageException {
        DeviceId device = known.device().id();
        List<ObjectInfo> listed = reader.list(device, Position.START);
        // Where only the head file went back, the segments still reach as far as they did.
        long until = head.last() < known.seq() ? Long.MAX_VALUE : head.last();
        Stretch whole = reader.check(device, head, listed, until);
        if (whole.at().seq() < head.last()) {
            String why = whole.end() instanceof End.Wrong(var what) ? what : "segments are missing";
            fold(
                    List.of(),
                    Map.of(),
                    moved(known, head, etag, new Position(known.seq(), known.digest())),
                    false);
            quarantine(
                    Keys.events(device),
                    StreamReader.fingerprint(listed, etag),
                    "what " + head.device().name() + " published can not be followed: " + why);
            return;
        }
        replace(known, moved(known, head, etag, whole.at()), head);
    }

    /// Takes a stream that was checked in place of what was known of it.
    private void replace(Stream known, Stream now, @Nullable HeadFile head)
            throws StorageException {
        DeviceId device = now.device().id();
        Position at = Position.START;
        Map<DeviceId, Long> rolledBack = Map.of(device, 0L);
        do {
            Stretch stretch = reader.readOn(device, head, at, now.seq());
            at = stretch.at();
            fold(
                    stretch.events(),
                    rolledBack,
                    new Stream(
                            now.device(),
                            at.seq(),
                            at.digest(),
                            now.announced(),
                            now.highest(),
                            now.headEtag(),
                            now.writeId()),
                    false);
            rolledBack = Map.of();
            if (stretch.events().isEmpty()) break;
        } while (at.seq() < now.seq());
        if (at.seq() < known.seq())
            say(
                    "storage.rolled-back",
                    "the storage was put back to an older state: of what "
                            + now.device().name()
                            + " published, the last "
                            + (known.seq() - at.seq())
                            + " changes are gone from it; whoever still has them publishes them"
                            + " again");
    }

    /// A head file that was there is not: either it alone is gone, or the stream with it.
    private void headIsGone(Stream known) throws StorageException {
        if (NO_HEAD.equals(known.headEtag()) || known.seq() == 0) return;
        DeviceId device = known.device().id();
        List<ObjectInfo> listed = reader.list(device, Position.START);
        Stretch whole = reader.check(device, null, listed, Long.MAX_VALUE);
        Stream now =
                new Stream(
                        known.device(),
                        whole.at().seq(),
                        whole.at().digest(),
                        whole.at().seq(),
                        known.highest(),
                        NO_HEAD,
                        known.writeId());
        if (whole.at().seq() >= known.seq()) {
            say(
                    "storage.head-missing",
                    "the head file of "
                            + known.device().name()
                            + " is missing in the storage; it comes back when that device"
                            + " publishes again");
        }
        replace(known, now, null);
    }

    // Damage that is kept in mind, so that it is read again only when it changed.

    private Optional<Quarantined> quarantined(String key) {
        return memory.quarantine().stream()
                .filter(bad -> bad.event() == null && bad.key().equals(key))
                .findFirst();
    }

    private void quarantine(String key, ETag etag, String reason) {
        memory.fold(batch(List.of(new Quarantined(key, etag, null, reason)), Set.of()));
    }

    private void release(String key) {
        memory.fold(batch(List.of(), Set.of(key)));
    }

    private static FoldBatch batch(List<Quarantined> quarantine, Set<String> released) {
        return new FoldBatch(
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                quarantine,
                released,
                Set.of(),
                List.of(),
                Hlc.ZERO,
                false);
    }

    /// What a person should hear of as long as it lasts.
    static List<Notice> standing(RepositoryMemory memory) {
        return memory.quarantine().stream()
                .map(bad ->
                        new Notice(
                                bad.event() == null ? "storage.damaged" : "storage.refused",
                                bad.reason()))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /// How much is known of and not in place: events that did not arrive or that wait, objects that
    /// can not be read, contents that are missing.
    static int pending(RepositoryMemory memory) {
        long events =
                memory.streams().values().stream()
                        .mapToLong(stream -> Math.max(0, stream.announced() - stream.seq()))
                        .sum();
        long objects = memory.quarantine().stream().filter(bad -> bad.event() == null).count();
        long all = events + objects + memory.pending().size() + memory.missing().size();
        return Math.clamp(all, 0, Integer.MAX_VALUE);
    }
}
