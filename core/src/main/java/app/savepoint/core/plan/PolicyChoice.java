package app.savepoint.core.plan;

import app.savepoint.core.plan.Choice.Wish;
import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.Head;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What the policy for conflicts makes of one.
///
/// Only here may a clock decide, and only because the person chose [Policy.OnConflict#NEWEST]. A
/// blank save never wins over one with progress, whatever the policy (promise 10).
final class PolicyChoice {
    private PolicyChoice() {}

    /// The wish that stands for the policy; empty if a person has to decide.
    static Optional<Wish> of(Situation situation, AtPlace lead) {
        List<Head> others =
                situation.remote().all().stream()
                        .filter(head -> !Objects.equals(head.content(), lead.contentId()))
                        .toList();
        Optional<Wish> wish =
                switch (situation.policy().conflict()) {
                    case ASK -> Optional.empty();
                    case LOCAL -> local(lead);
                    case REMOTE -> others.stream().findFirst().map(PolicyChoice::remote);
                    case KEEP_BOTH -> Optional.of(new Wish.KeepBoth());
                    case NEWEST -> newest(lead, others);
                    case PREFER_DEVICE -> preferred(situation, lead, others);
                };
        return wish.filter(chosen -> !blankWins(chosen, lead, others));
    }

    private static Optional<Wish> local(AtPlace lead) {
        return lead.content().map(here -> new Wish.KeepLocal());
    }

    private static Wish remote(Head head) {
        return new Wish.KeepRemote(head.id());
    }

    private static Optional<Wish> newest(AtPlace lead, List<Head> others) {
        Optional<Head> newest =
                others.stream().max(Comparator.comparing(Head::modifiedAt).thenComparing(Head::id));
        Instant here = lead.content().map(Local.Content::time).orElse(Instant.MIN);
        return newest.filter(head -> head.modifiedAt().isAfter(here))
                .map(PolicyChoice::remote)
                .or(() -> local(lead));
    }

    private static Optional<Wish> preferred(Situation situation, AtPlace lead, List<Head> others) {
        List<DeviceId> ranked = situation.policy().preferred();
        for (DeviceId device : ranked) {
            if (device.equals(situation.self()) && lead.content().isPresent()) return local(lead);
            Optional<Head> head =
                    others.stream().filter(h -> h.device().equals(device)).findFirst();
            if (head.isPresent()) return head.map(PolicyChoice::remote);
        }
        return Optional.empty();
    }

    private static boolean blankWins(Wish wish, AtPlace lead, List<Head> others) {
        boolean progressHere = lead.content().filter(here -> !here.blank()).isPresent();
        boolean progressThere = others.stream().anyMatch(Planner::hasProgress);
        return switch (wish) {
            case Wish.KeepLocal() -> !progressHere && progressThere;
            case Wish.KeepRemote(var id) ->
                    progressHere
                            && others.stream()
                                    .anyMatch(head -> head.id().equals(id) && head.blank());
            case Wish.KeepBoth(), Wish.PullHere(), Wish.DeleteRemote() -> false;
        };
    }
}
