package app.savepoint.testkit;

import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.ByteRange;
import app.savepoint.core.storage.Content;
import app.savepoint.core.storage.ETag;
import app.savepoint.core.storage.ForwardingObjectStore;
import app.savepoint.core.storage.ObjectInfo;
import app.savepoint.core.storage.ObjectStore;
import app.savepoint.core.storage.Precondition;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StorageException.ChangedMeanwhile;
import app.savepoint.core.storage.StorageException.Unavailable;
import app.savepoint.core.storage.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Repeats what failed for a moment: everything that ended in [Unavailable], with growing pauses.
///
/// A body that breaks off while it is read is not repeated here, because part of it has been handed
/// on.
public final class RetryingObjectStore extends ForwardingObjectStore {
    private static final int BUFFER = 8192;

    private final int attempts;
    private final Duration firstPause;
    private final Pause pause;
    private final RandomGenerator random;

    /// Lets time pass.
    @FunctionalInterface
    public interface Pause {
        void last(Duration duration) throws InterruptedException;
    }

    /// @param store what is asked
    /// @param attempts how often at most, the first one included
    /// @param firstPause before the second attempt; each later one doubles. Half of every pause is
    ///   left to chance, so that many devices do not knock at once
    /// @param pause lets time pass: `Thread::sleep`, or nothing in a test
    /// @param random the chance
    public RetryingObjectStore(
            ObjectStore store,
            int attempts,
            Duration firstPause,
            Pause pause,
            RandomGenerator random) {
        super(store);
        if (attempts < 1) throw new IllegalArgumentException("at least one attempt");
        this.attempts = attempts;
        this.firstPause = firstPause;
        this.pause = pause;
        this.random = random;
    }

    @FunctionalInterface
    private interface Attempt<T> {
        T run(int number) throws StorageException;
    }

    private <T> T repeat(Attempt<T> attempt) throws StorageException {
        for (int number = 1; ; number++) {
            try {
                return attempt.run(number);
            } catch (Unavailable e) {
                if (number >= attempts || !waited(number)) throw e;
            }
        }
    }

    private boolean waited(int number) {
        long whole = firstPause.toMillis() << Math.min(number - 1, 16);
        try {
            pause.last(Duration.ofMillis(whole / 2 + random.nextLong(whole / 2 + 1)));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public ETag put(String key, Content content, Precondition expected) throws StorageException {
        return repeat(number -> {
            try {
                return super.put(key, content, expected);
            } catch (ChangedMeanwhile e) {
                // The answer to an earlier attempt may have been lost on its way: then it
                // is our own object that is in the way.
                if (number > 1) {
                    Optional<ETag> own = etagIfSame(key, content);
                    if (own.isPresent()) return own.get();
                }
                throw e;
            }
        });
    }

    private Optional<ETag> etagIfSame(String key, Content content) throws StorageException {
        Optional<StoredObject> there = super.get(key, ByteRange.ALL);
        if (there.isEmpty()) return Optional.empty();
        try (StoredObject object = there.get();
                InputStream ours = content.open()) {
            byte[] a = new byte[BUFFER];
            byte[] b = new byte[BUFFER];
            while (true) {
                int n = object.body().readNBytes(a, 0, BUFFER);
                int m = ours.readNBytes(b, 0, BUFFER);
                if (n != m || !Arrays.equals(a, 0, n, b, 0, m)) return Optional.empty();
                if (n < BUFFER) return Optional.of(object.info().etag());
            }
        } catch (StorageException e) {
            throw e;
        } catch (IOException e) {
            throw new Unavailable(
                    Saying.of("storage.object.not-back", key)
                            .inEnglish("what was just stored could not be read back: " + key),
                    e);
        }
    }

    @Override
    public void flush() throws StorageException {
        repeat(number -> {
            super.flush();
            return true;
        });
    }

    @Override
    public Optional<StoredObject> get(String key, ByteRange range) throws StorageException {
        return repeat(number -> super.get(key, range));
    }

    @Override
    public Optional<ObjectInfo> head(String key) throws StorageException {
        return repeat(number -> super.head(key));
    }

    @Override
    public List<ObjectInfo> list(String prefix, String startAfter) throws StorageException {
        return repeat(number -> super.list(prefix, startAfter));
    }

    @Override
    public void delete(String key) throws StorageException {
        repeat(number -> {
            super.delete(key);
            return true;
        });
    }
}
