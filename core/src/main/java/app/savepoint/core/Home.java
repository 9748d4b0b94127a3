package app.savepoint.core;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/// The folder in which one installation keeps all that is its own.
///
/// @param dir absolute path
public record Home(Path dir) {
    public Home {
        dir = dir.toAbsolutePath().normalize();
    }

    /// Whether `init` has been here.
    public boolean isSetUp() {
        return Files.isRegularFile(database());
    }

    /// The journal.
    public Path database() {
        return dir.resolve("collection.db");
    }

    /// Contents that were set aside.
    public Path backups() {
        return dir.resolve("backups");
    }

    /// Markers of replacements under way.
    public Path swaps() {
        return dir.resolve("swaps");
    }

    /// Scratch space for contents on their way; may be emptied whenever nobody holds the home.
    public Path work() {
        return dir.resolve("work");
    }

    /// What was logged, without secrets or contents.
    public Path logs() {
        return dir.resolve("logs");
    }

    /// The socket on which the process that stays on the home takes commands.
    public Path socket() {
        return dir.resolve("socket");
    }

    /// Names where that socket lies, where the home's own path is too long for one.
    public Path socketNote() {
        return dir.resolve("socket.path");
    }

    /// Held by the process that works on the home.
    Path lock() {
        return dir.resolve("lock");
    }

    /// Removes scratch files that a crash left. Only for whoever holds the home.
    void clearWork() {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(work())) {
            for (Path file : left) if (Files.isRegularFile(file)) Files.delete(file);
        } catch (NoSuchFileException e) {
            // nothing to clear where nothing is
        } catch (IOException e) {
            System.getLogger(Home.class.getName())
                    .log(System.Logger.Level.WARNING, "scratch files could not be removed", e);
        }
    }

    /// Makes the folder, readable by its owner only where the file system knows owners.
    public void create() throws IOException {
        Files.createDirectories(dir);
        if (Files.getFileStore(dir).supportsFileAttributeView("posix"))
            Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwx------"));
        for (Path folder : List.of(backups(), swaps(), work(), logs()))
            Files.createDirectories(folder);
    }
}
