package app.savepoint.storage.romm.server;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How times are kept and written: whole seconds in the tables, zones in answers from 4.9.
final class Times {
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private Times() {}

    /// As MariaDB keeps a moment: the fraction is cut off.
    static Instant stored(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS);
    }

    /// As an answer writes it.
    static @Nullable String written(@Nullable Instant instant, Level level) {
        if (instant == null) {
            return null;
        }
        return naive(instant) + (level.from(Level.V4_9) ? "+00:00" : "");
    }

    /// As it stands in a download path: a raw space, a zone only where it was not read back.
    static String inPath(Instant instant, boolean fresh) {
        return naive(instant).replace('T', ' ') + (fresh ? "+00:00" : "");
    }

    private static String naive(Instant instant) {
        Instant micros = instant.truncatedTo(ChronoUnit.MICROS);
        return micros.equals(stored(micros)) ? SECONDS.format(micros) : MICROS.format(micros);
    }

    /// A time as clients write it: with a zone, without one, or a date alone; null where it is
    /// none.
    static @Nullable Instant read(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException noZone) {
            return withoutZone(text);
        }
    }

    /// Whether it says its zone.
    static boolean hasZone(String text) {
        try {
            OffsetDateTime.parse(text);
            return true;
        } catch (DateTimeParseException noZone) {
            return false;
        }
    }

    private static @Nullable Instant withoutZone(String text) {
        try {
            return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException noTime) {
            return dateAlone(text);
        }
    }

    private static @Nullable Instant dateAlone(String text) {
        try {
            return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeParseException noDate) {
            return null;
        }
    }
}
