package app.savepoint.app.cli;

import app.savepoint.core.RequestException;
import app.savepoint.core.save.Saying;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How long something lasts, as a person types it: `30m`, `2h`, `1h30m`, `1d`; a number alone means
/// minutes.
final class TimeSpan {
    private static final Pattern WORDS =
            Pattern.compile("(?:(\\d{1,5})d)?(?:(\\d{1,6})h)?(?:(\\d{1,7})m)?(?:(\\d{1,9})s)?");
    private static final Pattern MINUTES = Pattern.compile("\\d{1,7}");

    private TimeSpan() {}

    /// Reads what was typed; what is no span, or none at all, is a [RequestException].
    static Duration parse(String typed) {
        String text = typed.strip().toLowerCase(Locale.ROOT);
        if (MINUTES.matcher(text).matches()) text += "m";
        Matcher words = WORDS.matcher(text);
        if (words.matches()) {
            Duration span =
                    Duration.ofDays(number(words, 1))
                            .plusHours(number(words, 2))
                            .plusMinutes(number(words, 3))
                            .plusSeconds(number(words, 4));
            if (span.isPositive()) return span;
        }
        throw new RequestException("usage", Saying.of("usage.time-span", typed));
    }

    private static long number(Matcher words, int group) {
        String digits = words.group(group);
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
