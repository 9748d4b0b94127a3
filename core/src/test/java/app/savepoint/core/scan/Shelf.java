package app.savepoint.core.scan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.savepoint.core.library.SaveNames;
import app.savepoint.core.save.Place;
import app.savepoint.core.save.SaveId;
import app.savepoint.testkit.MemoryScanCache;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A root full of saves, and a scanner that looks at it.
final class Shelf {
    static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    final TroubledDisk disk = new TroubledDisk();
    final MemoryScanCache cache = new MemoryScanCache();
    final Map<Place, SaveId> known = new HashMap<>();
    final Path folder;
    Instant now = START;
    Root root;
    HoldRule rule = HoldRule.none();

    Shelf(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder);
        this.root = new Root(1, folder, null, null, List.of(), List.of(), null, 0);
    }

    /// A file of old age.
    Path file(String path, byte[] bytes) throws IOException {
        return file(path, bytes, START.minus(Duration.ofDays(1)));
    }

    Path file(String path, String text) throws IOException {
        return file(path, text.getBytes(UTF_8));
    }

    Path file(String path, byte[] bytes, Instant modified) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
        Files.setLastModifiedTime(file, FileTime.from(modified));
        return file;
    }

    /// A link, or the end of the test where links can not be made.
    void link(String path, Path target) throws IOException {
        Path link = folder.resolve(path);
        Files.createDirectories(link.getParent());
        try {
            Files.createSymbolicLink(link, target);
        } catch (FileSystemException e) {
            assumeTrue(false, "this system lets only administrators make links: " + e);
        }
    }

    LocalTree scan() throws InterruptedException {
        disk.opened.clear();
        return new Scanner(SaveNames.bundled(), cache, () -> now, disk, 2)
                .scan(List.of(root), rule, known);
    }

    /// The saves found, each as `id @ path`, followed by why it is held, if it is.
    List<String> found() throws InterruptedException {
        return scan().saves().stream().map(Shelf::line).toList();
    }

    static String line(LocalSave save) {
        String at = save.save() + " @ " + save.place().path();
        return switch (save.state()) {
            case LocalSave.Present(var _, boolean blank) -> blank ? at + " blank" : at;
            case LocalSave.Held held -> at + " " + held.why();
        };
    }
}
