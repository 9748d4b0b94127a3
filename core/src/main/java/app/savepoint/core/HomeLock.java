package app.savepoint.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The right to work on a home. One process has it at a time; the operating system takes it back
/// when that process ends, however it ends.
public final class HomeLock implements AutoCloseable {
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);

    private final FileChannel channel;
    private final FileLock lock;

    private HomeLock(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /// Takes the lock, waiting for another process that has it; empty if it still has it after
    /// `patience`.
    public static Optional<HomeLock> acquire(Home home, Duration patience)
            throws IOException, InterruptedException {
        return acquire(home, patience, () -> {});
    }

    /// As [#acquire(Home, Duration)].
    ///
    /// @param whileHeld done each time it was found that another process has it
    public static Optional<HomeLock> acquire(Home home, Duration patience, Runnable whileHeld)
            throws IOException, InterruptedException {
        Path file = home.lock();
        Files.createDirectories(home.dir());
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            long tries = 1 + patience.dividedBy(BETWEEN_TRIES);
            for (long i = 0; i < tries; i++) {
                if (i > 0) Thread.sleep(BETWEEN_TRIES);
                FileLock lock = tryLock(channel);
                if (lock != null) {
                    channel.truncate(0);
                    channel.write(
                            ByteBuffer.wrap(
                                    Long.toString(ProcessHandle.current().pid()).getBytes(UTF_8)));
                    return Optional.of(new HomeLock(channel, lock));
                }
                whileHeld.run();
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            channel.close();
            throw e;
        }
        channel.close();
        return Optional.empty();
    }

    /// Null where another process has the lock.
    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // held by another part of this very process
        }
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            lock.release();
        }
    }
}
