package app.savepoint.core.storage;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Bytes to be stored; may be opened more than once, when an attempt is repeated.
public interface Content {
    /// Length in bytes.
    long size();

    /// The bytes from the start. The caller closes the stream.
    InputStream open() throws IOException;

    /// Bytes at hand.
    static Content of(byte[] bytes) {
        return new Content() {
            @Override
            public long size() {
                return bytes.length;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(bytes);
            }
        };
    }

    /// A file that nobody else writes.
    static Content ofFile(Path file) throws IOException {
        long size = Files.size(file);
        return new Content() {
            @Override
            public long size() {
                return size;
            }

            @Override
            public InputStream open() throws IOException {
                return Files.newInputStream(file);
            }
        };
    }
}
