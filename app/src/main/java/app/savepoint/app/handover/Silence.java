package app.savepoint.app.handover;

/// How long a holder has said nothing, while something is waited for.
///
/// Counted in looks rather than by a clock: while a computer sleeps nobody looks, and a holder that
/// slept with it is not taken for one that hangs.
final class Silence {
    private final long most;
    private boolean waiting;
    private long looks;

    /// @param most so many looks in silence are too many
    Silence(long most) {
        this.most = most;
    }

    /// From now on the holder is listened to.
    synchronized void begins() {
        waiting = true;
        looks = 0;
    }

    /// It said something. What this side does with that is no silence of the holder's, however long
    /// a reader of ours takes.
    synchronized void ends() {
        waiting = false;
    }

    /// Looks once more, and returns whether that was too often.
    synchronized boolean isTooLong() {
        return waiting && ++looks >= most;
    }
}
