package app.savepoint.testkit;

import app.savepoint.core.save.Device;
import app.savepoint.core.storage.repository.RepositoryMemory;

class InMemoryRepositoryMemoryTest extends RepositoryMemoryContract {
    @Override
    protected RepositoryMemory empty(Device self) {
        return new InMemoryRepositoryMemory(self);
    }

    @Override
    protected RepositoryMemory reopened(RepositoryMemory memory) {
        return ((InMemoryRepositoryMemory) memory).copy();
    }
}
