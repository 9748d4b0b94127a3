package app.savepoint.core;

import app.savepoint.core.journal.StoredPolicy;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.save.Saying;
import app.savepoint.core.view.PolicyRow;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The rules there are, and what each may say, as a person writes them.
final class PolicyWords {
    private static final Pattern SIZE =
            Pattern.compile("(\\d{1,15})\\s*([kmgt]?)(?:i?b)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern COUNT = Pattern.compile("\\d{1,6}");
    private static final String UNITS = "kmgt";
    private static final int BITS = 10;

    private static final Map<String, List<String>> CHOICES =
            Map.of(
                    PolicyBook.CONFLICT,
                    List.of("ask", "newest", "prefer-device", "local", "remote", "keep-both"),
                    PolicyBook.DELETION,
                    List.of("keep-remote", "delete-remote"),
                    PolicyBook.DOWNLOAD,
                    List.of("all", "none"),
                    PolicyBook.STATES,
                    List.of("on", "off"),
                    PolicyBook.STATE_AUTO,
                    List.of("on", "off"),
                    PolicyBook.CLOCKLESS,
                    List.of("on", "off"));

    private static final List<String> SIZES =
            List.of(PolicyBook.MAX_STATE_SIZE, PolicyBook.BACKUP_SIZE);

    private static final List<String> COUNTS =
            List.of(
                    PolicyBook.SAVES_COUNT,
                    PolicyBook.SAVES_DAYS,
                    PolicyBook.STATES_COUNT,
                    PolicyBook.STATES_DAYS,
                    PolicyBook.BACKUP_COUNT,
                    PolicyBook.BACKUP_DAYS);

    /// Rules about this device as a whole.
    private static final List<String> FOR_ALL =
            List.of(
                    PolicyBook.CLOCKLESS,
                    PolicyBook.BACKUP_SIZE,
                    PolicyBook.BACKUP_COUNT,
                    PolicyBook.BACKUP_DAYS);

    private static final List<String> KEYS =
            List.of(
                    PolicyBook.CONFLICT,
                    PolicyBook.PREFER,
                    PolicyBook.DELETION,
                    PolicyBook.DOWNLOAD,
                    PolicyBook.STATES,
                    PolicyBook.STATE_AUTO,
                    PolicyBook.MAX_STATE_SIZE,
                    PolicyBook.SAVES_COUNT,
                    PolicyBook.SAVES_DAYS,
                    PolicyBook.STATES_COUNT,
                    PolicyBook.STATES_DAYS,
                    PolicyBook.BACKUP_COUNT,
                    PolicyBook.BACKUP_DAYS,
                    PolicyBook.BACKUP_SIZE,
                    PolicyBook.CLOCKLESS);

    private PolicyWords() {}

    /// The key as it is written in the journal; a [RequestException] for one that does not exist.
    static String key(String typed) {
        String key = typed.strip().toLowerCase(Locale.ROOT);
        if (!KEYS.contains(key))
            throw new RequestException("policy.key-unknown", typed, String.join(", ", KEYS));
        return key;
    }

    /// The value as it is written in the journal; a [RequestException] for one that the rule can
    /// not have. Devices are not read here: their names are not known here.
    static String value(String key, String typed) {
        String value = typed.strip().toLowerCase(Locale.ROOT).replace('_', '-');
        List<String> choices = CHOICES.get(key);
        if (choices != null) {
            if (choices.contains(value)) return value;
            throw unfit("choice", key, typed, String.join(", ", choices));
        }
        if (SIZES.contains(key)) return Long.toString(bytes(key, typed));
        if (COUNTS.contains(key)) {
            if (COUNT.matcher(value).matches()) return Integer.toString(Integer.parseInt(value));
            throw unfit("count", key, typed, "");
        }
        return typed.strip();
    }

    private static long bytes(String key, String typed) {
        Matcher size = SIZE.matcher(typed.strip());
        if (!size.matches()) throw unfit("size", key, typed, "");
        String unit = size.group(2).toLowerCase(Locale.ROOT);
        int power = unit.isEmpty() ? 0 : UNITS.indexOf(unit) + 1;
        try {
            return Math.multiplyExact(Long.parseLong(size.group(1)), 1L << (BITS * power));
        } catch (ArithmeticException e) {
            throw unfit("large", key, typed, "");
        }
    }

    private static RequestException unfit(String why, String key, String typed, String allowed) {
        return new RequestException(
                "policy.value", Saying.of("policy.value." + why, key, typed, allowed));
    }

    /// The rule for its scope, checked.
    static StoredPolicy rule(
            String key, String value, @Nullable String system, @Nullable String game) {
        if (system != null && FOR_ALL.contains(key))
            throw new RequestException("policy.scope", Saying.of("policy.scope.whole", key));
        try {
            if (system != null) SaveId.main(system, game == null ? system : game);
            return new StoredPolicy(key, value, system, game);
        } catch (IllegalArgumentException e) {
            throw new RequestException(
                    "policy.scope",
                    Saying.of("policy.scope.name", system, game == null ? "" : game));
        }
    }

    static PolicyRow row(StoredPolicy policy, String shownValue) {
        String scope = policy.system() == null ? PolicyRow.LIBRARY : policy.system();
        return new PolicyRow(
                policy.key(),
                shownValue,
                policy.game() == null ? scope : scope + '/' + policy.game());
    }
}
