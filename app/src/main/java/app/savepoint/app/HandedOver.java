package app.savepoint.app;

/// Ends a command in this process, because another one has done it.
public final class HandedOver extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;

    /// @param status what it ended with there
    public HandedOver(int status) {
        super("done by the process that holds the home", null, false, false);
        this.status = status;
    }

    public int status() {
        return status;
    }
}
