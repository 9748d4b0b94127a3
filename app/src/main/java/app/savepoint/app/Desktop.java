package app.savepoint.app;

import java.nio.file.Path;

/// Opens the window. A seam, so that a command never loads a class of the window toolkit.
@FunctionalInterface
public interface Desktop {
    /// Shows the window on a home and returns when it is closed.
    ///
    /// @param options how to wait for the home, and where secrets come from
    void open(Path home, OpenOptions options);
}
