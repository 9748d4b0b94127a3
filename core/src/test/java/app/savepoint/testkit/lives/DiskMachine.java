package app.savepoint.testkit.lives;

import app.savepoint.core.journal.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A folder on the real disk, with the journal in its real file.
final class DiskMachine implements Machine {
    private final Path dir;

    DiskMachine(Path dir) throws IOException {
        this.dir = Files.createDirectories(dir);
    }

    @Override
    public Path dir() {
        return dir;
    }

    @Override
    public Journal journal(Path file, InstantSource clock) {
        return Journal.open(file, clock);
    }

    @Override
    public Image image() throws IOException {
        return Image.of(dir, null);
    }

    @Override
    public void become(Image image) throws IOException {
        List<Path> all;
        try (Stream<Path> below = Files.walk(dir)) {
            all = below.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) if (!path.equals(dir)) Files.delete(path);
        image.unpack(dir);
    }

    /// Its paths stand in its journal.
    @Override
    public boolean canBeCloned() {
        return false;
    }

    @Override
    public void close() {
        // The folder belongs to whoever gave it.
    }
}
