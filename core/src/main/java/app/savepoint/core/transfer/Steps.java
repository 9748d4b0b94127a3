package app.savepoint.core.transfer;

/// Told of every step that a crash could come between, so that a test can stop the program there.
@FunctionalInterface
public interface Steps {
    /// The system property that names a step to end the process at, as `name` or `name:n` for the
    /// n-th time.
    String CRASH_AT = "savepoint.crash-at";

    /// The exit status of a process that was told to end at a step.
    int CRASHED = 137;

    /// The program is about to go on from the step of that name.
    void reached(String step);

    /// Nothing happens at a step.
    static Steps none() {
        return step -> {};
    }

    /// Ends the process at once, without any clean-up, at the step that the system property names;
    /// for tests only.
    static Steps fromSystemProperty() {
        String wanted = System.getProperty(CRASH_AT);
        if (wanted == null) return none();
        int colon = wanted.lastIndexOf(':');
        String name = colon < 0 ? wanted : wanted.substring(0, colon);
        java.util.concurrent.atomic.AtomicInteger left =
                new java.util.concurrent.atomic.AtomicInteger(
                        colon < 0 ? 1 : Integer.parseInt(wanted.substring(colon + 1)));
        return step -> {
            if (step.equals(name) && left.decrementAndGet() == 0)
                Runtime.getRuntime().halt(CRASHED);
        };
    }
}
