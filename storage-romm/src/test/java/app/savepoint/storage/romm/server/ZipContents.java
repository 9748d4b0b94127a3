package app.savepoint.storage.romm.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/// What a zip holds, read as RomM's server reads one: by its directory at the end, wherever in the
/// bytes that is. The JDK's readers are stricter, and hide the second of two equal names.
final class ZipContents {
    private static final byte[] END = {'P', 'K', 5, 6};
    private static final int END_SIZE = 22;
    private static final int LONGEST_COMMENT = 0xFFFF;
    private static final int CENTRAL = 0x02014b50;
    private static final int CENTRAL_SIZE = 46;
    private static final int LOCAL_SIZE = 30;
    private static final int UTF8_FLAG = 0x800;
    private static final int DEFLATED = 8;
    private static final int SHORT = 0xFFFF;
    private static final Charset OLD = Charset.forName("IBM437");

    /// A file or, with a slash at its end, a folder.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Entry(String name, byte[] bytes) {}

    private ZipContents() {}

    /// Whether the end of a zip's directory is found; the name plays no part.
    static boolean looksLikeOne(byte[] bytes) {
        return end(bytes) >= 0;
    }

    /// Its entries in the order of the directory; null where they cannot be read.
    static @Nullable List<Entry> of(byte[] bytes) {
        try {
            return read(bytes);
        } catch (IOException
                | BufferUnderflowException
                | IndexOutOfBoundsException
                | IllegalArgumentException unreadable) {
            return null;
        }
    }

    private static List<Entry> read(byte[] bytes) throws IOException {
        ByteBuffer zip = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int end = end(bytes);
        int size = zip.getInt(end + 12);
        int ahead = end - size - zip.getInt(end + 16);
        List<Entry> entries = new ArrayList<>();
        int at = end - size;
        while (at < end) {
            if (zip.getInt(at) != CENTRAL) {
                throw new IOException("the directory is damaged");
            }
            int flags = zip.getShort(at + 8) & SHORT;
            int nameLength = zip.getShort(at + 28) & SHORT;
            String name =
                    new String(
                            bytes,
                            at + CENTRAL_SIZE,
                            nameLength,
                            (flags & UTF8_FLAG) == 0 ? OLD : UTF_8);
            entries.add(new Entry(name, data(zip, at, ahead)));
            at +=
                    CENTRAL_SIZE
                            + nameLength
                            + (zip.getShort(at + 30) & SHORT)
                            + (zip.getShort(at + 32) & SHORT);
        }
        return entries;
    }

    private static byte[] data(ByteBuffer zip, int entry, int ahead) throws IOException {
        int method = zip.getShort(entry + 10) & SHORT;
        int packed = zip.getInt(entry + 20);
        int size = zip.getInt(entry + 24);
        int local = zip.getInt(entry + 42) + ahead;
        int from =
                local
                        + LOCAL_SIZE
                        + (zip.getShort(local + 26) & SHORT)
                        + (zip.getShort(local + 28) & SHORT);
        byte[] raw = new byte[packed];
        zip.get(from, raw);
        byte[] bytes = method == DEFLATED ? inflated(raw, size) : raw;
        CRC32 sum = new CRC32();
        sum.update(bytes);
        if ((int) sum.getValue() != zip.getInt(entry + 16)) {
            throw new IOException("an entry is damaged");
        }
        return bytes;
    }

    private static byte[] inflated(byte[] raw, int size) throws IOException {
        try (Inflater inflater = new Inflater(true);
                InflaterInputStream in =
                        new InflaterInputStream(new ByteArrayInputStream(raw), inflater)) {
            return in.readNBytes(size);
        }
    }

    private static int end(byte[] bytes) {
        int first = Math.max(0, bytes.length - END_SIZE - LONGEST_COMMENT);
        for (int at = bytes.length - END_SIZE; at >= first; at--) {
            if (bytes[at] == END[0]
                    && bytes[at + 1] == END[1]
                    && bytes[at + 2] == END[2]
                    && bytes[at + 3] == END[3]) {
                return at;
            }
        }
        return -1;
    }
}
