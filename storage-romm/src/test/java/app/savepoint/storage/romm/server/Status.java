package app.savepoint.storage.romm.server;

/// The statuses in use, by their meaning.
final class Status {
    static final int OK = 200;
    static final int CREATED = 201;
    static final int NO_CONTENT = 204;
    static final int PARTIAL = 206;
    static final int BAD_REQUEST = 400;
    static final int UNAUTHENTICATED = 401;
    static final int FORBIDDEN = 403;
    static final int NOT_FOUND = 404;
    static final int NO_METHOD = 405;
    static final int CONFLICT = 409;
    static final int GONE = 410;
    static final int TOO_LARGE = 413;
    static final int BAD_RANGE = 416;
    static final int INVALID = 422;
    static final int TOO_MANY = 429;
    static final int BROKEN = 500;

    private Status() {}
}
