package app.savepoint.storage.s3;

import app.savepoint.core.storage.ETag;
import app.savepoint.storage.s3.Bucket.Condition;
import app.savepoint.storage.s3.Capabilities.Race;
import app.savepoint.storage.s3.Capabilities.TagForm;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.core.exception.SdkException;

/// Tries out what a server makes of conditions.
final class ConditionTrial {
    /// Where several winners are possible they were seen in nine of ten races of eight.
    private static final int ROUNDS = 3;

    private static final int WRITERS = 6;
    private static final Condition ABSENT = new Condition("*", null);

    private final Scratch scratch;

    ConditionTrial(Scratch scratch) {
        this.scratch = scratch;
    }

    /// What was found.
    record Found(boolean ifAbsent, TagForm ifMatch, Race race) {
        static final Found NOTHING = new Found(false, TagForm.USELESS, Race.NOT_RUN);
    }

    Found run() {
        scratch.put("absent");
        boolean ifAbsent =
                scratch.isRefused("absent", "twice", ABSENT)
                        && !scratch.isRefused("fresh", "once", ABSENT);
        TagForm ifMatch =
                works(TagForm.QUOTED)
                        ? TagForm.QUOTED
                        : works(TagForm.BARE) ? TagForm.BARE : TagForm.USELESS;
        return new Found(ifAbsent, ifMatch, race(ifAbsent, ifMatch));
    }

    private boolean works(TagForm form) {
        String name = "match-" + form;
        ETag first = scratch.put(name, "one", Condition.NONE);
        Condition stillFirst = new Condition(null, Tags.written(first, form));
        return !scratch.isRefused(name, "two", stillFirst)
                && scratch.isRefused(name, "three", stillFirst)
                && scratch.read(name).equals("two");
    }

    private Race race(boolean ifAbsent, TagForm ifMatch) {
        if (!ifAbsent && ifMatch == TagForm.USELESS) return Race.NOT_RUN;
        for (int round = 0; round < ROUNDS; round++) {
            String name = "race-" + round;
            if (ifAbsent && winners(name, ABSENT) > 1) return Race.SEVERAL_WINNERS;
            if (ifMatch == TagForm.USELESS) continue;
            ETag start = scratch.put(name, "start", Condition.NONE);
            if (winners(name, new Condition(null, Tags.written(start, ifMatch))) > 1)
                return Race.SEVERAL_WINNERS;
        }
        return Race.ONE_WINNER;
    }

    private long winners(String name, Condition condition) {
        List<Callable<Boolean>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            String mine = "writer " + i;
            writers.add(() -> !scratch.isRefused(name, mine, condition));
        }
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            return pool.invokeAll(writers).stream().filter(ConditionTrial::hasWon).count();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private static boolean hasWon(Future<Boolean> writer) {
        try {
            return writer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            // A server that fails under a race names no winner there.
            if (e.getCause() instanceof SdkException) return false;
            throw new IllegalStateException("unexpected", e.getCause());
        }
    }
}
