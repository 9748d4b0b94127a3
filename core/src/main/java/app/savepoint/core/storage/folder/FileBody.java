package app.savepoint.core.storage.folder;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// A part of a file as a stream, whose errors are said in words about the storage folder.
final class FileBody extends FilterInputStream {
    private final FolderErrors errors;
    private long left;

    FileBody(InputStream in, long length, FolderErrors errors) {
        super(in);
        this.left = length;
        this.errors = errors;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) return 0;
        if (left <= 0) return -1;
        try {
            int n = in.read(into, offset, (int) Math.min(length, left));
            if (n > 0) left -= n;
            return n;
        } catch (IOException e) {
            throw errors.translate(e, 0);
        }
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
