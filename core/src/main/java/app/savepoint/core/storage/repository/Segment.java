package app.savepoint.core.storage.repository;

import app.savepoint.core.save.ContentHash;
import app.savepoint.core.save.DeviceId;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// A run of a device's events, stored once and never changed: a first line about the segment, then
/// a line per event, compressed.
///
/// @param device whose stream
/// @param first the number of the first event
/// @param previous SHA-256 of the object that held the segment before; null in the first one
/// @param writeId which publishing wrote it
/// @param events at least one
record Segment(
        DeviceId device,
        long first,
        @Nullable ContentHash previous,
        UUID writeId,
        List<StoredEvent> events) {
    /// The most that a reader takes, unpacked.
    static final int LONGEST = 32 * 1024 * 1024;

    /// A writer begins a new segment after this many events or bytes, whichever comes first.
    static final int MOST_EVENTS = 2000;

    static final int FULL = 4 * 1024 * 1024;

    private static final byte LF = '\n';

    Segment {
        events = List.copyOf(events);
        if (events.isEmpty()) throw new IllegalArgumentException("a segment without events");
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
                    events);
        } catch (IllegalArgumentException e) {
            throw new Malformed("names no segment before it", e);
        }
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
