package app.savepoint.core.storage.repository;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.savepoint.core.save.ContentHash;
import app.savepoint.core.save.DeviceId;
import app.savepoint.core.storage.ETag;
import app.savepoint.core.storage.ObjectInfo;
import app.savepoint.core.storage.ObjectStore;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.repository.Segment.Part;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Follows a device's stream from segment to segment, each of which has to name the one before, and
/// through unions that stand for several.
final class StreamReader {
    /// The most that a reader takes, packed.
    static final int LONGEST = 32 * 1024 * 1024;

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
            List<StoredEvent> events, List<UUID> writeIds, Position at, long lastFirst, End end) {
        /// With the stretch that begins where this one ends.
        Stretch and(Stretch further) {
            if (events.isEmpty()) return further;
            List<StoredEvent> allEvents = new ArrayList<>(events);
            allEvents.addAll(further.events());
            List<UUID> allIds = new ArrayList<>(writeIds);
            allIds.addAll(further.writeIds());
            long first = further.lastFirst() == 0 ? lastFirst : further.lastFirst();
            return new Stretch(allEvents, allIds, further.at(), first, further.end());
        }
    }

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
        Spans likely;
        if (head.first() == from.seq() + 1) {
            String key = Keys.segment(device, head.first(), head.last());
            likely = new Spans(List.of(new Keys.Span(key, head.first(), head.last())));
        } else {
            likely = Spans.of(device, list(device, from));
        }
        return read(device, head, from, likely, head.last());
    }

    /// Reads from a position up to a number, or as far as there are segments, whatever the head
    /// says.
    Stretch readOn(DeviceId device, @Nullable HeadFile head, Position from, long until)
            throws StorageException {
        return read(device, head, from, Spans.of(device, list(device, from)), until);
    }

    /// Reads from a position as far as there are segments among those that were listed, whatever
    /// the head says.
    Stretch readOn(DeviceId device, Position from, List<ObjectInfo> listed)
            throws StorageException {
        return walk(device, null, from, Spans.of(device, listed), Long.MAX_VALUE, true);
    }

    /// Follows the stream from its start and keeps none of its events.
    Stretch check(DeviceId device, @Nullable HeadFile head, List<ObjectInfo> listed, long until)
            throws StorageException {
        return walk(device, head, Position.START, Spans.of(device, listed), until, false);
    }

    /// Reads along what is likely to be there. Where that ends in a gap, what was listed may be
    /// gone since, and a union that stands for it may begin further ahead: so all is listed.
    private Stretch read(
            DeviceId device, @Nullable HeadFile head, Position from, Spans likely, long until)
            throws StorageException {
        Stretch found = walk(device, head, from, likely, until, true);
        if (!(found.end() instanceof End.Gap)) return found;
        Spans all = Spans.of(device, list(device, Position.START));
        return found.and(walk(device, head, found.at(), all, until, true));
    }

    private Stretch walk(
            DeviceId device,
            @Nullable HeadFile head,
            Position from,
            Spans spans,
            long until,
            boolean keep)
            throws StorageException {
        List<StoredEvent> events = new ArrayList<>();
        List<UUID> writeIds = new ArrayList<>();
        Position at = from;
        long lastFirst = 0;
        End end = new End.Reached();
        while (at.seq() < until) {
            if (events.size() >= ENOUGH) {
                end = new End.More();
                break;
            }
            End failure = new End.Gap();
            Read taken = null;
            for (Keys.Span span : spans.holding(at.seq() + 1)) {
                try {
                    Optional<Read> read = read(device, head, at, span, until);
                    if (read.isPresent()) {
                        taken = read.get();
                        break;
                    }
                } catch (Malformed e) {
                    failure = new End.Wrong(span.key() + " " + e.getMessage());
                }
            }
            if (taken == null) {
                boolean open = until == Long.MAX_VALUE && spans.isOver();
                end = open && failure instanceof End.Gap ? new End.Reached() : failure;
                break;
            }
            if (keep) events.addAll(taken.events());
            writeIds.add(taken.writeId());
            lastFirst = taken.lastFirst();
            at = taken.at();
        }
        return new Stretch(events, writeIds, at, lastFirst, end);
    }

    /// What was read of a segment.
    ///
    /// @param lastFirst the first number of what was published last of it
    private record Read(List<StoredEvent> events, UUID writeId, Position at, long lastFirst) {}

    private Optional<Read> read(
            DeviceId device, @Nullable HeadFile head, Position at, Keys.Span span, long until)
            throws StorageException, Malformed {
        Optional<Whole> object = whole(device, span);
        if (object.isEmpty()) return Optional.empty();
        Segment segment = object.get().segment();
        Part last = null;
        long lastFirst = segment.first();
        boolean continues =
                segment.first() == at.seq() + 1 && Objects.equals(segment.previous(), at.digest());
        for (Part part : object.get().parts()) {
            if (part.last() > until) break;
            if (last != null) lastFirst = last.last() + 1;
            last = part;
            continues |= part.last() == at.seq() && part.digest().equals(at.digest());
        }
        if (last == null) return Optional.empty(); // more than is wanted, in one piece
        if (!continues) throw new Malformed("does not continue the segment before it");
        if (last.last() <= at.seq()) return Optional.empty();
        if (head != null && head.last() == last.last() && !head.digest().equals(last.digest()))
            throw new Malformed("is not what its device says it wrote");
        int from = (int) (at.seq() + 1 - segment.first());
        int to = (int) (last.last() + 1 - segment.first());
        return Optional.of(
                new Read(
                        segment.events().subList(from, to),
                        segment.writeId(),
                        new Position(last.last(), last.digest()),
                        lastFirst));
    }

    /// A segment as it lies in the storage.
    ///
    /// @param parts as which it was published; at least one
    record Whole(Segment segment, List<Part> parts) {
        /// By which what follows names it.
        ContentHash digest() {
            return parts.getLast().digest();
        }
    }

    /// Reads one segment, if it is there.
    Optional<Whole> whole(DeviceId device, Keys.Span span) throws StorageException, Malformed {
        Optional<Bytes> object = Bytes.read(store, span.key(), LONGEST);
        if (object.isEmpty()) return Optional.empty();
        Segment segment = Segment.decode(object.get().bytes(), device, span);
        List<Part> parts =
                segment.parts().isEmpty()
                        ? List.of(new Part(segment.last(), ContentHash.of(object.get().bytes())))
                        : segment.parts();
        return Optional.of(new Whole(segment, parts));
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
