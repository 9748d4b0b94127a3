package app.savepoint.app.ui;

import app.savepoint.app.setup.LinkOpener;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Asks the system for its browser. Not by AWT, which would load a second window toolkit.
final class SystemLinkOpener implements LinkOpener {
    private final List<String> program;

    /// @param system the value of `os.name`
    SystemLinkOpener(String system) {
        String name = system.toLowerCase(Locale.ROOT);
        // The file manager of Windows takes an address with a question mark for a folder
        program =
                name.startsWith("windows")
                        ? List.of("rundll32.exe", "url.dll,FileProtocolHandler")
                        : List.of(name.startsWith("mac") ? "open" : "xdg-open");
    }

    /// What is started for a page. Whatever else a system might open by its address is refused.
    List<String> command(URI page) throws IOException {
        String scheme = String.valueOf(page.getScheme());
        if (!scheme.equals("https") && !scheme.equals("http"))
            throw new IOException("no page of the web: " + page);
        return Stream.concat(program.stream(), Stream.of(page.toASCIIString())).toList();
    }

    @Override
    public void open(URI page) throws IOException {
        new ProcessBuilder(command(page))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
