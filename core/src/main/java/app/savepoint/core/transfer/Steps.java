package app.savepoint.core.transfer;

/// Told of every step that a crash could come between, so that a test can stop the program there.
@FunctionalInterface
public interface Steps {
    /// The program is about to go on from the step of that name.
    void reached(String step);

    /// Nothing happens at a step.
    static Steps none() {
        return step -> {};
    }
}
