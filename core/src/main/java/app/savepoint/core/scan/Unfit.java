package app.savepoint.core.scan;

import app.savepoint.core.save.Saying;

/// Why a content can not be put somewhere, for a person.
final class Unfit extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Saying reason;

    Unfit(Saying reason) {
        super(reason.toString());
        this.reason = reason;
    }

    Unfit(String key, Object... arguments) {
        this(Saying.of(key, arguments));
    }

    Saying reason() {
        return reason;
    }
}
