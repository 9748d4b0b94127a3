package app.savepoint.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/// Which Savepoint this is, as the build wrote it down.
public final class ProductVersion {
    private ProductVersion() {}

    /// Such as `0.1.0`.
    public static String number() {
        try (var written = ProductVersion.class.getResourceAsStream("version.properties")) {
            var properties = new Properties();
            properties.load(written);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
