package app.savepoint.storage.romm.server;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// Something that goes wrong with the requests that it fits, as often as it is told.
///
/// Where a connection ends without an answer, the JDK's client sends a GET once more by itself, so
/// that a fault that happens once may not show.
public final class Fault {
    private final Predicate<Request> when;
    private final Kind kind;
    private final AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);
    private final AtomicInteger hits = new AtomicInteger();
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    /// What goes wrong.
    private sealed interface Kind {}

    private record Instead(Answer answer) implements Kind {}

    private record Dropped(boolean after) implements Kind {}

    private record Held(boolean after) implements Kind {}

    private record Cut(int bytes) implements Kind {}

    private record Changed(UnaryOperator<byte[]> change) implements Kind {}

    private Fault(Predicate<Request> when, Kind kind) {
        this.when = when;
        this.kind = kind;
    }

    /// Fits requests of a method whose whole path matches.
    public static Predicate<Request> on(String method, String pathPattern) {
        return request -> request.method().equals(method) && request.path().matches(pathPattern);
    }

    /// Answers so, and does nothing.
    public static Fault instead(Predicate<Request> when, Answer answer) {
        return new Fault(when, new Instead(answer));
    }

    /// Ends the connection, and does nothing.
    public static Fault droppedBefore(Predicate<Request> when) {
        return new Fault(when, new Dropped(false));
    }

    /// Does what is asked, then ends the connection without an answer.
    public static Fault droppedAfter(Predicate<Request> when) {
        return new Fault(when, new Dropped(true));
    }

    /// Does nothing and says nothing until it is released, or the server ends.
    public static Fault heldBefore(Predicate<Request> when) {
        return new Fault(when, new Held(false));
    }

    /// Does what is asked, and says nothing until it is released, or the server ends.
    public static Fault heldAfter(Predicate<Request> when) {
        return new Fault(when, new Held(true));
    }

    /// Sends only so many bytes of the body that was promised.
    public static Fault cut(Predicate<Request> when, int bytes) {
        return new Fault(when, new Cut(bytes));
    }

    /// Sends other bytes than those asked for.
    public static Fault changed(Predicate<Request> when, UnaryOperator<byte[]> change) {
        return new Fault(when, new Changed(change));
    }

    /// Happens so often and then no more.
    public Fault times(int count) {
        left.set(count);
        return this;
    }

    /// How often it has happened.
    public int hits() {
        return hits.get();
    }

    /// Waits until it happens; where the request is done first, until that is done.
    public void awaitReached() throws InterruptedException {
        reached.await();
    }

    /// Lets those go on that it holds: their connections end.
    public void release() {
        released.countDown();
    }

    boolean strikes(Request request) {
        if (!when.test(request)) {
            return false;
        }
        boolean strikes = left.getAndUpdate(count -> count > 0 ? count - 1 : 0) > 0;
        if (strikes) {
            hits.incrementAndGet();
        }
        return strikes;
    }

    /// What happens in place of the plain answer.
    ///
    /// @param act does what was asked
    Reply apply(Action act) {
        return switch (kind) {
            case Instead(Answer answer) -> {
                reached.countDown();
                yield new Reply.Whole(answer);
            }
            case Dropped(boolean after) -> {
                perhaps(act, after);
                yield new Reply.Nothing();
            }
            case Held(boolean after) -> {
                perhaps(act, after);
                waitForRelease();
                yield new Reply.Nothing();
            }
            case Cut(int bytes) -> {
                Answer answer = act.act();
                reached.countDown();
                yield new Reply.Cut(answer, Math.min(bytes, answer.body().length));
            }
            case Changed(UnaryOperator<byte[]> change) -> {
                Answer answer = act.act();
                reached.countDown();
                yield new Reply.Whole(answer.withBody(change.apply(answer.body())));
            }
        };
    }

    /// Does what a request asks.
    interface Action {
        Answer act();
    }

    private void perhaps(Action act, boolean after) {
        if (after) {
            act.act();
        }
        reached.countDown();
    }

    private void waitForRelease() {
        try {
            released.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
