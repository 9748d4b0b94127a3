package app.savepoint.core.storage.repository;

import app.savepoint.core.save.ContentHash;
import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.SaveFile;
import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.ContentSink;
import app.savepoint.core.storage.StorageException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/// Reads a stored content back into a save's files. Whatever the object says of itself, no more is
/// read than the manifest announced, and names come from the manifest alone.
final class SaveUnpacker {
    private static final int BUFFER = 64 * 1024;

    /// What a tar adds for each file and at its end, generously.
    private static final long TAR_PER_FILE = 16 * 1024L;

    private final Manifest manifest;
    private final ContentSink sink;

    SaveUnpacker(Manifest manifest, ContentSink sink) {
        this.manifest = manifest;
        this.sink = sink;
    }

    /// The object ends before its content does: it is still being copied, or was cut short.
    static final class Torn extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /// @throws UncheckedIOException if the sink fails
    void unpack(InputStream object) throws StorageException, Torn, Malformed {
        Watched watched = new Watched(object);
        try (InputStream plain = Compression.decompressing(watched)) {
            if (PackedSave.isOneFile(manifest)) {
                copy(plain, manifest.files().getFirst());
                if (plain.read() >= 0) throw new Malformed("is longer than what was published");
            } else {
                unpackTar(plain);
            }
        } catch (StorageException e) {
            throw e;
        } catch (Malformed e) {
            // An empty object is how a copy begins.
            if (watched.ended && watched.nothingRead) throw new Torn();
            throw e;
        } catch (IOException e) {
            if (watched.failure != null)
                throw new StorageException.Unavailable(
                        Saying.of("storage.content.broke-off")
                                .inEnglish("the content broke off while it was read"),
                        e);
            if (watched.ended) throw new Torn();
            throw new Malformed("is damaged", e);
        }
    }

    private void unpackTar(InputStream plain) throws IOException, Malformed {
        long most = manifest.size() + (manifest.files().size() + 2) * TAR_PER_FILE;
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new Limited(plain, most), "UTF-8")) {
            for (SaveFile file : manifest.files()) {
                TarArchiveEntry entry = tar.getNextEntry();
                if (entry == null) throw new Malformed("holds fewer files than were published");
                if (!entry.isFile() || entry.isSparse() || entry.getSize() != file.size())
                    throw new Malformed("holds other files than were published");
                copy(tar, file);
            }
            if (tar.getNextEntry() != null)
                throw new Malformed("holds more files than were published");
        }
        byte[] rest = new byte[BUFFER];
        long drained = 0;
        for (int n = plain.read(rest); n >= 0; n = plain.read(rest)) {
            drained += n;
            if (drained > TAR_PER_FILE) throw new Malformed("is longer than what was published");
        }
    }

    private void copy(InputStream in, SaveFile file) throws IOException, Malformed {
        MessageDigest digest = ContentHash.start();
        byte[] buffer = new byte[(int) Math.clamp(file.size(), 1L, BUFFER)];
        long left = file.size();
        OutputStream out = opened(file);
        boolean closed = false;
        try {
            while (left > 0) {
                int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (n < 0) throw new Malformed("is shorter than what was published");
                left -= n;
                digest.update(buffer, 0, n);
                write(out, buffer, n);
            }
            closed = true;
            close(out);
        } finally {
            if (!closed) close(out);
        }
        if (!ContentHash.finish(digest.digest()).equals(file.hash()))
            throw new Malformed("has other bytes than were published in " + file.name());
    }

    // The sink's troubles are not the storage's: they leave as what they are.

    private OutputStream opened(SaveFile file) {
        try {
            return sink.open(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(OutputStream out, byte[] buffer, int length) {
        try {
            out.write(buffer, 0, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void close(OutputStream out) {
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Remembers how reading the object itself went, which a decompressor does not tell.
    private static final class Watched extends FilterInputStream {
        private boolean ended;
        private boolean nothingRead = true;
        private @Nullable IOException failure;

        Watched(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            try {
                int n = in.read(into, offset, length);
                if (n < 0) ended = true;
                else if (n > 0) nothingRead = false;
                return n;
            } catch (IOException e) {
                failure = e;
                throw e;
            }
        }
    }

    /// Ends with an error where an honest tar would have ended by itself.
    private static final class Limited extends FilterInputStream {
        private long left;

        Limited(InputStream in, long most) {
            super(in);
            this.left = most;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (length == 0) return 0;
            if (left <= 0) throw new IOException("longer than what was published");
            int n = in.read(into, offset, (int) Math.min(length, left));
            if (n > 0) left -= n;
            return n;
        }

        @Override
        public void close() {
            // The stream beneath is read on after the tar.
        }
    }
}
