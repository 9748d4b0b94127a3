package app.savepoint.app.library;

import app.savepoint.app.session.Known;
import app.savepoint.app.session.Trouble;
import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.StoredDevice;
import app.savepoint.core.view.StatusReport;
import java.util.ArrayList;
import java.util.List;

/// How things stand as a whole. Says "all safe" only if it is so (promise 11).
public sealed interface Headline {
    /// The storage was not asked yet.
    record Checking() implements Headline {}

    /// There is nothing to keep safe yet.
    record Nothing() implements Headline {}

    /// Every save is in step, or left out on purpose.
    ///
    /// @param saves how many saves that are
    record AllSafe(int saves) implements Headline {}

    record Syncing() implements Headline {}

    /// It goes on by itself, or with the next sync.
    ///
    /// @param why for what; at least one
    record Waiting(List<Reason> why) implements Headline {
        public Waiting {
            why = List.copyOf(why);
        }
    }

    /// A person has to decide or to mend something.
    ///
    /// @param things how many
    /// @param offline whether the storage is out of reach besides
    record NeedsYou(int things, boolean offline) implements Headline {}

    /// The storage is out of reach.
    ///
    /// @param what what happened
    /// @param unsent how many saves wait to be pushed
    record Offline(Saying what, int unsent) implements Headline {}

    /// What is waited for.
    sealed interface Reason {
        /// Saves of one sort.
        record Saves(SaveState state, int count) implements Reason {}

        /// Something is on its way into the storage.
        record Arriving(int count) implements Reason {}

        /// Another device holds progress that is not in the storage.
        record HeldBack(String device, int saves) implements Reason {}
    }

    /// How things stand while nothing moves.
    static Headline of(Known known, List<SaveItem> items) {
        StatusReport report = known.report();
        if (report == null) return new Checking();
        Trouble trouble = known.trouble();
        boolean offline = trouble != null && trouble.passes();
        int things = Need.of(known, items).stream().mapToInt(Need::things).sum();
        if (things > 0) return new NeedsYou(things, offline);
        if (trouble != null)
            return new Offline(trouble.what(), (int) count(items, SaveState.TO_PUSH));
        if (!known.asked() || report.offline()) return new Checking();
        List<Reason> why = reasons(known, report, items);
        if (!why.isEmpty()) return new Waiting(why);
        return items.isEmpty() ? new Nothing() : new AllSafe(items.size());
    }

    private static List<Reason> reasons(Known known, StatusReport report, List<SaveItem> items) {
        List<Reason> why = new ArrayList<>();
        for (SaveState state : SaveState.values()) {
            int count = (int) count(items, state);
            if (count > 0 && !state.settled()) why.add(new Reason.Saves(state, count));
        }
        if (report.arriving() > 0) why.add(new Reason.Arriving(report.arriving()));
        for (StoredDevice other : known.holdingBack())
            why.add(new Reason.HeldBack(other.device().name(), other.unsent()));
        return why;
    }

    private static long count(List<SaveItem> items, SaveState state) {
        return items.stream().filter(item -> item.state() == state).count();
    }
}
