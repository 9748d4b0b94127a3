package app.savepoint.core;

import app.savepoint.core.journal.Settings;
import app.savepoint.core.plan.Choice;
import app.savepoint.core.plan.Choice.Wish;
import app.savepoint.core.plan.Planner;
import app.savepoint.core.plan.SavePlan;
import app.savepoint.core.plan.Situation;
import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.Head;
import app.savepoint.core.save.Hlc;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.Capability;
import app.savepoint.core.storage.Storage;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.view.Selection;
import app.savepoint.core.view.SyncReport;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Takes saves out of the storage because a person said so; what lies on this device stays.
final class Forgetting implements Syncing.CutShort {
    private static final String UNDER_WAY = "forgetting";
    private static final String GONE = "gone";

    private final EngineWork work;
    private final Storage storage;
    private final Supplier<Hlc> hlc;
    private final Settings settings;

    Forgetting(EngineWork work, Storage storage, Supplier<Hlc> hlc, Settings settings) {
        this.work = work;
        this.storage = storage;
        this.hlc = hlc;
        this.settings = settings;
    }

    /// @param history whether every revision's content goes too
    SyncReport forget(Selection selection, boolean history) throws StorageException {
        if (!storage.info().can(Capability.WRITE)) throw StorageException.NeedsPerson.readOnly();
        if (!storage.info().can(Capability.TOMBSTONES))
            throw new StorageException.NeedsPerson(
                    StorageException.Reason.UNSUPPORTED,
                    Saying.of("storage.no-deletions")
                            .inEnglish(
                                    "this storage can not tell other devices that a save is gone"),
                    null);
        Observer.Seen seen = work.observe(false);
        Map<SaveId, String> asked = new LinkedHashMap<>();
        for (SavePlan plan : work.plans(seen, selection)) {
            boolean isGone = isGone(seen.observation().of(plan.save()));
            asked.put(plan.save(), isGone ? GONE : here(seen, plan.save()));
        }
        note(asked, history);
        SyncReport report = forget(seen, asked, history);
        settings.remove(UNDER_WAY);
        return report;
    }

    /// @param asked what lay here of each save when it was asked for, or that it was gone before
    private SyncReport forget(Observer.Seen seen, Map<SaveId, String> asked, boolean history)
            throws StorageException {
        Set<SaveId> there = new LinkedHashSet<>();
        for (SaveId save : asked.keySet()) {
            Situation situation = seen.observation().of(save);
            if (isGone(situation)) continue;
            choose(situation);
            there.add(save);
        }
        SyncReport report = there.isEmpty() ? Reports.nothing() : work.sync(there);
        // From now on the choice is about what was made of the storage: what lies here stays as it
        // is, until someone plays on.
        Observer.Seen after = work.observe(true);
        Set<SaveId> gone = new LinkedHashSet<>();
        Set<SaveId> staying = new LinkedHashSet<>();
        asked.forEach((save, was) -> {
            Situation situation = after.observation().of(save);
            if (!isGone(situation)) return;
            gone.add(save);
            if (was.equals(GONE)) return;
            choose(situation);
            staying.add(save);
        });
        if (!staying.isEmpty()) work.syncAsPart(staying);
        if (history) for (SaveId save : gone) storage.prune(save, hlc.get());
        return report;
    }

    private static boolean isGone(Situation situation) {
        return situation.remote().all().stream().allMatch(Head::isTombstone);
    }

    // What a crash leaves behind.

    private void note(Map<SaveId, String> asked, boolean history) {
        StringBuilder note = new StringBuilder().append(history);
        asked.forEach((save, was) -> note.append('\n').append(save).append('\n').append(was));
        settings.put(UNDER_WAY, note.toString());
    }

    private static String here(Observer.Seen seen, SaveId save) {
        ContentId content = Planner.leadingContent(seen.observation().of(save));
        return content == null ? "" : content.hex();
    }

    /// Whether a forgetting was begun and its end was not remembered.
    @Override
    public boolean isLeft(boolean offline) {
        return !offline
                && storage.info().can(Capability.WRITE)
                && settings.get(UNDER_WAY).isPresent();
    }

    /// Ends a forgetting that was cut short, for the saves that nobody has played since: else the
    /// deletion that it published would take what lies here with it.
    @Override
    public void end() throws StorageException {
        Optional<String> noted = settings.get(UNDER_WAY);
        if (noted.isEmpty()) return;
        String[] words = noted.get().split("\n", -1);
        Observer.Seen seen = work.observe(false);
        Map<SaveId, String> asked = new LinkedHashMap<>();
        for (int at = 1; at + 1 < words.length; at += 2) {
            SaveId save = SaveId.parse(words[at]);
            String was = words[at + 1];
            if (was.equals(GONE) || was.equals(here(seen, save))) asked.put(save, was);
        }
        if (!asked.isEmpty()) forget(seen, asked, Boolean.parseBoolean(words[0]));
        settings.remove(UNDER_WAY);
    }

    private void choose(Situation situation) {
        Choice choice = DirectedPlans.choice(situation, new Wish.DeleteRemote());
        work.remember(situation.save(), choice);
    }
}
