package app.savepoint.storage.s3;

import app.savepoint.core.storage.Content;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.ContentStreamProvider;

/// A content, or a part of it, as the client reads it: from its start for each attempt, never held
/// in memory. What goes wrong while it is read is told from what goes wrong on the network.
final class UploadSource implements ContentStreamProvider, AutoCloseable {
    private final Content content;
    private final long offset;
    private final long length;
    private @Nullable InputStream open;

    UploadSource(Content content, long offset, long length) {
        this.content = content;
        this.offset = offset;
        this.length = length;
    }

    /// What was to be sent could not be read.
    static final class Unreadable extends IOException {
        private static final long serialVersionUID = 1L;

        Unreadable(IOException cause) {
            super("what was to be stored could not be read", cause);
        }
    }

    static boolean isAtFault(@Nullable Throwable thrown) {
        return Causes.any(thrown, Unreadable.class);
    }

    long length() {
        return length;
    }

    @Override
    public synchronized InputStream newStream() {
        try {
            close();
            InputStream whole = content.open();
            open = whole;
            whole.skipNBytes(offset);
            return new Part(whole, length);
        } catch (IOException e) {
            throw new UncheckedIOException(new Unreadable(e));
        }
    }

    @Override
    public synchronized void close() throws IOException {
        InputStream stream = open;
        open = null;
        if (stream != null) stream.close();
    }

    private static final class Part extends FilterInputStream {
        private long left;

        Part(InputStream in, long length) {
            super(in);
            this.left = length;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int at, int most) throws IOException {
            if (most == 0) return 0;
            if (left == 0) return -1;
            int n;
            try {
                n = in.read(into, at, (int) Math.min(most, left));
            } catch (IOException e) {
                throw new Unreadable(e);
            }
            if (n < 0) throw new Unreadable(new IOException(left + " bytes are missing"));
            left -= n;
            return n;
        }

        @Override
        public long skip(long n) throws IOException {
            long skipped = in.skip(Math.min(n, left));
            left -= skipped;
            return skipped;
        }

        @Override
        public int available() throws IOException {
            return (int) Math.min(in.available(), left);
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
