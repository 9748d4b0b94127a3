package app.savepoint.core.scan;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Makes small `PARAM.SFO` files.
final class Sfo {
    private Sfo() {}

    /// One with a title before its category, as real ones have other keys too.
    static byte[] withCategory(String category) {
        ByteBuffer file = ByteBuffer.allocate(128).order(ByteOrder.LITTLE_ENDIAN);
        int keys = 20 + 2 * 16;
        int values = 80;
        file.putInt(0x46535000).putInt(0x101).putInt(keys).putInt(values).putInt(2);
        entry(file, 0, 0);
        entry(file, 6, 16);
        file.put(keys, "TITLE\0CATEGORY\0".getBytes(US_ASCII));
        file.put(values, "Any\0".getBytes(US_ASCII));
        file.put(values + 16, (category + "\0").getBytes(US_ASCII));
        return file.array();
    }

    private static void entry(ByteBuffer file, int key, int value) {
        file.putShort((short) key).putShort((short) 0x204).putInt(4).putInt(4).putInt(value);
    }
}
