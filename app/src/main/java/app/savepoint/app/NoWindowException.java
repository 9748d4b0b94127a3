package app.savepoint.app;

/// No window can be opened here: there is no display, or the window toolkit does not load. The
/// message says why; everything can be done in the terminal as well.
public final class NoWindowException extends Exception {
    private static final long serialVersionUID = 1L;

    public NoWindowException(String message, Throwable cause) {
        super(message, cause);
    }
}
