package app.savepoint.core.transfer;

import app.savepoint.core.disk.FileSystemSync;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/// Forces volumes to the disk again and again while files are still being written to them, so that
/// little is left to wait for in the end.
final class Forcing {
    private final List<FileSystemSync.Forced> volumes;
    private @Nullable FutureTask<Boolean> running;

    /// @param volumes none: then there is nothing to do
    Forcing(List<FileSystemSync.Forced> volumes) {
        this.volumes = volumes;
    }

    /// Begins to force what was written until now, once what was begun before has ended.
    ///
    /// @throws IOException what went wrong with that: a system tells of it once only
    void begin() throws IOException {
        settle();
        if (volumes.isEmpty()) return;
        FutureTask<Boolean> task =
                new FutureTask<>(() -> {
                    for (FileSystemSync.Forced volume : volumes) volume.force();
                    return true;
                });
        running = task;
        Thread.ofPlatform().name("savepoint-force").start(task);
    }

    /// Returns when all that was written before the last [#begin] is safe from a power cut, also
    /// where this thread is told to stop.
    void settle() throws IOException {
        FutureTask<Boolean> task = running;
        running = null;
        boolean interrupted = false;
        while (task != null)
            try {
                task.get();
                task = null;
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (ExecutionException e) {
                task = null;
                if (interrupted) Thread.currentThread().interrupt();
                throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
            }
        if (interrupted) Thread.currentThread().interrupt();
    }
}
