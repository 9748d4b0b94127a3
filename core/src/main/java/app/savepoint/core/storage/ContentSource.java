package app.savepoint.core.storage;

import app.savepoint.core.save.SaveFile;
import java.io.IOException;
import java.io.InputStream;

/// Where the bytes of a save's files come from.
@FunctionalInterface
public interface ContentSource {
    /// The bytes of one file. The reader hashes them and finds out by itself if they are no longer
    /// what `file` says.
    InputStream open(SaveFile file) throws IOException;
}
