package app.savepoint.core.transfer;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/// The kinds of disk that saves lie on.
enum Disks {
    REAL(true),
    REAL_WITHOUT_LINKS(false),
    IN_MEMORY(true),
    IN_MEMORY_WITHOUT_LINKS(false);

    private final boolean linking;

    Disks(boolean linking) {
        this.linking = linking;
    }

    /// Whether files can have two names there.
    boolean links() {
        return linking;
    }

    /// A real disk has to be waited for at every step.
    boolean isQuick() {
        return this == IN_MEMORY || this == IN_MEMORY_WITHOUT_LINKS;
    }

    Links linking() {
        return linking ? Links.hard() : (name, existing) -> false;
    }

    /// A new, empty one.
    Fresh fresh() throws IOException {
        if (this == REAL || this == REAL_WITHOUT_LINKS) {
            Path dir = Files.createTempDirectory("savepoint-bench");
            return new Fresh(dir, () -> deleteTree(dir));
        }
        FileSystem memory = Jimfs.newFileSystem(Configuration.unix());
        return new Fresh(memory.getPath("/work"), memory);
    }

    record Fresh(Path dir, Closeable undo) implements Closeable {
        @Override
        public void close() throws IOException {
            undo.close();
        }
    }

    private static void deleteTree(Path dir) throws IOException {
        try (Stream<Path> all = Files.walk(dir)) {
            all.sorted(Comparator.reverseOrder())
                    .forEach(path -> {
                        try {
                            Files.delete(path);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
        }
    }
}
