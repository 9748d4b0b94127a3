package app.savepoint.core.storage.repository;

import app.savepoint.core.save.DeviceId;
import app.savepoint.core.storage.Content;
import app.savepoint.core.storage.ObjectInfo;
import app.savepoint.core.storage.ObjectStore;
import app.savepoint.core.storage.Precondition;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StorageException.ChangedMeanwhile;
import app.savepoint.core.storage.repository.StreamReader.Position;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where a checkpoint lies, who reads it, and when this device makes one.
final class Checkpoints {
    private static final Logger LOG = System.getLogger(Checkpoints.class.getName());
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    /// When one was last thought of, by [PassedTime], and how many events there were.
    private static final String NOTE = "checkpoint";

    /// Earlier ones that stay.
    private static final int EARLIER = 3;

    /// A stream in more pieces is to be joined first, by its device.
    private static final int MOST_PIECES = 256;

    /// So many segments are asked for at most. Only its own device joins a stream, so those of
    /// devices that are gone stay as they are, and must not keep the others from being gathered.
    private static final int MOST_SEGMENTS = 4096;

    private final ObjectStore store;
    private final RepositoryMemory memory;
    private final Settings settings;
    private final UUID repository;

    Checkpoints(ObjectStore store, RepositoryMemory memory, Settings settings) {
        this.store = store;
        this.memory = memory;
        this.settings = settings;
        this.repository = memory.repository().orElseThrow().id();
    }

    /// The one that lies there, for a device that knows nothing yet; none if it can not be used,
    /// because nobody needs one.
    Optional<Checkpoint> find() {
        try {
            Optional<Bytes> object = Bytes.read(store, Keys.CHECKPOINT, Checkpoint.LONGEST);
            if (object.isEmpty()) return Optional.empty();
            return Optional.of(Checkpoint.read(object.get().bytes(), repository));
        } catch (Malformed e) {
            LOG.log(Level.WARNING, "the checkpoint is passed over: it " + e.getMessage());
            return Optional.empty();
        } catch (StorageException e) {
            LOG.log(Level.INFO, "the checkpoint could not be read", e);
            return Optional.empty();
        }
    }

    private long events() {
        return memory.streams().values().stream().mapToLong(Stream::seq).sum();
    }

    boolean isDue(long passed) {
        Housework housework = settings.housework();
        String[] noted = memory.noted(NOTE).orElse("").split(" ", 2);
        if (noted.length < 2) {
            memory.note(NOTE, passed + " 0");
            return events() >= housework.checkpointEvents();
        }
        long since = events() - Long.parseLong(noted[1]);
        return since >= housework.checkpointEvents()
                || (since > 0 && passed - Long.parseLong(noted[0]) >= housework.stay().toMillis());
    }

    /// Makes one, if it says at least as much of every stream as the one that is there, and more of
    /// one. That somebody else may make one at the same time does no harm.
    void write(long passed) throws StorageException {
        long events = events();
        Map<String, byte[]> segments = new TreeMap<>();
        Map<DeviceId, Position> vector = gather(segments);
        if (!vector.isEmpty()) write(segments, vector);
        memory.note(NOTE, passed + " " + events);
    }

    private void write(Map<String, byte[]> segments, Map<DeviceId, Position> vector)
            throws StorageException {
        byte @Nullable [] before = null;
        Precondition expected = Precondition.ABSENT;
        try {
            Optional<Bytes> there = Bytes.read(store, Keys.CHECKPOINT, Checkpoint.LONGEST);
            if (there.isPresent()) {
                before = there.get().bytes();
                expected = new Precondition.Match(there.get().etag());
                if (!isMore(vector, held(before))) return;
            }
        } catch (Malformed e) {
            LOG.log(Level.WARNING, "the checkpoint is replaced: it " + e.getMessage());
            if (before == null) expected = Precondition.ANY;
        }
        byte[] object;
        try {
            object = Checkpoint.write(repository, segments, vector);
        } catch (SQLException e) {
            LOG.log(Level.WARNING, "no checkpoint could be made", e);
            return;
        }
        if (object.length > Checkpoint.LONGEST) {
            LOG.log(Level.INFO, "no checkpoint: it would be too long");
            return;
        }
        if (before != null) keep(before);
        try {
            store.put(Keys.CHECKPOINT, Content.of(object), expected);
        } catch (ChangedMeanwhile e) {
            // It may say more than ours; if not, the next one will
            LOG.log(Level.INFO, "no checkpoint: another device wrote one meanwhile");
            return;
        }
        store.flush();
        LOG.log(Level.INFO, () -> "wrote a checkpoint of " + vector.size() + " streams");
    }

    /// Sets an earlier one aside, and removes those before it.
    private void keep(byte[] object) throws StorageException {
        Instant now = settings.clock().instant();
        store.put(Keys.EARLIER + TIME.format(now) + ".db", Content.of(object), Precondition.ANY);
        List<ObjectInfo> earlier = store.list(Keys.EARLIER);
        for (ObjectInfo old : earlier.subList(0, Math.max(0, earlier.size() - EARLIER)))
            store.delete(old.key());
    }

    /// How much of each stream a checkpoint really holds.
    private Map<DeviceId, Long> held(byte[] object) throws Malformed, StorageException {
        try (Checkpoint checkpoint = Checkpoint.read(object, repository)) {
            HeldSegments held = checkpoint.segments();
            StreamReader reader = new StreamReader(held);
            Map<DeviceId, Long> reaches = new HashMap<>();
            for (Map.Entry<DeviceId, Position> said : checkpoint.vector().entrySet()) {
                DeviceId device = said.getKey();
                Position at =
                        reader.check(
                                        device,
                                        null,
                                        held.list(Keys.events(device)),
                                        said.getValue().seq())
                                .at();
                reaches.put(device, at.seq());
            }
            return reaches;
        }
    }

    private boolean isMore(Map<DeviceId, Position> ours, Map<DeviceId, Long> theirs)
            throws StorageException {
        Map<DeviceId, Stream> streams = memory.streams();
        boolean more = false;
        for (Map.Entry<DeviceId, Long> their : theirs.entrySet()) {
            Stream stream = streams.get(their.getKey());
            Position our = ours.get(their.getKey());
            long seq = our == null ? 0 : our.seq();
            // What no head tells of is not held against us
            long told =
                    stream != null
                            ? stream.announced()
                            : store.head(Keys.head(their.getKey())).isPresent()
                                    ? Long.MAX_VALUE
                                    : 0;
            long counts = Math.min(their.getValue(), told);
            if (seq < counts) return false;
            more |= seq > their.getValue();
        }
        return more || !theirs.keySet().containsAll(ours.keySet());
    }

    /// Collects the segments of every stream, each up to its first event that still waits.
    private Map<DeviceId, Position> gather(Map<String, byte[]> segments) throws StorageException {
        Map<DeviceId, Long> waiting = new HashMap<>();
        for (PendingEvent pending : memory.pending())
            waiting.merge(pending.event().stream(), pending.event().seq(), Math::min);
        Map<DeviceId, List<Keys.Span>> ways = new TreeMap<>();
        int many = 0;
        Map<DeviceId, List<ObjectInfo>> listed = Unannounced.segments(store);
        for (Stream stream : memory.streams().values()) {
            DeviceId device = stream.device().id();
            long until = Math.min(stream.seq(), waiting.getOrDefault(device, Long.MAX_VALUE) - 1);
            List<Keys.Span> way = way(device, listed.getOrDefault(device, List.of()), until);
            many += way.size();
            if (way.size() > MOST_PIECES || many > MOST_SEGMENTS) {
                LOG.log(Level.INFO, "no checkpoint: the streams are in too many pieces");
                return Map.of();
            }
            if (!way.isEmpty()) ways.put(device, way);
        }
        List<Keys.Span> all = ways.values().stream().flatMap(List::stream).toList();
        List<Optional<Fetched>> fetched = Parallel.map(all, settings.parallel(), this::fetch);
        long bytes = 0;
        for (Optional<Fetched> each : fetched) {
            if (each.isEmpty()) return Map.of();
            bytes += each.get().bytes.length;
            if (bytes > Checkpoint.LONGEST) return Map.of();
            segments.put(each.get().key, each.get().bytes);
        }
        return checked(segments, ways);
    }

    private static final class Fetched {
        private final String key;
        private final byte[] bytes;

        Fetched(String key, byte[] bytes) {
            this.key = key;
            this.bytes = bytes;
        }
    }

    private Optional<Fetched> fetch(Keys.Span span) throws StorageException {
        try {
            return Bytes.read(store, span.key(), StreamReader.LONGEST)
                    .map(object -> new Fetched(span.key(), object.bytes()));
        } catch (Malformed e) {
            LOG.log(Level.WARNING, "no checkpoint: " + span.key(), e);
            return Optional.empty();
        }
    }

    /// The segments that lead furthest, one after the other.
    private static List<Keys.Span> way(DeviceId device, List<ObjectInfo> listed, long until) {
        Spans spans = Spans.of(device, listed);
        List<Keys.Span> way = new ArrayList<>();
        long at = 0;
        while (at < until) {
            long next = at + 1;
            Optional<Keys.Span> longest =
                    spans.holding(next).stream()
                            .filter(span -> span.first() == next && span.last() <= until)
                            .findFirst();
            if (longest.isEmpty()) break;
            way.add(longest.get());
            at = longest.get().last();
        }
        return way;
    }

    /// Where the chain of each stream ends in what was collected, read as anybody will.
    private Map<DeviceId, Position> checked(
            Map<String, byte[]> segments, Map<DeviceId, List<Keys.Span>> ways)
            throws StorageException {
        HeldSegments held =
                new HeldSegments(
                        segments.keySet(), key -> Objects.requireNonNull(segments.get(key)));
        StreamReader reader = new StreamReader(held);
        Map<DeviceId, Position> vector = new TreeMap<>();
        for (Map.Entry<DeviceId, List<Keys.Span>> way : ways.entrySet()) {
            DeviceId device = way.getKey();
            long last = way.getValue().getLast().last();
            Position at = reader.check(device, null, held.list(Keys.events(device)), last).at();
            if (at.seq() != last) {
                LOG.log(Level.WARNING, "no checkpoint: " + device + " does not hold together");
                return Map.of();
            }
            vector.put(device, at);
        }
        return vector;
    }
}
