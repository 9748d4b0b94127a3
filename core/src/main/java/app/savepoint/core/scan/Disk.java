package app.savepoint.core.scan;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.Path;

/// The two ways in which a scan touches a disk, so that a test can count them or make them fail.
public interface Disk {
    /// Opens a file to be read whole.
    InputStream open(Path file) throws IOException;

    /// Walks all that lies at and below a folder, without following links.
    void walk(Path folder, FileVisitor<Path> visitor) throws IOException;

    /// The volume on which an existing folder lies.
    default Volume volume(Path folder) throws IOException {
        return Volume.at(folder);
    }

    /// The real disk.
    static Disk real() {
        return new Disk() {
            @Override
            public InputStream open(Path file) throws IOException {
                return Files.newInputStream(file);
            }

            @Override
            public void walk(Path folder, FileVisitor<Path> visitor) throws IOException {
                Files.walkFileTree(folder, visitor);
            }
        };
    }
}
