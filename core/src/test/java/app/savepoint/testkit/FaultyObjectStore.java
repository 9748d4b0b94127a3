package app.savepoint.testkit;

import app.savepoint.core.storage.ByteRange;
import app.savepoint.core.storage.Content;
import app.savepoint.core.storage.ETag;
import app.savepoint.core.storage.ForwardingObjectStore;
import app.savepoint.core.storage.ObjectInfo;
import app.savepoint.core.storage.ObjectStore;
import app.savepoint.core.storage.Precondition;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StorageException.Unavailable;
import app.savepoint.core.storage.StoredObject;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// A store that fails now and then, by a seed: does not answer, loses the answer to a put or a
/// delete that took effect, or breaks off while an object is read. It never lies.
public final class FaultyObjectStore extends ForwardingObjectStore {
    private final SplittableRandom random;
    private double rate;
    private boolean tears = true;
    private long stopAfter = Long.MAX_VALUE;
    private long operations;
    private int brokeOff;

    /// @param rate how likely a request fails, from 0 to 1
    public FaultyObjectStore(ObjectStore store, long seed, double rate) {
        super(store);
        this.random = new SplittableRandom(seed);
        this.rate = rate;
    }

    /// A store that answers a number of requests and then nothing any more, as if the process had
    /// been killed there.
    public static FaultyObjectStore stoppingAfter(ObjectStore store, long requests) {
        var faulty = new FaultyObjectStore(store, 0, 0);
        faulty.stopAfter = requests;
        return faulty;
    }

    /// The same store, except that a body that was opened can be read to its end.
    public FaultyObjectStore withoutTears() {
        tears = false;
        return this;
    }

    /// From now on everything works.
    public synchronized void heal() {
        rate = 0;
        stopAfter = Long.MAX_VALUE;
    }

    /// How many requests came so far, answered or not.
    public synchronized long operations() {
        return operations;
    }

    /// How many bodies could not be read to their end.
    public synchronized int brokeOff() {
        return brokeOff;
    }

    private synchronized boolean roll() {
        return rate > 0 && random.nextDouble() < rate;
    }

    private synchronized boolean half() {
        return random.nextBoolean();
    }

    private void before(String what) throws StorageException {
        synchronized (this) {
            if (++operations > stopAfter) throw new Unavailable("stopped at " + what, null);
        }
        if (roll()) throw new Unavailable("no answer to " + what, null);
    }

    private void after(String what) throws StorageException {
        if (roll()) throw new Unavailable("the answer was lost: " + what, null);
    }

    @Override
    public ETag put(String key, Content content, Precondition expected) throws StorageException {
        before("put " + key);
        ETag etag = super.put(key, content, expected);
        after("put " + key);
        return etag;
    }

    @Override
    public void flush() throws StorageException {
        before("flush");
        super.flush();
    }

    @Override
    public Optional<StoredObject> get(String key, ByteRange range) throws StorageException {
        before("get " + key);
        Optional<StoredObject> found = super.get(key, range);
        if (found.isEmpty() || !tears || !roll()) return found;
        synchronized (this) {
            brokeOff++;
        }
        StoredObject object = found.get();
        long whole = Math.min(object.info().size(), range.length());
        long torn = half() ? whole / 2 : 0;
        return Optional.of(new StoredObject(object.info(), new Torn(object.body(), torn)));
    }

    @Override
    public Optional<ObjectInfo> head(String key) throws StorageException {
        before("head " + key);
        return super.head(key);
    }

    @Override
    public List<ObjectInfo> list(String prefix, String startAfter) throws StorageException {
        before("list " + prefix);
        return super.list(prefix, startAfter);
    }

    @Override
    public void delete(String key) throws StorageException {
        before("delete " + key);
        super.delete(key);
        after("delete " + key);
    }

    private static final class Torn extends FilterInputStream {
        private long left;

        Torn(InputStream in, long left) {
            super(in);
            this.left = left;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (length == 0) return 0;
            if (left == 0) throw new Unavailable("the connection broke off", null);
            int n = in.read(into, offset, (int) Math.min(length, left));
            if (n > 0) left -= n;
            return n;
        }
    }
}
