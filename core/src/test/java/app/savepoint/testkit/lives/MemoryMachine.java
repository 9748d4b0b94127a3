package app.savepoint.testkit.lives;

import app.savepoint.core.journal.Journal;
import app.savepoint.core.journal.MemoryJournal;
import app.savepoint.core.journal.MemoryJournals;
import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;

/// A machine without hardware: a file system in memory, and SQLite in memory.
final class MemoryMachine implements Machine {
    private static final Configuration DISK =
            Configuration.unix().toBuilder().setAttributeViews("basic").build();

    private final MemoryJournals journals;
    private final MemoryJournal journal;
    private final Configuration kind;
    private FileSystem disk;

    MemoryMachine(MemoryJournals journals) throws IOException {
        this(journals, DISK);
    }

    private MemoryMachine(MemoryJournals journals, Configuration kind) throws IOException {
        this.journals = journals;
        this.kind = kind;
        journal = journals.fresh();
        disk = Jimfs.newFileSystem(kind);
        Files.createDirectories(dir());
    }

    /// One whose disk is soon full.
    ///
    /// @param bytes how much fits on it
    static MemoryMachine small(MemoryJournals journals, long bytes) throws IOException {
        return new MemoryMachine(
                journals,
                DISK.toBuilder().setBlockSize(64).setMaxSize(bytes).setMaxCacheSize(0).build());
    }

    @Override
    public Path dir() {
        return disk.getPath("/device");
    }

    @Override
    public Journal journal(Path file, InstantSource clock) {
        return journal.open(file);
    }

    @Override
    public Image image() throws IOException {
        return Image.of(dir(), journal.bytes());
    }

    @Override
    public void become(Image image) throws IOException {
        disk.close();
        disk = Jimfs.newFileSystem(kind);
        Files.createDirectories(dir());
        image.unpack(dir());
        journal.become(Objects.requireNonNull(image.journal()));
    }

    @Override
    public boolean canBeCloned() {
        return true;
    }

    @Override
    public void close() throws IOException {
        journals.giveBack(journal);
        disk.close();
    }
}
