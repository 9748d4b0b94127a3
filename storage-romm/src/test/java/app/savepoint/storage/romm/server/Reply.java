package app.savepoint.storage.romm.server;

/// What goes back over a connection, if anything does.
sealed interface Reply {
    /// The whole answer.
    record Whole(Answer answer) implements Reply {}

    /// The head of the answer, only so many bytes of its body, then the connection ends.
    record Cut(Answer answer, int bytes) implements Reply {}

    /// No answer: the connection ends.
    record Nothing() implements Reply {}
}
