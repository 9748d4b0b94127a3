package app.savepoint.core.journal;

import app.savepoint.core.save.Device;
import app.savepoint.core.storage.repository.RepositoryMemory;
import app.savepoint.testkit.RepositoryMemoryContract;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.IdentityHashMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/// The memory in SQLite keeps every promise of a memory, across a restart too.
class StoredRepositoryTest extends RepositoryMemoryContract {
    @TempDir Path home;

    private final IdentityHashMap<RepositoryMemory, Journal> journals = new IdentityHashMap<>();

    @Override
    protected RepositoryMemory empty(Device self) {
        return opened(home.resolve(UUID.randomUUID() + ".db"), self);
    }

    @Override
    protected RepositoryMemory reopened(RepositoryMemory memory) {
        // The first one stays open, because the contract compares both.
        return opened(journals.get(memory).file(), memory.self());
    }

    private RepositoryMemory opened(Path file, Device self) {
        Journal journal = Journal.open(file, InstantSource.system());
        if (journal.identity().device().isEmpty()) journal.identity().save(self);
        long storage = journal.storages().add("folder:/somewhere", "folder", null).id();
        RepositoryMemory memory = journal.repositoryMemory(storage);
        journals.put(memory, journal);
        return memory;
    }

    @AfterEach
    void close() {
        journals.values().forEach(Journal::close);
    }
}
