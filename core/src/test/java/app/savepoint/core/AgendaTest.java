package app.savepoint.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AgendaTest {
    private static final Instant NOON = Instant.parse("2026-05-05T12:00:00Z");
    private final Agenda agenda = new Agenda(NOON);

    @Test
    void the_first_sync_is_due_at_once() {
        assertThat(agenda.isDue(NOON)).isTrue();
    }

    @Test
    void the_storage_is_asked_now_and_then() {
        agenda.begun(NOON);
        agenda.done(NOON.plusSeconds(1));
        assertThat(agenda.isDue(NOON.plusSeconds(20))).isFalse();
        assertThat(agenda.isDue(NOON.plusSeconds(1).plus(Agenda.POLL))).isTrue();
    }

    @Test
    void a_change_makes_a_sync_due_at_once() {
        agenda.begun(NOON);
        agenda.done(NOON);
        agenda.changed(NOON.plusSeconds(5));
        assertThat(agenda.isDue(NOON.plusSeconds(5))).isTrue();
    }

    @Test
    void a_change_during_a_sync_is_not_forgotten_when_it_ends() {
        agenda.begun(NOON);
        agenda.changed(NOON.plusSeconds(1));
        agenda.done(NOON.plusSeconds(2));
        assertThat(agenda.isDue(NOON.plusSeconds(2))).isTrue();
        agenda.begun(NOON.plusSeconds(2));
        agenda.changed(NOON.plusSeconds(3));
        agenda.failed(NOON.plusSeconds(4));
        assertThat(agenda.isDue(NOON.plusSeconds(4))).isTrue();
    }

    @Test
    void a_storage_out_of_reach_is_tried_less_and_less_often_but_never_forgotten() {
        Instant now = NOON;
        Duration before = Duration.ZERO;
        for (int i = 0; i < 10; i++) {
            agenda.begun(now);
            agenda.failed(now);
            Duration wait = Duration.between(now, agenda.due());
            assertThat(wait).isGreaterThanOrEqualTo(before).isLessThanOrEqualTo(Agenda.LONGEST);
            before = wait;
            now = agenda.due();
        }
        assertThat(before).isEqualTo(Agenda.LONGEST);
        agenda.begun(now);
        agenda.done(now);
        assertThat(agenda.due()).isEqualTo(now.plus(Agenda.POLL));
    }

    @Test
    void a_clock_that_is_set_back_delays_nothing() {
        agenda.begun(NOON);
        agenda.done(NOON);
        assertThat(agenda.isDue(NOON.minus(Duration.ofHours(3)))).isTrue();
    }
}
