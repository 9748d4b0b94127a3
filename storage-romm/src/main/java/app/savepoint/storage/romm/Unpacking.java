package app.savepoint.storage.romm;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/// How much may come out of one archive, whatever it says of itself: a small file can hold more
/// than any disk. Counts along, for one reading.
final class Unpacking {
    private static final int MOST_FILES = 20_000;

    /// More than any console's save, and less than a disk can not hold.
    private static final long LARGEST = 4L << 30;

    /// A memory card is nearly empty at first, so up to here it may shrink to next to nothing.
    private static final long ALWAYS = 1L << 30;

    /// Beyond that, so many times the archive itself.
    private static final long TIMES = 100;

    private final long most;
    private int files;
    private long bytes;

    private Unpacking(long most) {
        this.most = most;
    }

    /// @param packed how large the archive is
    static Unpacking of(long packed) {
        return atMost(Math.clamp(packed * TIMES, ALWAYS, LARGEST));
    }

    static Unpacking atMost(long bytes) {
        return new Unpacking(bytes);
    }

    /// There is more in it than in any save.
    static final class TooMuch extends IOException {
        private static final long serialVersionUID = 1L;

        TooMuch() {
            super("there is more in it than in any save");
        }
    }

    /// Reads on in an entry. One that breaks off is as broken as any other.
    static int read(InputStream entry, byte[] into) throws IOException {
        try {
            return entry.read(into);
        } catch (EOFException e) {
            ZipException broken = new ZipException("an entry in it breaks off");
            broken.initCause(e);
            throw broken;
        }
    }

    void file() throws TooMuch {
        if (++files > MOST_FILES) throw new TooMuch();
    }

    void bytes(int more) throws TooMuch {
        bytes += more;
        if (bytes > most) throw new TooMuch();
    }
}
