package app.savepoint.app.session;

import app.savepoint.core.save.SaveId;
import app.savepoint.core.view.SyncEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How far a sync has come.
///
/// @param current the save in hand; null while files are looked at, and between two saves
/// @param savesDone how many saves are done
/// @param saves how many there are; 0 while that is not known
/// @param bytesDone how many bytes of saves have moved
/// @param bytes how many there are, as far as known
/// @param last what was done last, the latest first, a few at most
public record Moving(
        @Nullable SaveId current,
        int savesDone,
        int saves,
        long bytesDone,
        long bytes,
        List<Done> last) {
    /// A sync that has only begun.
    public static final Moving LOOKING = new Moving(null, 0, 0, 0, 0, List.of());

    private static final int FEW = 3;

    public Moving {
        last = List.copyOf(last);
    }

    /// What was done with a save.
    public record Done(SaveId save, Way way) {}

    /// What can be done with a save.
    public enum Way {
        PUSHED,
        PULLED,
        DELETED_HERE,
        DELETED_THERE,
        FAILED
    }

    /// Whether it is known how much there is to do.
    public boolean planned() {
        return saves > 0;
    }

    /// The part that is done, from 0 to 1; -1 while that is not known.
    public double fraction() {
        if (!planned()) return -1;
        // Files that come down are not counted in `bytes`, so bytes would jump.
        return Math.min(1, (double) savesDone / saves);
    }

    Moving planned(SyncEvent.Planned plan) {
        return new Moving(current, savesDone, plan.saves(), bytesDone, plan.bytes(), last);
    }

    Moving at(SyncEvent.Moving at) {
        return new Moving(
                at.current(), at.savesDone(), at.saves(), at.bytesDone(), at.bytes(), last);
    }

    Moving done(SaveId save, Way way) {
        List<Done> now = new ArrayList<>();
        now.add(new Done(save, way));
        now.addAll(last.subList(0, Math.min(last.size(), FEW - 1)));
        return new Moving(current, savesDone, saves, bytesDone, bytes, now);
    }
}
