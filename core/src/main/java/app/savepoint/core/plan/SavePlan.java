package app.savepoint.core.plan;

import app.savepoint.core.save.Place;
import app.savepoint.core.save.SaveId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is to be done with one save, and why. Nothing has been touched yet.
///
/// @param save which save
/// @param rule the row of the table that fitted
/// @param action what happens, after policies and guards
/// @param attention what a person should know
/// @param place where on this device it was decided from; null if the save lies nowhere here
/// @param steps what to do, in order
/// @param guards what held a step back
/// @param places at how many places of this device it lies or lay
public record SavePlan(
        SaveId save,
        Rule rule,
        Action action,
        Attention attention,
        @Nullable Place place,
        List<SyncAction> steps,
        List<Guard> guards,
        int places) {
    public SavePlan {
        steps = List.copyOf(steps);
        guards = List.copyOf(guards);
    }

    /// Whether there is nothing to do and nothing to say.
    public boolean isNothing() {
        return action == Action.IN_SYNC
                && attention == Attention.NONE
                && steps.isEmpty()
                && guards.isEmpty();
    }

    /// Whether two saves met here for the first time and differ.
    public boolean firstMeeting() {
        return rule == Rule.FIRST_MEETING && attention == Attention.CONFLICT;
    }

    /// What can hold back what the table says.
    public enum Guard {
        /// A save without progress would replace one with (promise 10).
        BLANK,
        /// The emulator that owns the file runs (promise 9).
        EMULATOR_RUNS,
        /// Something about the save is still arriving in the storage.
        ARRIVING,
        /// The person paused everything.
        PAUSED,
        /// This device may not write to the storage.
        READ_ONLY,
        /// This device may not get contents from the storage.
        SEND_ONLY,
        /// The storage knows no game of that name.
        NO_GAME,
        /// Several of the storage's games could be meant, or only ones that are called much the
        /// same.
        GAME_UNCLEAR,
        /// The storage has the game's saves in several slots, and the person has to say which one
        /// is played here.
        SLOT_UNCLEAR,
        /// The person said that the game is none of the storage's.
        LEFT_OUT,
        /// The storage does not take saves of that kind.
        KIND_NOT_TAKEN,
        /// The storage takes saves of that kind only in a newer version of itself.
        STORAGE_TOO_OLD;

        /// Whether only a person's word lets the save move again.
        public boolean asks() {
            return this == SLOT_UNCLEAR;
        }
    }
}
