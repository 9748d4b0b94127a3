package app.savepoint.core.storage.repository;

import app.savepoint.core.save.ContentHash;
import app.savepoint.core.save.DeviceId;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A run of a device's events, stored once and never changed: a first line about the segment, then
/// a line per event, compressed.
///
/// A *union* holds the events of several segments and stands in their place (decision 0008). Its
/// first line lists them as they were published, so the chain from segment to segment stays what it
/// was: who stands behind any of them finds its place in the union, and what was published behind
/// the last of them still names that one.
///
/// @param device whose stream
/// @param first the number of the first event
/// @param previous SHA-256 of the object that held the segment before, as it was published; null in
///   the first one
/// @param writeId which publishing wrote it; for a union the last one
/// @param parts the segments that a union stands for, in their order; empty for one that was
///   published as it is
/// @param events at least one
record Segment(
        DeviceId device,
        long first,
        @Nullable ContentHash previous,
        UUID writeId,
        List<Part> parts,
        List<StoredEvent> events) {
    /// The most that a reader takes, unpacked.
    static final int LONGEST = 32 * 1024 * 1024;

    /// A writer begins a new segment after this many events or bytes, whichever comes first.
    static final int MOST_EVENTS = 2000;

    static final int FULL = 4 * 1024 * 1024;

    private static final byte LF = '\n';

    /// A segment as it was published.
    ///
    /// @param last the number of its last event
    /// @param digest SHA-256 of the object that held it
    record Part(long last, ContentHash digest) {}

    Segment {
        parts = List.copyOf(parts);
        events = List.copyOf(events);
        if (events.isEmpty()) throw new IllegalArgumentException("a segment without events");
        long before = first - 1;
        for (Part part : parts) {
            if (part.last() <= before) throw new IllegalArgumentException("parts without order");
            before = part.last();
        }
        if (!parts.isEmpty() && before != first + events.size() - 1)
            throw new IllegalArgumentException("parts that do not end where the union does");
    }

    /// One that is published as it is.
    Segment(
            DeviceId device,
            long first,
            @Nullable ContentHash previous,
            UUID writeId,
            List<StoredEvent> events) {
        this(device, first, previous, writeId, List.of(), events);
    }

    long last() {
        return first + events.size() - 1;
    }

    String key() {
        return Keys.segment(device, first, last());
    }

    byte[] encode() {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        ObjectNode head = Json.object();
        head.put("device", device.toString());
        head.put("first", first);
        head.put("previous", previous == null ? null : previous.hex());
        head.put("writeId", writeId.toString());
        if (!parts.isEmpty()) {
            ArrayNode listed = head.putArray("parts");
            for (Part part : parts)
                listed.addObject().put("last", part.last()).put("sha256", part.digest().hex());
        }
        lines.writeBytes(Json.bytes(head));
        lines.write(LF);
        for (StoredEvent event : events) {
            lines.writeBytes(Events.line(event));
            lines.write(LF);
        }
        return Compression.compress(lines.toByteArray());
    }

    /// Reads the object that lies under a key; what is not wholly as it has to be is [Malformed].
    static Segment decode(byte[] object, DeviceId device, Keys.Span span) throws Malformed {
        List<byte[]> lines = lines(Compression.decompress(object, LONGEST));
        if (lines.size() - 1 != span.last() - span.first() + 1)
            throw new Malformed("does not hold as many events as its name says");
        Json head = Json.read(lines.getFirst());
        if (!head.text("device").equals(device.toString()))
            throw new Malformed("belongs to another device");
        if (head.number("first") != span.first()) throw new Malformed("has another first number");
        String previous = head.textOrNull("previous");
        List<StoredEvent> events = new ArrayList<>(lines.size());
        for (int i = 1; i < lines.size(); i++)
            events.add(Events.parse(lines.get(i), device, span.first() + i - 1));
        try {
            return new Segment(
                    device,
                    span.first(),
                    previous == null ? null : new ContentHash(previous),
                    head.uuid("writeId"),
                    head.has("parts") ? parts(head) : List.of(),
                    events);
        } catch (IllegalArgumentException e) {
            throw new Malformed("names segments that there can not be", e);
        }
    }

    private static List<Part> parts(Json head) throws Malformed {
        List<Part> parts = new ArrayList<>();
        for (Json part : head.objects("parts"))
            parts.add(new Part(part.number("last"), new ContentHash(part.text("sha256"))));
        if (parts.isEmpty()) throw new Malformed("joins nothing");
        return parts;
    }

    private static List<byte[]> lines(byte[] text) throws Malformed {
        if (text.length == 0 || text[text.length - 1] != LF)
            throw new Malformed("breaks off in a line");
        List<byte[]> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < text.length; i++)
            if (text[i] == LF) {
                lines.add(Arrays.copyOfRange(text, start, i));
                start = i + 1;
            }
        return lines;
    }
}
