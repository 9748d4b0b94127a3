package app.savepoint.core;

import app.savepoint.core.plan.Choice;
import app.savepoint.core.plan.Choice.Wish;
import app.savepoint.core.plan.Planner;
import app.savepoint.core.plan.SavePlan;
import app.savepoint.core.plan.Situation;
import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.Head;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.Saying;
import app.savepoint.core.view.Keep;
import app.savepoint.core.view.SaveRow;
import app.savepoint.core.view.Version;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Turns a person's answer to a conflict into a choice with its ground.
final class Answers {
    private final Observation seen;
    private final DeviceId self;

    Answers(Observation seen, DeviceId self) {
        this.seen = seen;
        this.self = self;
    }

    /// Empty if the answer fits nothing: there is no content of that side.
    Optional<Choice> choice(SavePlan plan, Keep keep, @Nullable RevisionId revision, SaveRow row) {
        Situation situation = seen.of(plan.save());
        return wish(situation, keep, revision, row)
                .map(wish -> DirectedPlans.choice(situation, wish));
    }

    private Optional<Wish> wish(
            Situation situation, Keep keep, @Nullable RevisionId revision, SaveRow row) {
        if (revision != null) {
            if (situation.remote().all().stream().noneMatch(head -> head.id().equals(revision)))
                throw new RequestException(
                        "revision.unknown",
                        Saying.of("revision.unknown.latest", revision, situation.save()));
            return Optional.of(new Wish.KeepRemote(revision));
        }
        boolean here = Planner.leadingContent(situation) != null;
        return switch (keep) {
            case LOCAL -> here ? Optional.of(new Wish.KeepLocal()) : Optional.empty();
            case REMOTE -> other(situation).map(head -> new Wish.KeepRemote(head.id()));
            case BOTH -> Optional.of(new Wish.KeepBoth());
            case NEWEST -> newest(situation, row);
            case SUGGESTED ->
                    row.suggestion() == null
                            ? Optional.empty()
                            : wish(situation, row.suggestion().keep(), null, row);
        };
    }

    /// The head that is not this device's; its own content may stand in the storage as a head as
    /// well.
    private Optional<Head> other(Situation situation) {
        Optional<Head> head = DirectedPlans.otherHead(situation);
        return situation.remote().all().stream()
                .filter(one -> !one.device().equals(self))
                .filter(one ->
                        one.content() == null
                                || !one.content().equals(Planner.leadingContent(situation)))
                .findFirst()
                .or(() -> head);
    }

    private static Optional<Wish> newest(Situation situation, SaveRow row) {
        Optional<Head> newest =
                situation.remote().all().stream()
                        .max(Comparator.comparing(Head::modifiedAt).thenComparing(Head::id));
        Version local = row.local();
        boolean here =
                local != null
                        && local.contentId() != null
                        && newest.filter(head -> head.modifiedAt().isAfter(local.modified()))
                                .isEmpty();
        if (here) return Optional.of(new Wish.KeepLocal());
        return newest.map(head -> new Wish.KeepRemote(head.id()));
    }
}
