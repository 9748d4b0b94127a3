package app.savepoint.app.library;

import java.io.IOException;
import java.nio.file.Path;

/// Shows a folder in the system's own file manager.
@FunctionalInterface
public interface FolderOpener {
    /// Returns once the file manager was asked; may take a moment.
    void open(Path folder) throws IOException;
}
