package app.savepoint.app;

import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;

/// Sizes and times as a person reads them.
public final class Figures {
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};
    private static final Duration A_WEEK = Duration.ofDays(7);

    private final Messages messages;
    private final ZoneId zone;
    private final Instant now;

    public Figures(Messages messages, ZoneId zone, Instant now) {
        this.messages = messages;
        this.zone = zone;
        this.now = now;
    }

    /// A number of bytes, such as `1.5 MiB`.
    public String size(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1024 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        NumberFormat format = NumberFormat.getInstance(locale());
        format.setMaximumFractionDigits(unit > 0 && value < 10 ? 1 : 0);
        return format.format(value) + " " + UNITS[unit];
    }

    /// How long ago, such as `3 hours ago`; of what is longer ago than a week, the date.
    public String ago(Instant time) {
        Duration since = Duration.between(time, now);
        // A time to come means that a clock is wrong, and then only the exact time helps.
        if (since.isNegative()) return since.toSeconds() >= -60 ? justNow() : exact(time);
        if (since.toMinutes() == 0) return justNow();
        if (since.toHours() == 0) return messages.count("time.minutes", since.toMinutes());
        if (since.toDays() == 0) return messages.count("time.hours", since.toHours());
        if (since.compareTo(A_WEEK) < 0) return messages.count("time.days", since.toDays());
        return format(DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM), time);
    }

    /// Date and time.
    public String exact(Instant time) {
        return format(
                DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT), time);
    }

    /// The time of day alone.
    public String timeOfDay(Instant time) {
        return format(DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT), time);
    }

    private String justNow() {
        return messages.text("time.now");
    }

    private String format(DateTimeFormatter formatter, Instant time) {
        // Locale data holds narrow spaces that few terminals can show.
        return formatter.withLocale(locale()).withZone(zone).format(time).replace('\u202f', ' ');
    }

    private Locale locale() {
        return messages.locale();
    }
}
