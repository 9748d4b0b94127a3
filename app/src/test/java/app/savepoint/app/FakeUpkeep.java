package app.savepoint.app;

import app.savepoint.core.Upkeep;
import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.Saying;
import app.savepoint.core.view.Check;
import app.savepoint.core.view.PolicyRow;
import app.savepoint.core.view.StorageChecks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Remembers what was set, and believes all of it.
public final class FakeUpkeep implements Upkeep {
    private final List<PolicyRow> policies = new ArrayList<>();
    private @Nullable Instant paused;

    /// What is known of the storage.
    public StorageChecks known = new StorageChecks(List.of(), null, Saying.of("check.keychain"));

    /// What trying it out finds.
    public Supplier<StorageChecks> trial = () -> known;

    @Override
    public @Nullable Instant pausedUntil() {
        return paused;
    }

    @Override
    public void pause(Instant until) {
        paused = until;
    }

    @Override
    public void resume() {
        paused = null;
    }

    @Override
    public List<PolicyRow> policies() {
        return List.copyOf(policies);
    }

    @Override
    public void setPolicy(
            String key, String value, @Nullable String system, @Nullable String game) {
        unsetPolicy(key, system, game);
        policies.add(new PolicyRow(key, value, scope(system, game)));
    }

    @Override
    public void unsetPolicy(String key, @Nullable String system, @Nullable String game) {
        policies.removeIf(row -> row.key().equals(key) && row.scope().equals(scope(system, game)));
    }

    @Override
    public void renameDevice(String name) {}

    @Override
    public void removeDevice(DeviceId device) {}

    @Override
    public List<Check> checkUp() {
        return List.of(new Check("home", true, Saying.of("check.home", "x", 1)));
    }

    @Override
    public StorageChecks storageAsKnown() {
        return known;
    }

    @Override
    public StorageChecks tryStorage() {
        return trial.get();
    }

    private static String scope(@Nullable String system, @Nullable String game) {
        if (system == null) return PolicyRow.LIBRARY;
        return game == null ? system : system + '/' + game;
    }
}
