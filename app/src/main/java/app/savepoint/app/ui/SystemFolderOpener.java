package app.savepoint.app.ui;

import app.savepoint.app.library.FolderOpener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/// Asks the system's own file manager. Not by AWT, which would load a second window toolkit.
final class SystemFolderOpener implements FolderOpener {
    private final String program;

    /// @param system the value of `os.name`
    SystemFolderOpener(String system) {
        String name = system.toLowerCase(Locale.ROOT);
        program =
                name.startsWith("windows")
                        ? "explorer.exe"
                        : name.startsWith("mac") ? "open" : "xdg-open";
    }

    @Override
    public void open(Path folder) throws IOException {
        new ProcessBuilder(program, folder.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
