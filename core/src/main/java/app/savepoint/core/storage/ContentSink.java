package app.savepoint.core.storage;

import app.savepoint.core.save.SaveFile;
import java.io.IOException;
import java.io.OutputStream;

/// Where the bytes of a save's files go to.
@FunctionalInterface
public interface ContentSink {
    /// Takes the bytes of one file; the writer closes the stream.
    OutputStream open(SaveFile file) throws IOException;
}
