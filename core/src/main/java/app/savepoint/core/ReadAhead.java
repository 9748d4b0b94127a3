package app.savepoint.core;

import java.util.List;

/// Asks for what will be needed soon while something else is waited for. The answers stay with
/// those who gave them; whoever needs one asks again and has it at once.
final class ReadAhead implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ReadAhead.class.getName());

    private final Thread thread;

    ReadAhead(List<Runnable> questions) {
        thread =
                Thread.ofVirtual()
                        .name("read-ahead")
                        .start(() -> {
                            try {
                                questions.forEach(Runnable::run);
                            } catch (RuntimeException e) {
                                // Who asks in earnest gets the same answer, and can do something
                                // about it.
                                LOG.log(System.Logger.Level.DEBUG, "nothing was read ahead", e);
                            }
                        });
    }

    /// Waits for the question that is being answered.
    @Override
    public void close() {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }
}
