package app.savepoint.storage.s3;

import app.savepoint.core.storage.Content;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// What tells whether bytes came over as they were sent, where neither the server nor TLS sees to
/// it: a sum that stands in an object's metadata. Without it a reader would take what a line
/// garbled for what was stored, and not look again before that changes.
///
/// No proof against anyone who means harm; contents have one of their own.
///
/// @param hex the sum; null where none was stored
record Sum(@Nullable String hex) {
    static final Sum UNKNOWN = new Sum(null);
    private static final String NAME = "savepoint-crc32c";
    private static final int BUFFER = 64 * 1024;

    /// What is known of an object that was read.
    static Sum in(Map<String, String> metadata) {
        return new Sum(metadata.get(NAME));
    }

    /// Of what is to be stored.
    static Sum of(Content content) throws IOException {
        CRC32C crc = new CRC32C();
        try (InputStream in = content.open()) {
            byte[] buffer = new byte[BUFFER];
            for (long left = content.size(); left > 0; ) {
                int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (n < 0) break;
                crc.update(buffer, 0, n);
                left -= n;
            }
        }
        return new Sum(written(crc));
    }

    private static String written(CRC32C crc) {
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }

    /// As it is stored.
    Map<String, String> metadata() {
        return hex == null ? Map.of() : Map.of(NAME, hex);
    }

    /// Whether these bytes may be what was stored.
    boolean fits(CRC32C crc) {
        return hex == null || hex.equals(written(crc));
    }
}
