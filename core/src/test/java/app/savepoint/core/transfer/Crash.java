package app.savepoint.core.transfer;

import java.util.ArrayList;
import java.util.List;

/// The power goes out at a step.
final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    private Crash(String step) {
        super(step);
    }

    /// Ends the process at the n-th step, counted from 0.
    static Steps at(int n) {
        int[] left = {n};
        return step -> {
            if (left[0]-- == 0) throw new Crash(step);
        };
    }

    /// All steps that some work takes, in order.
    static List<String> stepsOf(java.util.function.Consumer<Steps> work) {
        List<String> steps = new ArrayList<>();
        work.accept(steps::add);
        return steps;
    }

    /// Does some work and returns whether the power went out meanwhile.
    static boolean during(Runnable work) {
        try {
            work.run();
            return false;
        } catch (Crash e) {
            return true;
        }
    }
}
