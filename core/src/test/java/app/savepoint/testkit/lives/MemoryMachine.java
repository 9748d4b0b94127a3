package app.savepoint.testkit.lives;

import app.savepoint.core.journal.Journal;
import app.savepoint.core.journal.MemoryJournal;
import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A machine without hardware: a file system in memory, and SQLite in memory.
final class MemoryMachine implements Machine {
    private static final Configuration DISK =
            Configuration.unix().toBuilder().setAttributeViews("basic").build();

    private FileSystem disk;
    private @Nullable MemoryJournal journal;
    private byte @Nullable [] closedJournal;

    MemoryMachine() throws IOException {
        disk = Jimfs.newFileSystem(DISK);
        Files.createDirectories(dir());
    }

    @Override
    public Path dir() {
        return disk.getPath("/device");
    }

    @Override
    public Journal journal(Path file, InstantSource clock) {
        byte[] bytes = journal == null ? closedJournal : journal.bytes();
        journal = bytes == null ? MemoryJournal.fresh(file) : MemoryJournal.of(file, bytes);
        return journal.journal();
    }

    @Override
    public Image image() throws IOException {
        return Image.of(dir(), Objects.requireNonNull(journal).bytes());
    }

    @Override
    public void become(Image image) throws IOException {
        disk.close();
        disk = Jimfs.newFileSystem(DISK);
        Files.createDirectories(dir());
        image.unpack(dir());
        journal = null;
        closedJournal = image.journal();
    }

    @Override
    public boolean canBeCloned() {
        return true;
    }

    @Override
    public void close() throws IOException {
        disk.close();
    }
}
