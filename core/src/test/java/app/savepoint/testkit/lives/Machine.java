package app.savepoint.testkit.lives;

import app.savepoint.core.journal.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A computer as far as a life needs one: a disk, and the journal that lies on it.
interface Machine extends AutoCloseable {
    /// The folder with everything in it.
    Path dir();

    /// The journal, opened as a program that starts does.
    Journal journal(Path file, InstantSource clock) throws IOException;

    /// All that is on it at this moment, as a power cut would leave it.
    Image image() throws IOException;

    /// Brings everything back to how it was in an image. The journal has to be closed.
    void become(Image image) throws IOException;

    /// Whether images of one machine fit another.
    boolean canBeCloned();

    @Override
    void close() throws IOException;

    /// What was on a disk.
    ///
    /// @param files by path; null for a folder
    /// @param journal the journal, where it is no file
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Image(TreeMap<String, @Nullable Entry> files, byte @Nullable [] journal) {
        record Entry(byte[] bytes, FileTime time) {}

        static Image of(Path dir, byte @Nullable [] journal) throws IOException {
            TreeMap<String, @Nullable Entry> files = new TreeMap<>();
            try (Stream<Path> all = Files.walk(dir)) {
                for (Path path : all.toList()) {
                    String name = dir.relativize(path).toString().replace('\\', '/');
                    if (name.endsWith("-shm")) continue;
                    files.put(
                            name,
                            Files.isDirectory(path)
                                    ? null
                                    : new Entry(
                                            Files.readAllBytes(path),
                                            Files.getLastModifiedTime(path)));
                }
            }
            return new Image(files, journal);
        }

        /// The same disk with the home of another moment.
        Image withHomeOf(Image other) {
            TreeMap<String, @Nullable Entry> mixed = new TreeMap<>(files);
            mixed.keySet().removeIf(Image::isHome);
            other.files.forEach((name, entry) -> {
                if (isHome(name)) mixed.put(name, entry);
            });
            return new Image(mixed, other.journal);
        }

        private static boolean isHome(String name) {
            return name.startsWith("home");
        }

        void unpack(Path dir) throws IOException {
            for (Map.Entry<String, @Nullable Entry> file : files.entrySet()) {
                Path path = dir.resolve(file.getKey());
                Entry entry = file.getValue();
                if (entry == null) {
                    Files.createDirectories(path);
                } else {
                    Files.write(path, entry.bytes());
                    Files.setLastModifiedTime(path, entry.time());
                }
            }
        }
    }
}
