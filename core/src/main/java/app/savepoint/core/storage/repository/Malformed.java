package app.savepoint.core.storage.repository;

import org.jspecify.annotations.Nullable;

/// Something that was read is not what it has to be; the message says so for a person.
final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
        super(message);
    }

    Malformed(String message, @Nullable Throwable cause) {
        super(
                cause == null || cause.getMessage() == null
                        ? message
                        : message + ": " + cause.getMessage(),
                cause);
    }
}
