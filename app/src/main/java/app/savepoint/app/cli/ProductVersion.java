package app.savepoint.app.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/// Which Savepoint this is, as the build wrote it down.
final class ProductVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"Savepoint " + number()};
    }

    static String number() {
        try (var written = ProductVersion.class.getResourceAsStream("version.properties")) {
            var properties = new Properties();
            properties.load(written);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
