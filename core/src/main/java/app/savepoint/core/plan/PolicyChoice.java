package app.savepoint.core.plan;

import app.savepoint.core.plan.Choice.Wish;
import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.Head;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the policy for conflicts makes of one.
///
/// Only here may a clock decide, and only because the person chose [Policy.OnConflict#NEWEST]:
/// where another policy fits several contents, it decides nothing. A blank save never wins over one
/// with progress, whatever the policy (promise 10).
final class PolicyChoice {
    private final Situation situation;
    private final AtPlace at;
    private final @Nullable ContentId here;
    private final List<Head> heads;

    /// What speaks against this device's content; where it has none, all that the storage holds.
    private final List<Head> others;

    private PolicyChoice(Situation situation, AtPlace at) {
        this.situation = situation;
        this.at = at;
        this.here = at.contentId();
        this.heads = situation.remote().all();
        this.others =
                heads.stream()
                        .filter(head -> here == null || !here.equals(head.content()))
                        .toList();
    }

    /// The wish that stands for the policy; empty if a person has to decide.
    static Optional<Wish> of(Situation situation, AtPlace at) {
        PolicyChoice policy = new PolicyChoice(situation, at);
        return policy.wish().filter(wish -> !policy.blankWins(wish));
    }

    /// What places of one device differ in, only a clock can decide.
    private Optional<Wish> wish() {
        boolean placesDiffer = situation.places().stream().anyMatch(this::hasAnotherSide);
        return switch (situation.policy().conflict()) {
            case ASK -> Optional.empty();
            case NEWEST -> newest();
            case LOCAL -> placesDiffer ? Optional.empty() : local();
            case REMOTE -> placesDiffer ? Optional.empty() : remote(others);
            case PREFER_DEVICE -> placesDiffer ? Optional.empty() : preferred();
            case KEEP_BOTH -> placesDiffer ? Optional.empty() : keepBoth();
        };
    }

    private Optional<Wish> local() {
        return here == null ? Optional.empty() : Optional.of(new Wish.KeepLocal());
    }

    /// Whether another place of this device holds another side of the conflict.
    private boolean hasAnotherSide(AtPlace other) {
        ContentId there = other.contentId();
        if (there == null || there.equals(here)) return false;
        return (other.isAtBase() && other.hasKept())
                || heads.stream()
                        .anyMatch(head ->
                                there.equals(head.content())
                                        && head.device().equals(situation.self()));
    }

    /// That content of the storage, if these heads hold one only.
    private Optional<Wish> remote(Collection<Head> candidates) {
        boolean one = candidates.stream().map(Head::contentId).distinct().count() == 1;
        return candidates.stream()
                .findFirst()
                .filter(head -> one)
                .<Wish>map(head -> new Wish.KeepRemote(head.id()));
    }

    private Optional<Wish> newest() {
        Instant latest =
                others.stream().map(Head::modifiedAt).max(Comparator.naturalOrder()).orElseThrow();
        Optional<Instant> local = at.content().map(Local.Content::time);
        if (local.isPresent() && local.get().isAfter(latest)) return local();
        // The same time on two contents says nothing.
        if (local.isPresent() && local.get().equals(latest)) return Optional.empty();
        return remote(others.stream().filter(head -> head.modifiedAt().equals(latest)).toList());
    }

    private Optional<Wish> preferred() {
        for (DeviceId device : situation.policy().preferred()) {
            boolean self = device.equals(situation.self());
            if (self && here != null) return settledHereBefore() ? Optional.empty() : local();
            List<Head> theirs = heads.stream().filter(h -> h.device().equals(device)).toList();
            if (!theirs.isEmpty()) {
                boolean sameAsHere =
                        here != null
                                && theirs.stream()
                                        .allMatch(head -> Objects.equals(head.content(), here));
                return sameAsHere ? local() : remote(theirs);
            }
            // The device that goes first removed it: that is no content that could win.
            if (self && at.wasHere()) return Optional.empty();
        }
        return Optional.empty();
    }

    /// Whether this device published something that is neither here nor what it last had: a
    /// settlement that a crash cut short, or a past it has lost. Then its own side is not one.
    private boolean settledHereBefore() {
        Base base = at.base();
        return heads.stream()
                .filter(head -> head.device().equals(situation.self()))
                .filter(head -> !Objects.equals(head.content(), here))
                .anyMatch(head -> base == null || !head.id().equals(base.lastHad()));
    }

    /// Without a content of its own a device can not say which of several stays in the slot.
    private Optional<Wish> keepBoth() {
        long contents =
                heads.stream()
                        .filter(head -> !head.isTombstone())
                        .map(Head::content)
                        .distinct()
                        .count();
        return here == null && contents > 1 ? Optional.empty() : Optional.of(new Wish.KeepBoth());
    }

    private boolean blankWins(Wish wish) {
        boolean progressHere = at.content().filter(content -> !content.blank()).isPresent();
        boolean progressThere = heads.stream().anyMatch(Head::hasProgress);
        return switch (wish) {
            case Wish.KeepLocal(), Wish.KeepBoth() ->
                    here != null && !progressHere && progressThere;
            case Wish.KeepRemote(var id) ->
                    (progressHere || progressThere)
                            && others.stream()
                                    .anyMatch(head -> head.id().equals(id) && head.blank());
            case Wish.PullHere(), Wish.DeleteRemote() -> false;
        };
    }
}
