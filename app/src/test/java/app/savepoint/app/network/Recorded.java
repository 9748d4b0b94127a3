package app.savepoint.app.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// What was asked of the network, line by line in a file: Java makes the recorders itself, so there
/// is nobody to hand it to.
public final class Recorded {
    /// The system property that names the file.
    public static final String FILE = "savepoint.test.network";

    private Recorded() {}

    static void add(String what) {
        try {
            Files.writeString(
                    Path.of(System.getProperty(FILE)),
                    what + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
