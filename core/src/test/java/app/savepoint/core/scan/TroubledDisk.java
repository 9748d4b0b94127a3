package app.savepoint.core.scan;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The real disk, except that it counts what is opened and fails where it was told to.
final class TroubledDisk implements Disk {
    /// Something that happens to a file while it is read.
    interface Meddling {
        void with(Path file) throws IOException;
    }

    final List<Path> opened = Collections.synchronizedList(new ArrayList<>());
    private final Set<String> locked = new HashSet<>();
    private final Set<String> breaksOff = new HashSet<>();
    private final Map<String, Meddling> meddling = new HashMap<>();
    private final Disk real = Disk.real();
    private @Nullable Volume volume;

    /// Files and folders of that name can not be opened.
    void lock(String name) {
        locked.add(name);
    }

    /// Listing a folder of that name fails after its first entry.
    void breakOff(String name) {
        breaksOff.add(name);
    }

    /// A file of that name is meddled with each time it is opened.
    void meddle(String name, Meddling how) {
        meddling.put(name, how);
    }

    /// From now on everything lies on that volume.
    void put(Volume on) {
        volume = on;
    }

    @Override
    public Volume volume(Path folder) throws IOException {
        return volume == null ? real.volume(folder) : volume;
    }

    void heal() {
        locked.clear();
        breaksOff.clear();
        meddling.clear();
    }

    @Override
    public InputStream open(Path file) throws IOException {
        opened.add(file);
        String name = file.getFileName().toString();
        if (locked.contains(name)) throw new AccessDeniedException(file.toString());
        InputStream stream = real.open(file);
        Meddling how = meddling.get(name);
        if (how != null) how.with(file);
        return stream;
    }

    @Override
    public void walk(Path folder, FileVisitor<Path> visitor) throws IOException {
        real.walk(folder, new Failing(visitor));
    }

    private final class Failing implements FileVisitor<Path> {
        private final FileVisitor<Path> visitor;
        private final Map<Path, Integer> listed = new HashMap<>();

        Failing(FileVisitor<Path> visitor) {
            this.visitor = visitor;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes)
                throws IOException {
            if (cut(dir)) return FileVisitResult.SKIP_SUBTREE;
            if (!locked.contains(dir.getFileName().toString()))
                return visitor.preVisitDirectory(dir, attributes);
            visitor.visitFileFailed(dir, new AccessDeniedException(dir.toString()));
            return FileVisitResult.SKIP_SUBTREE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            return cut(file) ? FileVisitResult.CONTINUE : visitor.visitFile(file, attributes);
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            return visitor.visitFileFailed(file, e);
        }

        @Override
        public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException e)
                throws IOException {
            boolean broken = breaksOff.contains(dir.getFileName().toString());
            return visitor.postVisitDirectory(
                    dir, broken ? new FileSystemException(dir.toString()) : e);
        }

        private boolean cut(Path entry) {
            return breaksOff.contains(entry.getParent().getFileName().toString())
                    && listed.merge(entry.getParent(), 1, Integer::sum) > 1;
        }
    }
}
