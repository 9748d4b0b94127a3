package app.savepoint.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AgendaTest {
    private static final Instant NOON = Instant.parse("2026-05-05T12:00:00Z");
    private final Agenda agenda = new Agenda(NOON, Rhythm.ATTENTIVE);

    @Test
    void the_first_sync_is_due_at_once() {
        assertThat(agenda.isDue(NOON)).isTrue();
    }

    @Test
    void the_storage_is_asked_now_and_then() {
        agenda.begun(NOON);
        agenda.done(NOON.plusSeconds(1));
        assertThat(agenda.isDue(NOON.plusSeconds(20))).isFalse();
        assertThat(agenda.isDue(NOON.plusSeconds(1).plus(Rhythm.ATTENTIVE.every()))).isTrue();
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
        assertThat(agenda.due()).isEqualTo(now.plus(Rhythm.ATTENTIVE.every()));
    }

    @Test
    void a_clock_that_is_set_back_delays_nothing() {
        agenda.begun(NOON);
        agenda.done(NOON);
        assertThat(agenda.isDue(NOON.minus(Duration.ofHours(3)))).isTrue();
    }

    @Test
    void while_nobody_looks_the_storage_is_asked_less_often() {
        Agenda quiet = new Agenda(NOON, Rhythm.QUIET);
        quiet.begun(NOON);
        quiet.done(NOON);
        assertThat(quiet.due()).isEqualTo(NOON.plus(Duration.ofMinutes(5)));
        quiet.rhythm(NOON.plusSeconds(60), Rhythm.ATTENTIVE);
        assertThat(quiet.due()).as("somebody looks now").isEqualTo(NOON.plusSeconds(90));
        quiet.begun(NOON.plusSeconds(90));
        quiet.rhythm(NOON.plusSeconds(90), Rhythm.QUIET);
        quiet.done(NOON.plusSeconds(91));
        quiet.begun(NOON.plusSeconds(120));
        quiet.done(NOON.plusSeconds(120));
        assertThat(quiet.due()).isEqualTo(NOON.plusSeconds(120).plus(Duration.ofMinutes(5)));
    }

    @Test
    void while_saves_are_written_here_it_is_asked_as_often_as_if_somebody_looked() {
        Agenda quiet = new Agenda(NOON, Rhythm.QUIET);
        quiet.changed(NOON.plusSeconds(1));
        Instant now = NOON.plusSeconds(2);
        int asked = 0;
        while (now.isBefore(NOON.plus(Duration.ofHours(1)))) {
            quiet.begun(now);
            quiet.done(now);
            asked++;
            now = quiet.due();
        }
        assertThat(asked).as("20 in ten minutes, then one in five").isBetween(28, 34);
        quiet.changed(now);
        quiet.begun(now);
        quiet.failed(now);
        assertThat(quiet.due()).isEqualTo(now.plus(Agenda.FIRST));
    }

    @Test
    void a_storage_out_of_reach_is_not_asked_more_often_because_somebody_looks() {
        Agenda away = new Agenda(NOON, Rhythm.QUIET);
        Instant now = NOON;
        for (int i = 0; i < 6; i++) {
            away.begun(now);
            away.failed(now);
            now = away.due();
        }
        away.begun(now);
        away.failed(now);
        Instant due = away.due();
        away.rhythm(now, Rhythm.ATTENTIVE);
        assertThat(away.due()).isEqualTo(due);
    }

    @Test
    void a_storage_that_asks_to_be_left_alone_is_whatever_changes_here() {
        agenda.begun(NOON);
        agenda.failed(NOON, Duration.ofMinutes(20));
        agenda.changed(NOON.plusSeconds(5));
        assertThat(agenda.isDue(NOON.plusSeconds(6))).isFalse();
        assertThat(agenda.isDue(NOON.plus(Duration.ofMinutes(19)))).isFalse();
        assertThat(agenda.isDue(NOON.plus(Duration.ofMinutes(20)))).isTrue();
        agenda.begun(NOON.plus(Duration.ofMinutes(20)));
        agenda.done(NOON.plus(Duration.ofMinutes(20)));
        agenda.changed(NOON.plus(Duration.ofMinutes(21)));
        assertThat(agenda.isDue(NOON.plus(Duration.ofMinutes(21)))).isTrue();
    }

    @Test
    void nobody_is_left_alone_for_a_year() {
        agenda.begun(NOON);
        agenda.failed(NOON, Duration.ofDays(365));
        assertThat(agenda.isDue(NOON.plus(Agenda.LEFT_ALONE).minusSeconds(1))).isFalse();
        assertThat(agenda.isDue(NOON.plus(Agenda.LEFT_ALONE))).isTrue();
        assertThat(agenda.isDue(NOON.minus(Duration.ofDays(1))))
                .as("the clock was set back")
                .isTrue();
    }

    @Test
    void another_network_is_a_reason_to_try_at_once_where_the_storage_was_away() {
        agenda.begun(NOON);
        agenda.failed(NOON);
        assertThat(agenda.isAway()).isTrue();
        agenda.networkChanged(NOON.plusSeconds(3));
        assertThat(agenda.isDue(NOON.plusSeconds(3))).isTrue();
        agenda.begun(NOON.plusSeconds(3));
        agenda.failed(NOON.plusSeconds(4));
        assertThat(agenda.due()).isEqualTo(NOON.plusSeconds(4).plus(Agenda.FIRST));

        Agenda near = new Agenda(NOON, Rhythm.QUIET);
        near.begun(NOON);
        near.done(NOON);
        near.networkChanged(NOON.plusSeconds(3));
        assertThat(near.isDue(NOON.plusSeconds(3))).isFalse();
    }
}
