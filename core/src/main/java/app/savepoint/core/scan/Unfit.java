package app.savepoint.core.scan;

/// Why a content can not be put somewhere, in words for a person.
final class Unfit extends Exception {
    private static final long serialVersionUID = 1L;

    Unfit(String reason) {
        super(reason);
    }
}
