package app.savepoint.core;

import app.savepoint.core.plan.Attention;
import app.savepoint.core.plan.Choice;
import app.savepoint.core.plan.Choice.Wish;
import app.savepoint.core.plan.SavePlan;
import app.savepoint.core.plan.Situation;
import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.Head;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.view.Keep;
import app.savepoint.core.view.Selection;
import app.savepoint.core.view.SyncReport;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Carries out a person's answer to conflicts, at every place of each save.
final class Resolving {
    /// Nobody has one save at more places that all differ.
    private static final int MOST_PLACES = 8;

    private final EngineWork work;
    private final DeviceId self;

    Resolving(EngineWork work, DeviceId self) {
        this.work = work;
        this.self = self;
    }

    SyncReport resolve(Selection selection, Keep keep, @Nullable RevisionId revision)
            throws StorageException {
        StorageException outOfReach = null;
        Observer.Seen seen;
        try {
            seen = work.observe(false);
        } catch (StorageException.Unavailable e) {
            outOfReach = e;
            seen = work.observe(true);
        }
        Set<SaveId> chosen = new LinkedHashSet<>();
        Map<SaveId, Choice> atSeveralPlaces = new LinkedHashMap<>();
        Answers answers = new Answers(seen.observation(), self);
        for (SavePlan plan : work.plans(seen, selection)) {
            if (!plan.attention().settledByResolve()) continue;
            chosen.add(plan.save());
            Optional<Choice> choice = answers.choice(plan, keep, revision, work.row(seen, plan));
            if (choice.isEmpty()) continue;
            work.remember(plan.save(), choice.get());
            if (plan.places() > 1) atSeveralPlaces.put(plan.save(), choice.get());
        }
        if (outOfReach != null) throw outOfReach;
        if (chosen.isEmpty()) return Reports.nothing();
        Map<SaveId, ContentId> winners = winners(seen.observation(), atSeveralPlaces);
        SyncReport report = work.sync(chosen);
        for (int i = 0; i < MOST_PLACES && !winners.isEmpty(); i++) {
            Set<SaveId> again = atOtherPlaces(winners, atSeveralPlaces);
            if (again.isEmpty()) break;
            report = Reports.together(report, work.sync(again));
        }
        return report;
    }

    /// The content that each answer means.
    private static Map<SaveId, ContentId> winners(Observation seen, Map<SaveId, Choice> choices) {
        Map<SaveId, ContentId> winners = new LinkedHashMap<>();
        choices.forEach((save, choice) -> {
            ContentId winner =
                    choice.wish() instanceof Wish.KeepRemote(var id)
                            ? seen.there(save).heads().stream()
                                    .filter(head -> head.id().equals(id))
                                    .map(Head::content)
                                    .filter(Objects::nonNull)
                                    .findFirst()
                                    .orElse(null)
                            : choice.local();
            if (winner != null) winners.put(save, winner);
        });
        return winners;
    }

    /// The answer was given for the save, so it holds at its other places too: what lies there
    /// gives way to the same content, and is kept aside like any other; or, where both are to be
    /// kept, gets a slot of its own.
    private Set<SaveId> atOtherPlaces(Map<SaveId, ContentId> winners, Map<SaveId, Choice> answers)
            throws StorageException {
        Observer.Seen seen = work.observe(false);
        Set<SaveId> again = new LinkedHashSet<>();
        Selection selection =
                new Selection(winners.keySet().stream().map(SaveId::toString).toList());
        for (SavePlan plan : work.plans(seen, selection)) {
            if (plan.attention() != Attention.CONFLICT) continue;
            SaveId save = plan.save();
            Situation situation = seen.observation().of(save);
            boolean both =
                    Objects.requireNonNull(answers.get(save)).wish() instanceof Wish.KeepBoth;
            Optional<Wish> wish =
                    both
                            ? Optional.of(new Wish.KeepBoth())
                            : situation.remote().all().stream()
                                    .filter(head ->
                                            Objects.equals(head.content(), winners.get(save)))
                                    .findFirst()
                                    .map(head -> new Wish.KeepRemote(head.id()));
            wish.ifPresent(wanted -> {
                work.remember(save, DirectedPlans.choice(situation, wanted));
                again.add(save);
            });
        }
        return again;
    }
}
