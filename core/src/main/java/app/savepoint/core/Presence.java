package app.savepoint.core;

import app.savepoint.core.journal.Settings;
import app.savepoint.core.plan.Action;
import app.savepoint.core.plan.SavePlan;
import app.savepoint.core.plan.SyncAction;
import app.savepoint.core.storage.Capability;
import app.savepoint.core.storage.Storage;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.transfer.RunResult;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// Tells the other devices, now and then, that this one is there and how much it holds that they
/// can not have yet.
final class Presence {
    /// A device that has nothing new to say says so no more often.
    private static final Duration EVERY = Duration.ofMinutes(15);

    private final Settings settings;
    private final String key;
    private final Storage storage;
    private final InstantSource clock;
    private final String version;

    /// @param key under which it is remembered what was told
    /// @param version the Savepoint that runs
    Presence(Settings settings, String key, Storage storage, InstantSource clock, String version) {
        this.settings = settings;
        this.key = key;
        this.storage = storage;
        this.clock = clock;
        this.version = version;
    }

    /// After a sync: tells if there is something new to tell, or if it was long ago.
    void afterSync(int unsent) {
        String[] told = settings.get(key).orElse("").split(" ", 3);
        boolean same =
                told.length == 3
                        && told[1].equals(Integer.toString(unsent))
                        && told[2].equals(version);
        if (!same || isLongAgo(told[0])) tell(unsent);
    }

    /// Before this device goes: tells once more when it was there.
    void leaving() {
        String[] told = settings.get(key).orElse("").split(" ", 3);
        if (told.length == 3) tell(Integer.parseInt(told[1]));
    }

    private boolean isLongAgo(String time) {
        Duration since = Duration.between(Instant.parse(time), clock.instant());
        // A clock that was set back must not make a device silent.
        return since.isNegative() || since.compareTo(EVERY) >= 0;
    }

    private void tell(int unsent) {
        if (!storage.info().can(Capability.WRITE)) return;
        try {
            storage.announce(version, unsent);
            settings.putAside(key, clock.instant() + " " + unsent + " " + version);
        } catch (StorageException e) {
            // Only a courtesy: the saves are where they belong, and the next sync tells again.
            System.getLogger(Presence.class.getName())
                    .log(System.Logger.Level.INFO, "the other devices were not told", e);
        }
    }

    /// How many saves lie here that are not in the storage.
    static int unsent(List<SavePlan> plans, RunResult result) {
        return (int)
                plans.stream()
                        .filter(plan -> isUnsent(plan) && !result.pushed().contains(plan.save()))
                        .count();
    }

    private static boolean isUnsent(SavePlan plan) {
        return plan.action() == Action.PUSH
                || plan.steps().stream().anyMatch(step -> step instanceof SyncAction.KeepInBackups);
    }
}
