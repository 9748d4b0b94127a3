package app.savepoint.core.transfer;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Gives files a second name, where the disk can.
@FunctionalInterface
interface Links {
    /// Makes `name` a second name of `existing`. False if the disk has no such thing.
    ///
    /// @throws FileAlreadyExistsException if there is a file of that name
    /// @throws NoSuchFileException if there is nothing to be named
    boolean link(Path name, Path existing) throws IOException;

    /// Hard links.
    static Links hard() {
        return (name, existing) -> {
            try {
                Files.createLink(name, existing);
                return true;
            } catch (FileAlreadyExistsException | NoSuchFileException e) {
                throw e;
            } catch (IOException | UnsupportedOperationException e) {
                // FAT, exFAT and some shares have no links, and each says so in words of its own.
                // What is wrong besides shows when the file is renamed instead.
                return false;
            }
        };
    }
}
