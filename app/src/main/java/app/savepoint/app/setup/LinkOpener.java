package app.savepoint.app.setup;

import java.io.IOException;
import java.net.URI;

/// Shows a page in the person's browser.
@FunctionalInterface
public interface LinkOpener {
    /// Returns once the browser was asked; may take a moment.
    void open(URI page) throws IOException;
}
