package app.savepoint.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
    private final Figures english = figures(Locale.US);

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "1023, 1023 B",
        "1024, 1 KiB",
        "1536, 1.5 KiB",
        "32768, 32 KiB",
        "1572864, 1.5 MiB",
        "5368709120, 5 GiB"
    })
    void sizes_are_short(long bytes, String text) {
        assertThat(english.size(bytes).replace(",", "")).isEqualTo(text);
    }

    @Test
    void numbers_follow_the_locale() {
        assertThat(figures(Locale.GERMANY).size(1536)).isEqualTo("1,5 KiB");
        assertThat(figures(Locale.GERMANY).exact(Samples.NOW)).isEqualTo("21.11.2026, 13:00");
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, just now",
        "PT59S, just now",
        "PT1M, 1 minute ago",
        "PT59M59S, 59 minutes ago",
        "PT1H, 1 hour ago",
        "PT23H59M, 23 hours ago",
        "PT24H, 1 day ago",
        "PT167H, 6 days ago",
        "PT168H, 'Nov 14, 2026'",
        "PT-30S, just now",
        "PT-2H, 'Nov 21, 2026, 3:00 PM'"
    })
    void times_are_told_from_now(Duration since, String text) {
        assertThat(english.ago(Samples.NOW.minus(since))).isEqualTo(text);
    }

    @Test
    void an_exact_time_is_in_the_callers_zone() {
        assertThat(english.exact(Instant.parse("2026-11-21T12:00:00Z")))
                .isEqualTo("Nov 21, 2026, 1:00 PM");
    }

    private static Figures figures(Locale locale) {
        return new Figures(new Messages(locale), ZoneId.of("Europe/Berlin"), Samples.NOW);
    }
}
