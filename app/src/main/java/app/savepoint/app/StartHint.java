package app.savepoint.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.savepoint.core.Home;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Notes in a home what kind of storage it has, where the launcher can read it before Java runs: it
/// picks what Java prepared for that kind. A note that is wrong or missing only costs time.
final class StartHint {
    private static final System.Logger LOG = System.getLogger(StartHint.class.getName());

    private StartHint() {}

    static void note(Home home, StorageUri.Kind kind) {
        Path file = home.dir().resolve("storage.kind");
        String line = kind.word() + "\n";
        try {
            if (!line.equals(noted(file))) Files.writeString(file, line);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "the next command starts more slowly", e);
        }
    }

    private static String noted(Path file) throws IOException {
        try {
            return new String(Files.readAllBytes(file), UTF_8);
        } catch (NoSuchFileException e) {
            return "";
        }
    }
}
