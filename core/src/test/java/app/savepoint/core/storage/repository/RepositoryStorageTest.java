package app.savepoint.core.storage.repository;

import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.core.save.Device;
import app.savepoint.core.storage.ObjectStore;
import app.savepoint.core.storage.Storage;
import app.savepoint.core.storage.folder.FolderObjectStore;
import app.savepoint.testkit.FaultyObjectStore;
import app.savepoint.testkit.LooseObjectStore.Conditions;
import app.savepoint.testkit.MemoryObjectStore;
import app.savepoint.testkit.Player;
import app.savepoint.testkit.RetryingObjectStore;
import app.savepoint.testkit.StorageContract;
import app.savepoint.testkit.StrictObjectStore;
import app.savepoint.testkit.TryingAgain;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/// A repository over different stores.
class RepositoryStorageTest {
    abstract static class OverSomething extends StorageContract {
        @TempDir Path work;
        private RepositoryWorld world;

        abstract ObjectStore store();

        /// What a device joins, which comes before anything of the contract.
        ObjectStore joined() {
            return store();
        }

        /// The storage as it is used.
        Storage used(Storage storage) {
            return storage;
        }

        @Override
        protected Player open(Device device) throws Exception {
            if (world == null) world = new RepositoryWorld(work, 1);
            var store = new StrictObjectStore(store());
            var memory = world.join(joined(), device);
            var settings = new Settings(work, 4, RepositoryWorld.CLOCK, world.settings().ids());
            Storage storage = RepositoryWorld.storage(store, memory, settings);
            return new Player(
                    used(storage), memory::self, device.id().uuid().getLeastSignificantBits());
        }
    }

    @Nested
    class Over_memory extends OverSomething {
        private final MemoryObjectStore store = new MemoryObjectStore();

        @Override
        ObjectStore store() {
            return store;
        }
    }

    @Nested
    class Over_a_store_that_passes_conditions_over extends OverSomething {
        private final ObjectStore store = Conditions.PASSED_OVER.over(new MemoryObjectStore());

        @Override
        ObjectStore store() {
            return store;
        }
    }

    @Nested
    class Over_a_folder extends OverSomething {
        @TempDir Path folder;

        @Override
        ObjectStore store() {
            return new FolderObjectStore(folder, RepositoryWorld.CLOCK);
        }
    }

    @Nested
    class Over_a_store_that_fails_now_and_then extends OverSomething {
        private final FaultyObjectStore store =
                new FaultyObjectStore(new MemoryObjectStore(), 5, 0.15).withoutTears();

        @Override
        ObjectStore store() {
            return new RetryingObjectStore(
                    store, 40, Duration.ofMillis(1), pause -> {}, new SplittableRandom(2));
        }
    }

    /// Answers are lost, and what is read breaks off in the middle, or before it begins.
    @Nested
    class Over_a_store_that_breaks_off_and_someone_who_tries_again extends OverSomething {
        private static int brokeOff;

        private final MemoryObjectStore memory = new MemoryObjectStore();
        private final FaultyObjectStore store = new FaultyObjectStore(memory, 6, 0.06);

        @Override
        ObjectStore store() {
            return new RetryingObjectStore(
                    store, 40, Duration.ofMillis(1), pause -> {}, new SplittableRandom(3));
        }

        @Override
        ObjectStore joined() {
            return memory;
        }

        @Override
        Storage used(Storage storage) {
            return TryingAgain.of(storage);
        }

        @AfterEach
        void count() {
            brokeOff += store.brokeOff();
        }

        @AfterAll
        static void something_really_broke_off() {
            assertThat(brokeOff).isGreaterThan(10);
        }
    }
}
