package app.savepoint.core.scan;

import app.savepoint.core.library.Blank;
import app.savepoint.core.save.ContentHash;
import app.savepoint.core.save.Hold;
import app.savepoint.core.scan.Seen.Stamp;
import app.savepoint.core.scan.Seen.Trouble;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/// Reads files on a few threads and says what was in them, if they kept still meanwhile.
final class Hasher {
    /// What came of reading a file.
    sealed interface Outcome {}

    /// It was read whole and did not change meanwhile.
    record Read(Stamp stamp, ContentHash hash, boolean blank, boolean settled) implements Outcome {}

    /// It could not be.
    record Failed(Trouble trouble) implements Outcome {}

    /// A file to read.
    ///
    /// @param tolerance how near to the moment of reading a modified time proves nothing
    /// @param withKey whether its key means something
    record Job(Seen seen, Duration tolerance, boolean withKey) {}

    private static final int BUFFER = 1 << 16;
    private static final int TRIES = 2;

    private final Disk disk;
    private final InstantSource clock;
    private final int threads;

    Hasher(Disk disk, InstantSource clock, int threads) {
        this.disk = disk;
        this.clock = clock;
        this.threads = threads;
    }

    /// Reads all of them.
    Map<Seen, Outcome> readAll(List<Job> jobs) throws InterruptedException {
        var outcomes = new Outcome[jobs.size()];
        var next = new AtomicInteger();
        Runnable worker =
                () -> {
                    byte[] buffer = new byte[BUFFER];
                    for (int i = next.getAndIncrement();
                            i < outcomes.length && !Thread.currentThread().isInterrupted();
                            i = next.getAndIncrement()) outcomes[i] = read(jobs.get(i), buffer);
                };
        int workers = Math.min(threads, jobs.size());
        if (workers == 1) worker.run();
        else if (workers > 1) run(worker, workers);
        var bySeen = new IdentityHashMap<Seen, Outcome>();
        for (int i = 0; i < outcomes.length; i++) bySeen.put(jobs.get(i).seen(), outcomes[i]);
        return bySeen;
    }

    private static void run(Runnable worker, int workers) throws InterruptedException {
        ExecutorService pool =
                Executors.newFixedThreadPool(
                        workers, Thread.ofPlatform().daemon().name("savepoint-hash-", 0).factory());
        try {
            for (Future<Object> done :
                    pool.invokeAll(Collections.nCopies(workers, Executors.callable(worker))))
                done.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a file could not be hashed", e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private Outcome read(Job job, byte[] buffer) {
        try {
            for (int attempt = 0; attempt < TRIES; attempt++) {
                Stamp before = stamp(job);
                Instant when = clock.instant();
                MessageDigest digest = ContentHash.start();
                Blank blank = Blank.ofSize(before.size());
                long length = feed(job, buffer, digest, blank);
                if (length != before.size() || !stamp(job).equals(before)) continue;
                Duration age = Duration.between(before.modifiedAt(), when).abs();
                return new Read(
                        before,
                        ContentHash.finish(digest.digest()),
                        blank.isBlank(),
                        age.compareTo(job.tolerance()) > 0);
            }
            return failed(Hold.UNSTABLE, job.seen().path() + " changed while it was read");
        } catch (NoSuchFileException e) {
            return failed(Hold.UNSTABLE, job.seen().path() + " went away while it was read");
        } catch (IOException e) {
            return failed(Hold.UNREADABLE, e.toString());
        }
    }

    private long feed(Job job, byte[] buffer, MessageDigest digest, Blank blank)
            throws IOException {
        long length = 0;
        try (InputStream stream = disk.open(job.seen().file())) {
            for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
                digest.update(buffer, 0, read);
                blank.feed(buffer, read);
                length += read;
            }
        }
        return length;
    }

    private static Stamp stamp(Job job) throws IOException {
        return Stamp.of(
                Files.readAttributes(job.seen().file(), BasicFileAttributes.class), job.withKey());
    }

    private static Outcome failed(Hold why, String detail) {
        return new Failed(new Trouble(why, detail));
    }
}
