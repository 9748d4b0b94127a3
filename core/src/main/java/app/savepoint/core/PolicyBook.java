package app.savepoint.core;

import app.savepoint.core.journal.StoredPolicy;
import app.savepoint.core.plan.Policy;
import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.save.SaveKind;
import app.savepoint.core.scan.HoldRule;
import app.savepoint.core.storage.Keeping;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What the person set once and for all, by save: of several lines the one for the game wins over
/// the one for the system, and that over the one for the library.
final class PolicyBook {
    static final String CONFLICT = "conflict";
    static final String PREFER = "prefer-devices";
    static final String DELETION = "deletion";
    static final String DOWNLOAD = "download";
    static final String STATES = "states";
    static final String MAX_STATE_SIZE = "max-state-size";
    static final String STATE_AUTO = "state-auto";
    static final String CLOCKLESS = "clockless";
    static final String SAVES_COUNT = "retention.saves.count";
    static final String SAVES_DAYS = "retention.saves.days";
    static final String STATES_COUNT = "retention.states.count";
    static final String STATES_DAYS = "retention.states.days";

    /// Rules about histories in the storage.
    static final List<String> HISTORY = List.of(SAVES_COUNT, SAVES_DAYS, STATES_COUNT, STATES_DAYS);

    static final String BACKUP_COUNT = "retention.backups.count";
    static final String BACKUP_DAYS = "retention.backups.days";
    static final String BACKUP_SIZE = "retention.backups.size";

    /// States up to this size are taken unless a policy says otherwise, in bytes.
    static final long DEFAULT_MAX_STATE_SIZE = 8L << 20;

    private final List<StoredPolicy> lines;
    private final Map<SaveId, Long> allowed;
    private final boolean statesUsually;

    /// For whom states are of no concern.
    PolicyBook(List<StoredPolicy> lines) {
        this(lines, Map.of(), true);
    }

    /// @param allowed up to which size, in bytes, a person let a state pass once
    /// @param statesUsually whether states are taken where no rule says otherwise
    PolicyBook(List<StoredPolicy> lines, Map<SaveId, Long> allowed, boolean statesUsually) {
        this.lines = List.copyOf(lines);
        this.allowed = Map.copyOf(allowed);
        this.statesUsually = statesUsually;
    }

    /// Whether this device's file times decide nothing.
    ///
    /// @param usually whether that is so where no rule says otherwise
    boolean clockless(boolean usually) {
        return forAll(CLOCKLESS).map("on"::equals).orElse(usually);
    }

    /// What a rule says that is about this device as a whole.
    Optional<String> forAll(String key) {
        return lines.stream()
                .filter(line -> line.key().equals(key) && line.system() == null)
                .findFirst()
                .map(StoredPolicy::value);
    }

    Policy of(SaveId save) {
        if (lines.isEmpty()) return Policy.DEFAULT;
        return new Policy(
                value(CONFLICT, save).map(PolicyBook::onConflict).orElse(Policy.OnConflict.ASK),
                value(PREFER, save).map(PolicyBook::devices).orElse(List.of()),
                value(DELETION, save).filter("delete-remote"::equals).isPresent()
                        ? Policy.OnDeletion.DELETE_REMOTE
                        : Policy.OnDeletion.KEEP_REMOTE,
                value(DOWNLOAD, save).filter("none"::equals).isPresent()
                        ? Policy.Download.NONE
                        : Policy.Download.ALL);
    }

    /// What of a save's history stays in the storage.
    Keeping.Rule keeping(SaveId save) {
        boolean state = save.kind() == SaveKind.STATE;
        Keeping.Rule usual = state ? Keeping.STATES : Keeping.SAVES;
        return new Keeping.Rule(
                value(state ? STATES_COUNT : SAVES_COUNT, save)
                        .map(Integer::parseInt)
                        .orElse(usual.last()),
                value(state ? STATES_DAYS : SAVES_DAYS, save)
                        .map(days -> Duration.ofDays(Integer.parseInt(days)))
                        .orElse(usual.age()));
    }

    /// Which states are left alone.
    HoldRule holdRule() {
        return (save, size) ->
                HoldRule.states(
                                value(STATES, save).map("on"::equals).orElse(statesUsually),
                                Math.max(
                                        allowed.getOrDefault(save, 0L),
                                        value(MAX_STATE_SIZE, save)
                                                .map(Long::parseLong)
                                                .orElse(DEFAULT_MAX_STATE_SIZE)),
                                value(STATE_AUTO, save).filter("on"::equals).isPresent())
                        .check(save, size);
    }

    /// Whether there is anything of which states are taken.
    boolean anyStates() {
        return forAll(STATES).map("on"::equals).orElse(statesUsually)
                || lines.stream()
                        .anyMatch(line -> line.key().equals(STATES) && line.value().equals("on"));
    }

    private Optional<String> value(String key, SaveId save) {
        return lines.stream()
                .filter(line -> line.key().equals(key))
                .filter(line -> line.system() == null || line.system().equals(save.system()))
                .filter(line -> line.game() == null || line.game().equals(save.game()))
                .max(
                        Comparator.comparing((StoredPolicy line) -> line.game() != null)
                                .thenComparing(line -> line.system() != null))
                .map(StoredPolicy::value);
    }

    private static Policy.OnConflict onConflict(String word) {
        return Policy.OnConflict.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static List<DeviceId> devices(String words) {
        return Arrays.stream(words.split(",")).map(String::strip).map(DeviceId::parse).toList();
    }
}
