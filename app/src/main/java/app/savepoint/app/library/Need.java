package app.savepoint.app.library;

import app.savepoint.app.session.Known;
import app.savepoint.app.session.Trouble;
import app.savepoint.core.plan.SavePlan;
import app.savepoint.core.save.Saying;
import app.savepoint.core.scan.RootHealth;
import app.savepoint.core.storage.RemoteTree.Notice;
import app.savepoint.core.storage.RemoteTree.Offer;
import app.savepoint.core.storage.server.GameKey;
import app.savepoint.core.view.RootRow;
import app.savepoint.core.view.StatusReport;
import java.util.ArrayList;
import java.util.List;

/// One thing that waits for the person, with a next step.
public sealed interface Need {
    /// How many decisions that is.
    default int things() {
        return 1;
    }

    /// The storage can be reached and can not be used.
    record Storage(Saying what) implements Need {}

    /// A watched folder is not what it was.
    record Root(RootRow root) implements Need {
        /// Whether believing it as it is now makes sense: a folder that is not there says nothing.
        public boolean canBeBelieved() {
            return root.health() == RootHealth.OTHER_VOLUME
                    || root.health() == RootHealth.MANY_GONE;
        }
    }

    /// Saves of two devices met for the first time and differ.
    ///
    /// @param items two or more
    record FirstMeeting(List<SaveItem> items) implements Need {
        public FirstMeeting {
            items = List.copyOf(items);
        }

        @Override
        public int things() {
            return items.size();
        }
    }

    /// Games of which it is not certain which of the server's they are.
    ///
    /// @param count one or more
    record Games(int count) implements Need {}

    /// Games that the server has in several slots, of which it is not said which is played here.
    ///
    /// @param count one or more
    record Slots(int count) implements Need {}

    /// A choice between contents of one save.
    record Decision(SaveItem item) implements Need {}

    /// Something about the storage that is good to know, and that nothing waits for.
    record Noted(Saying what) implements Need {
        @Override
        public int things() {
            return 0;
        }
    }

    /// A content that nobody here goes on with by itself, and that the person may.
    record Offered(Saying what, Offer offer) implements Need {
        @Override
        public int things() {
            return 0;
        }
    }

    /// A save that could not be read, written, or moved.
    record Failed(SaveItem item) implements Need {}

    /// Everything that waits, the widest first.
    static List<Need> of(Known known, List<SaveItem> items) {
        List<Need> all = new ArrayList<>();
        Trouble trouble = known.trouble();
        if (trouble != null && !trouble.passes()) all.add(new Storage(trouble.what()));
        StatusReport report = known.report();
        boolean roots = false;
        if (report != null)
            for (RootRow root : report.roots()) {
                if (root.health() == RootHealth.OK) continue;
                all.add(new Root(root));
                roots = true;
            }
        List<SaveItem> meetings =
                items.stream().filter(item -> item.state() == SaveState.FIRST_MEETING).toList();
        boolean together = meetings.size() > 1;
        if (together) all.add(new FirstMeeting(meetings));
        int unclear = gamesHeldBack(items, SavePlan.Guard.GAME_UNCLEAR);
        if (unclear > 0) all.add(new Games(unclear));
        int slots = gamesHeldBack(items, SavePlan.Guard.SLOT_UNCLEAR);
        if (slots > 0) all.add(new Slots(slots));
        for (SaveItem item : items) {
            if (!item.state().needsPerson()) continue;
            if (together && item.state() == SaveState.FIRST_MEETING) continue;
            // All the saves of a changed root are one thing to look at: the root.
            if (roots && item.state() == SaveState.ROOT_CHANGED) continue;
            all.add(item.canDecide() ? new Decision(item) : new Failed(item));
        }
        if (report != null) for (Notice notice : report.notices()) all.add(of(notice));
        return List.copyOf(all);
    }

    private static int gamesHeldBack(List<SaveItem> items, SavePlan.Guard why) {
        return (int)
                items.stream()
                        .filter(item -> item.row().guards().contains(why))
                        .map(item -> GameKey.of(item.id()))
                        .distinct()
                        .count();
    }

    private static Need of(Notice notice) {
        Offer offer = notice.offer();
        return offer == null ? new Noted(notice.what()) : new Offered(notice.what(), offer);
    }
}
