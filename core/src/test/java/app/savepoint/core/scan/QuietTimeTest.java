package app.savepoint.core.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QuietTimeTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private final QuietTime quiet = new QuietTime(Duration.ofSeconds(2), Duration.ofSeconds(30));

    private static Instant at(double seconds) {
        return START.plusMillis((long) (seconds * 1_000));
    }

    @Test
    void a_change_is_handed_on_once_nothing_changed_for_two_seconds() {
        quiet.changed(1, "gba/A.srm", at(0));

        assertThat(quiet.next()).contains(at(2));
        assertThat(quiet.due(at(1.999))).isEmpty();
        assertThat(quiet.due(at(2))).containsExactly(new Hint.Changed(1, Set.of("gba/A.srm")));
        assertThat(quiet.due(at(9))).as("once is enough").isEmpty();
        assertThat(quiet.next()).isEmpty();
    }

    @Test
    void each_change_starts_the_wait_anew() {
        quiet.changed(1, "A", at(0));
        quiet.changed(1, "B", at(1.5));
        quiet.changed(2, "C", at(3));

        assertThat(quiet.due(at(4.9))).isEmpty();
        assertThat(quiet.due(at(5)))
                .containsExactly(
                        new Hint.Changed(1, Set.of("A", "B")), new Hint.Changed(2, Set.of("C")));
    }

    @Test
    void what_never_rests_is_handed_on_all_the_same() {
        for (int second = 0; second < 30; second++) {
            quiet.changed(1, "A", at(second));
            assertThat(quiet.due(at(second))).isEmpty();
        }

        assertThat(quiet.due(at(30))).containsExactly(new Hint.Changed(1, Set.of("A")));
    }

    @Test
    void everything_covers_the_rest() {
        quiet.changed(1, "A", at(0));
        quiet.everything("overflow", at(1));

        assertThat(quiet.due(at(3))).containsExactly(new Hint.Everything("overflow"));
        assertThat(quiet.due(at(9))).isEmpty();
    }

    @Test
    void very_many_changes_are_everything() {
        for (int i = 0; i <= 1_000; i++) quiet.changed(1, "file " + i, at(0));

        assertThat(quiet.due(at(2))).singleElement().isInstanceOf(Hint.Everything.class);
    }

    @Test
    void everything_is_looked_at_every_ten_minutes() {
        var clock = new RescanClock(at(0));

        for (int second = 10; second < 600; second += 10)
            assertThat(clock.tick(at(second))).isEmpty();
        assertThat(clock.tick(at(600))).isPresent();
        assertThat(clock.tick(at(610))).isEmpty();
    }

    @Test
    void everything_is_looked_at_after_sleep() {
        var clock = new RescanClock(at(0));

        assertThat(clock.tick(at(60))).isEmpty();
        assertThat(clock.tick(at(121))).contains("the computer slept");
        assertThat(clock.tick(at(131))).isEmpty();
        assertThat(clock.tick(at(0))).as("the clock was set back").isPresent();
    }
}
