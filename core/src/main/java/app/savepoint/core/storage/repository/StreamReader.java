package app.savepoint.core.storage.repository;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.savepoint.core.save.ContentHash;
import app.savepoint.core.save.DeviceId;
import app.savepoint.core.storage.ETag;
import app.savepoint.core.storage.ObjectInfo;
import app.savepoint.core.storage.ObjectStore;
import app.savepoint.core.storage.StorageException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Follows a device's stream from segment to segment, each of which has to name the one before.
final class StreamReader {
    /// The most that a reader takes, packed.
    private static final int LONGEST = 32 * 1024 * 1024;

    /// So many events are handed on at once, at least.
    private static final int ENOUGH = 4000;

    private final ObjectStore store;

    StreamReader(ObjectStore store) {
        this.store = store;
    }

    /// A place in a stream: behind an event.
    ///
    /// @param seq the event's number; 0 before the first
    /// @param digest of the segment that ended with it; null before the first
    record Position(long seq, @Nullable ContentHash digest) {
        static final Position START = new Position(0, null);
    }

    /// How a walk along a stream ended.
    sealed interface End {
        /// There is nothing further, or no more was wanted.
        record Reached() implements End {}

        /// Enough was read for once; go on from here.
        record More() implements End {}

        /// The next segment is not there.
        record Gap() implements End {}

        /// The next segment is there and is not right.
        record Wrong(String why) implements End {}
    }

    /// A stretch of a stream.
    ///
    /// @param events in their order
    /// @param writeIds which publishings wrote the segments that were read
    /// @param at where it ends
    /// @param lastFirst the first number of the last segment that was read; 0 if none was
    record Stretch(
            List<StoredEvent> events, List<UUID> writeIds, Position at, long lastFirst, End end) {}

    /// What is there of a device's stream behind a position, or all of it.
    List<ObjectInfo> list(DeviceId device, Position from) throws StorageException {
        return from.seq() == 0
                ? store.list(Keys.events(device))
                : store.list(Keys.events(device), Keys.justBefore(device, from.seq() + 1));
    }

    /// Reads from a position up to where the head says the stream ends. Asks for a listing only if
    /// more than one segment is new.
    Stretch readTo(HeadFile head, Position from) throws StorageException {
        DeviceId device = head.device().id();
        if (from.seq() >= head.last())
            return new Stretch(List.of(), List.of(), from, 0, new End.Reached());
        if (head.first() == from.seq() + 1) {
            String key = Keys.segment(device, head.first(), head.last());
            var only = List.of(new Keys.Span(key, head.first(), head.last()));
            return walk(device, head, from, only, head.last(), true);
        }
        return walk(device, head, from, spans(device, list(device, from)), head.last(), true);
    }

    /// Reads from a position up to a number, or as far as there are segments, whatever the head
    /// says.
    Stretch readOn(DeviceId device, @Nullable HeadFile head, Position from, long until)
            throws StorageException {
        return walk(device, head, from, spans(device, list(device, from)), until, true);
    }

    /// Reads from a position as far as there are segments among those that were listed, whatever
    /// the head says.
    Stretch readOn(DeviceId device, Position from, List<ObjectInfo> listed)
            throws StorageException {
        return walk(device, null, from, spans(device, listed), Long.MAX_VALUE, true);
    }

    /// Follows the stream from its start and keeps none of its events.
    Stretch check(DeviceId device, @Nullable HeadFile head, List<ObjectInfo> listed, long until)
            throws StorageException {
        return walk(device, head, Position.START, spans(device, listed), until, false);
    }

    private static List<Keys.Span> spans(DeviceId device, List<ObjectInfo> listed) {
        return listed.stream()
                .flatMap(object -> Keys.span(device, object.key()).stream())
                .sorted(
                        Comparator.comparingLong(Keys.Span::first)
                                .thenComparing(Keys.Span::last, Comparator.reverseOrder()))
                .toList();
    }

    private Stretch walk(
            DeviceId device,
            @Nullable HeadFile head,
            Position from,
            List<Keys.Span> spans,
            long until,
            boolean keep)
            throws StorageException {
        List<StoredEvent> events = new ArrayList<>();
        List<UUID> writeIds = new ArrayList<>();
        Position at = from;
        long lastFirst = 0;
        int next = 0;
        End end = new End.Reached();
        while (at.seq() < until) {
            if (events.size() >= ENOUGH) {
                end = new End.More();
                break;
            }
            // Where parts were joined, several segments begin here; the longest that fits is taken.
            End failure = new End.Gap();
            Read taken = null;
            while (next < spans.size() && spans.get(next).first() <= at.seq()) next++;
            for (int i = next; i < spans.size() && spans.get(i).first() == at.seq() + 1; i++) {
                if (spans.get(i).last() > until) continue;
                try {
                    Optional<Read> read = read(device, head, at, spans.get(i));
                    if (read.isPresent()) {
                        taken = read.get();
                        break;
                    }
                } catch (Malformed e) {
                    failure = new End.Wrong(spans.get(i).key() + " " + e.getMessage());
                }
            }
            if (taken == null) {
                boolean open = until == Long.MAX_VALUE && next == spans.size();
                end = open && failure instanceof End.Gap ? new End.Reached() : failure;
                break;
            }
            if (keep) events.addAll(taken.segment().events());
            writeIds.add(taken.segment().writeId());
            lastFirst = taken.segment().first();
            at = new Position(taken.segment().last(), taken.digest());
        }
        return new Stretch(events, writeIds, at, lastFirst, end);
    }

    private record Read(Segment segment, ContentHash digest) {}

    private Optional<Read> read(
            DeviceId device, @Nullable HeadFile head, Position at, Keys.Span span)
            throws StorageException, Malformed {
        Optional<Bytes> object = Bytes.read(store, span.key(), LONGEST);
        if (object.isEmpty()) return Optional.empty();
        ContentHash digest = ContentHash.of(object.get().bytes());
        if (head != null && head.last() == span.last() && !head.digest().equals(digest))
            throw new Malformed("is not what its device says it wrote");
        Segment segment = Segment.decode(object.get().bytes(), device, span);
        if (!Objects.equals(segment.previous(), at.digest()))
            throw new Malformed("does not continue the segment before it");
        return Optional.of(new Read(segment, digest));
    }

    /// Tells whether anything about a stream changed: all its objects and their versions.
    static ETag fingerprint(List<ObjectInfo> listed, @Nullable ETag head) {
        MessageDigest digest = ContentHash.start();
        digest.update(String.valueOf(head).getBytes(UTF_8));
        for (ObjectInfo object : listed)
            digest.update(("\n" + object.key() + " " + object.etag()).getBytes(UTF_8));
        return new ETag(ContentHash.finish(digest.digest()).hex());
    }
}
