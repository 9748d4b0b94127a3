package app.savepoint.core;

import app.savepoint.core.storage.StorageException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Lets one job of a home run at a time, whatever thread asks.
final class OneJob {
    private final ReentrantLock lock = new ReentrantLock();

    /// A job that may find the storage out of reach.
    interface WithStorage<T> {
        T run() throws StorageException;
    }

    <T> T alone(Supplier<T> job) {
        lock.lock();
        try {
            return job.get();
        } finally {
            lock.unlock();
        }
    }

    void alone(Runnable job) {
        lock.lock();
        try {
            job.run();
        } finally {
            lock.unlock();
        }
    }

    <T> T withStorage(WithStorage<T> job) throws StorageException {
        lock.lock();
        try {
            return job.run();
        } finally {
            lock.unlock();
        }
    }
}
