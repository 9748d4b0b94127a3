package app.savepoint.core;

import app.savepoint.core.save.Saying;
import org.jspecify.annotations.Nullable;

/// What was asked makes no sense here: a save that does not exist, a root that is none.
public final class RequestException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String code;
    private final transient Saying saying;

    /// For a code that has one sentence.
    ///
    /// @param code a stable word for scripts, such as `save.unknown`
    /// @param arguments what the sentence names
    public RequestException(String code, @Nullable Object... arguments) {
        this(code, Saying.of(code, arguments));
    }

    /// For a code that has several sentences.
    ///
    /// @param code a stable word for scripts
    /// @param saying what is wrong
    public RequestException(String code, Saying saying) {
        super(saying.toString());
        this.code = code;
        this.saying = saying;
    }

    public String code() {
        return code;
    }

    /// What is wrong; the next step goes by the same key.
    public Saying saying() {
        return saying;
    }
}
