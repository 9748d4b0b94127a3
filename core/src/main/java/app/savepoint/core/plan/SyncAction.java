package app.savepoint.core.plan;

import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.Head;
import app.savepoint.core.save.Place;
import app.savepoint.core.save.RevisionId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One step that brings a save back into agreement. The steps of a plan are taken in order; if one
/// can not be taken, those after it are not, and the next plan starts from what is then observed.
public sealed interface SyncAction {
    /// Publishes what lies at `place` as a child of `parents`; refused by the storage if those are
    /// no longer the heads.
    record Push(Place place, ContentId content, Set<RevisionId> parents) implements SyncAction {
        public Push {
            parents = Set.copyOf(parents);
        }
    }

    /// Puts what `head` holds at `place`; null: wherever such a save lands on this device.
    ///
    /// @param replaces the content that may be replaced; null: none may be there
    record Pull(@Nullable Place place, Head head, @Nullable ContentId replaces)
            implements SyncAction {}

    /// Publishes once more what `winner` holds, as a child of all `parents`, so that every device
    /// sees them settled.
    record Merge(Head winner, Set<RevisionId> parents) implements SyncAction {
        public Merge {
            parents = Set.copyOf(parents);
        }
    }

    /// Publishes what `head` holds in a slot of its own, unless that slot holds it already.
    record SetAside(Head head, String slot) implements SyncAction {}

    /// Removes the files at `place`, whose content may be `replaces` and nothing else.
    record DeleteLocal(Place place, ContentId replaces, Head tombstone) implements SyncAction {}

    /// Publishes that the save is gone.
    record DeleteRemote(Set<RevisionId> parents) implements SyncAction {
        public DeleteRemote {
            parents = Set.copyOf(parents);
        }
    }

    /// Remembers that `place` holds what `head` holds.
    record Agree(Place place, Head head) implements SyncAction {}

    /// Remembers that this device knows `head` and does not have it at `place` (null: anywhere).
    record AgreeUnplaced(@Nullable Place place, Head head) implements SyncAction {}

    /// Forgets what was agreed on, because neither side has it any more.
    record Forget(@Nullable Place place) implements SyncAction {}

    /// Sees to it that what lies at `place` can not get lost while nothing is decided: as a head of
    /// its own, a child of what this device last had, remembered in [Base#kept]. It stands in every
    /// plan of a conflict, so nothing is published again for a content that the storage holds; if
    /// one of the heads holds it, that head is what this device last had.
    record KeepInStorage(Place place, ContentId content) implements SyncAction {}

    /// Sees to it that what lies at `place` can not get lost while nothing is decided: in the local
    /// backups.
    record KeepInBackups(Place place, ContentId content, KeptBecause why) implements SyncAction {}

    /// Why a content goes to the backups rather than to the storage.
    enum KeptBecause {
        CONFLICT,
        FIRST_MEETING,
        BLANK,
        TIMESTAMP_CONFLICT,
        /// The storage does not hold it, or what it holds is still arriving.
        ONLY_HERE
    }

    /// Whether it changes what the storage says about a save.
    default boolean publishes() {
        return this instanceof Push
                || this instanceof Merge
                || this instanceof SetAside
                || this instanceof DeleteRemote;
    }

    /// Whether it needs a content that the storage has.
    default boolean fetches() {
        return this instanceof Pull || this instanceof Merge || this instanceof SetAside;
    }

    /// Whether it changes this device's disk.
    default boolean changesDisk() {
        return this instanceof Pull || this instanceof DeleteLocal;
    }

    /// Whether it only sees to it that nothing can get lost.
    default boolean keeps() {
        return this instanceof KeepInStorage || this instanceof KeepInBackups;
    }
}
