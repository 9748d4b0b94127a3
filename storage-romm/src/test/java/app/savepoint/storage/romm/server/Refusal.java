package app.savepoint.storage.romm.server;

/// Ends the handling of a request with an answer that is not a success.
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Answer answer;

    Refusal(Answer answer) {
        super("refused with " + answer.status(), null, false, false);
        this.answer = answer;
    }

    /// `{"detail": …}` with a status.
    static Refusal of(int status, String detail) {
        return new Refusal(Answer.detail(status, detail));
    }

    /// A thing that is not there, or not this user's.
    static Refusal notFound(String detail) {
        return of(Status.NOT_FOUND, detail);
    }

    Answer answer() {
        return answer;
    }
}
