package app.savepoint.core;

/// What was asked makes no sense here: a save that does not exist, a root that is none.
public final class RequestException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String code;
    private final String hint;

    /// @param code a stable word for scripts, such as `save.unknown`
    /// @param message what is wrong, in words
    /// @param hint the next step; may be empty
    public RequestException(String code, String message, String hint) {
        super(message);
        this.code = code;
        this.hint = hint;
    }

    public String code() {
        return code;
    }

    public String hint() {
        return hint;
    }
}
