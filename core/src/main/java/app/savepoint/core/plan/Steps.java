package app.savepoint.core.plan;

import app.savepoint.core.plan.SyncAction.KeptBecause;
import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.Head;
import app.savepoint.core.save.Lineage;
import app.savepoint.core.save.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// The steps that a decision about one place comes to. Decides nothing, except that what is so
/// already needs no step.
final class Steps {
    private final Situation situation;
    private final AtPlace at;

    Steps(Situation situation, AtPlace at) {
        this.situation = situation;
        this.at = at;
    }

    /// This device's content continues, or settles, all heads that were seen.
    List<SyncAction> push() {
        return at.content()
                .<List<SyncAction>>map(here ->
                        List.of(
                                new SyncAction.Push(
                                        requirePlace(), here.id(), situation.remote().ids())))
                .orElse(List.of());
    }

    /// A deletion continues, or settles, all heads that were seen.
    List<SyncAction> deleteRemote() {
        return List.of(new SyncAction.DeleteRemote(situation.remote().ids()));
    }

    /// Makes this place hold what a head holds.
    List<SyncAction> toDisk(Head head) {
        ContentId here = at.contentId();
        if (head.isTombstone())
            return here == null
                    ? List.of()
                    : List.of(new SyncAction.DeleteLocal(requirePlace(), here, head));
        if (Objects.equals(head.content(), here)) return List.of(agree(head));
        return List.of(new SyncAction.Pull(at.place(), head, here));
    }

    /// Makes one head win over all that were seen. Where the save is not on this device, whether it
    /// comes here is another question, which the next plan answers, unless it is missed here.
    ///
    /// @param missed whether a person wants it back where it was
    List<SyncAction> settle(Head winner, boolean missed) {
        List<SyncAction> steps = new ArrayList<>();
        boolean split = situation.remote() instanceof Remote.Split;
        if (split) {
            // If it is cut short after the heads are settled, what lies here is known to be behind.
            if (isOneOfTheHeads()) steps.addAll(keptInConflict(Rule.HEADS_DIFFER));
            steps.add(new SyncAction.Merge(winner, situation.remote().ids()));
        }
        boolean here = at.content().isPresent() || (missed && at.wasHere());
        if (!split || here) steps.addAll(toDisk(winner));
        return steps;
    }

    /// Keeps every content, each in a slot of its own; empty if there is none.
    Optional<List<SyncAction>> keepBoth() {
        List<Head> contents =
                situation.remote().all().stream().filter(head -> !head.isTombstone()).toList();
        Optional<Head> head = staying(contents);
        ContentId here = at.contentId();
        if (here == null && head.isEmpty()) return Optional.empty();
        ContentId stays = here != null ? here : head.get().content();
        List<SyncAction> steps = new ArrayList<>();
        Set<ContentId> aside = new HashSet<>();
        for (Head other : contents.stream().sorted(Comparator.comparing(Head::id)).toList()) {
            ContentId content = Objects.requireNonNull(other.content());
            if (!content.equals(stays) && aside.add(content))
                steps.add(new SyncAction.SetAside(other, "kept-" + other.id().last(8)));
        }
        steps.addAll(here != null ? push() : settle(head.get(), false));
        return Optional.of(steps);
    }

    /// Of several contents in the storage, the one that stays in its slot where this device has
    /// none: one with progress, if there is one.
    private static Optional<Head> staying(List<Head> newestFirst) {
        return newestFirst.stream().min(Comparator.comparing(Head::blank));
    }

    /// Remembers what both sides hold.
    List<SyncAction> agreed(Head head) {
        Base base = at.base();
        boolean known =
                base != null
                        && base.placed()
                        && base.kept() == null
                        && base.revision().equals(head.id())
                        && Objects.equals(base.fileTime(), at.content().orElseThrow().time());
        return known ? List.of() : List.of(agree(head));
    }

    /// Remembers that a save is known and not wanted at this place.
    List<SyncAction> unplaced(Head head) {
        Base base = at.base();
        boolean known =
                base != null
                        && !base.placed()
                        && base.kept() == null
                        && base.revision().equals(head.id());
        return known ? List.of() : List.of(new SyncAction.AgreeUnplaced(at.place(), head));
    }

    /// Remembers that neither side has it. A deletion that the storage knows of is agreed on, so
    /// that a file which appears afterwards is a new save; of one that it does not know of nothing
    /// is left to agree on.
    List<SyncAction> gone() {
        if (at.base() == null) return List.of();
        if (situation.remote() instanceof Remote.Settled settled) return unplaced(settled.head());
        return situation.arriving() ? List.of() : forget();
    }

    List<SyncAction> forget() {
        return at.base() == null ? List.of() : List.of(new SyncAction.Forget(at.place()));
    }

    /// Safe-keeping in a conflict: as a head that every device sees, except where the storage has
    /// no such thing, what lies here is blank, or two devices only just met.
    List<SyncAction> keptInConflict(Rule rule) {
        if (at.content().isEmpty()) return List.of();
        if (at.base() == null)
            return inBackups(
                    rule == Rule.FIRST_MEETING ? KeptBecause.FIRST_MEETING : KeptBecause.CONFLICT);
        if (at.content().get().blank()) return inBackups(KeptBecause.BLANK);
        if (!situation.lineage()) return inBackups(KeptBecause.CONFLICT);
        // An older file that was put here by hand is this device's own affair, here as in row 15
        if (at.olderThanBase()) return inBackups(KeptBecause.TIMESTAMP_CONFLICT);
        return List.of(new SyncAction.KeepInStorage(requirePlace(), at.content().get().id()));
    }

    /// Safe-keeping of what will be replaced, or not published, some time later than now; nothing
    /// where the storage is known to have it.
    List<SyncAction> keptMeanwhile() {
        boolean stored =
                at.earlierRevision()
                        || (at.isAtBase() && storageContinuesBase())
                        || isOneOfTheHeads();
        if (stored || at.content().isEmpty()) return List.of();
        if (at.content().get().blank()) return inBackups(KeptBecause.BLANK);
        return inBackups(at.base() == null ? KeptBecause.FIRST_MEETING : KeptBecause.CONFLICT);
    }

    private boolean isOneOfTheHeads() {
        return situation.remote().all().stream()
                .anyMatch(head -> Objects.equals(head.content(), at.contentId()));
    }

    private boolean storageContinuesBase() {
        return switch (situation.remote()) {
            case Remote.Missing _ -> false;
            case Remote.Split _ -> true;
            case Remote.Settled _ -> at.lineage() == Lineage.DESCENDS;
        };
    }

    List<SyncAction> inBackups(KeptBecause why) {
        return at.content()
                .<List<SyncAction>>map(here ->
                        List.of(new SyncAction.KeepInBackups(requirePlace(), here.id(), why)))
                .orElse(List.of());
    }

    private SyncAction agree(Head head) {
        return new SyncAction.Agree(requirePlace(), head);
    }

    private Place requirePlace() {
        return Objects.requireNonNull(at.place(), "a content lies somewhere");
    }
}
