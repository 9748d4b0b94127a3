package app.savepoint.core.storage;

import java.io.IOException;
import java.io.InputStream;

/// An object being read. Whoever got it closes it.
///
/// @param info what it was when it was opened
/// @param body its bytes, or the part that was asked for
public record StoredObject(ObjectInfo info, InputStream body) implements AutoCloseable {
    @Override
    public void close() throws IOException {
        body.close();
    }
}
