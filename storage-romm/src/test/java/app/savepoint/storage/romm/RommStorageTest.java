package app.savepoint.storage.romm;

import app.savepoint.core.save.Device;
import app.savepoint.core.save.SaveId;
import app.savepoint.storage.romm.server.Level;
import app.savepoint.testkit.Player;
import app.savepoint.testkit.StorageContract;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/// A RomM server keeps what every storage promises, as far as it can.
class RommStorageTest {
    abstract static class OnSomeServer extends StorageContract {
        @TempDir Path dir;
        private @Nullable RommWorld world;

        abstract Level level();

        @Override
        protected Player open(Device device) throws Exception {
            if (world == null) {
                world = new RommWorld(dir, level());
                world.game(EMERALD, "gba");
                world.game(ZELDA, "sfc");
                world.game("psp", "ULUS10041.iso");
                for (int size : new int[] {0, 1, 8192, 1024 * 1024, 1024 * 1024 + 1, 5_000_000})
                    world.game(SaveId.main("psx", "Size " + size), "bin");
                for (int i = 0; i < 40; i++) world.game(SaveId.main("gb", "Game " + i), "gb");
            }
            return world.seat(device).player;
        }

        @AfterEach
        void stop() {
            if (world != null) world.close();
        }
    }

    @Nested
    class Of_version_4_7 extends OnSomeServer {
        @Override
        Level level() {
            return Level.V4_7;
        }
    }

    @Nested
    class Of_version_4_9 extends OnSomeServer {
        @Override
        Level level() {
            return Level.V4_9;
        }
    }

    @Nested
    class Of_version_5_0 extends OnSomeServer {
        @Override
        Level level() {
            return Level.V5_0;
        }
    }

    @Nested
    class Of_version_5_2 extends OnSomeServer {
        @Override
        Level level() {
            return Level.V5_2;
        }
    }

    @Nested
    class Of_version_5_3 extends OnSomeServer {
        @Override
        Level level() {
            return Level.V5_3;
        }
    }
}
