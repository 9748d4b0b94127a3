package app.savepoint.core.transfer;

import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.SaveFile;
import app.savepoint.core.storage.ContentSource;
import app.savepoint.core.storage.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/// The bytes of a revision that is in the storage already, fetched once when they are first asked
/// for.
public final class Refetch implements ContentSource, AutoCloseable {
    private final Storage storage;
    private final Revision revision;
    private final Path work;
    private boolean begun;
    private boolean fetched;

    /// @param work a folder for scratch files
    public Refetch(Storage storage, Revision revision, Path work) {
        this.storage = storage;
        this.revision = revision;
        this.work = work;
    }

    @Override
    public synchronized InputStream open(SaveFile file) throws IOException {
        if (!fetched) {
            Files.createDirectories(work);
            begun = true;
            try {
                storage.fetch(revision, one -> Files.newOutputStream(scratch(one)));
            } catch (UncheckedIOException e) {
                // What a storage can not write to us leaves it so
                throw Objects.requireNonNull(e.getCause());
            }
            fetched = true;
        }
        return Files.newInputStream(scratch(file));
    }

    private Path scratch(SaveFile file) {
        int number = files().indexOf(file);
        if (number < 0)
            throw new IllegalArgumentException(file.name() + " is not of this revision");
        return work.resolve(revision.id() + "-" + number);
    }

    private List<SaveFile> files() {
        Manifest manifest = Objects.requireNonNull(revision.manifest(), "a deletion has no bytes");
        return manifest.files();
    }

    @Override
    public synchronized void close() throws IOException {
        if (begun) for (SaveFile file : files()) Files.deleteIfExists(scratch(file));
    }
}
