package app.savepoint.app.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.util.Locale;

/// Nobody reads any more what is said, such as behind `| head`. No trouble: whoever said it is done
/// with saying.
public final class OutputClosedException extends UncheckedIOException {
    private static final long serialVersionUID = 1L;

    private OutputClosedException(IOException cause) {
        super(cause);
    }

    /// What it means that something could not be said: that nobody listens, or, as on a disk that
    /// is full, that it is lost.
    public static UncheckedIOException of(IOException cause) {
        if (cause instanceof ClosedChannelException) return new OutputClosedException(cause);
        // Java tells them apart by words alone, and systems keep these two in all languages
        String words = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        return words.contains("pipe") || words.contains("connection")
                ? new OutputClosedException(cause)
                : new UncheckedIOException(cause);
    }
}
