package app.savepoint.app.history;

import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.app.fake.Desk;
import app.savepoint.app.fake.FakeEngine;
import app.savepoint.app.fake.Libraries;
import java.util.Comparator;
import org.junit.jupiter.api.Test;

class HistoryViewModelTest {
    private final FakeEngine engine = new FakeEngine(Libraries.demo()).withPast();

    @Test
    void revisions_and_backups_are_one_timeline_newest_first() {
        try (Desk desk = new Desk(engine);
                HistoryViewModel model = new HistoryViewModel(desk.session(), Libraries.EMERALD)) {
            assertThat(model.entries()).hasSize(6);
            assertThat(model.entries())
                    .isSortedAccordingTo(Comparator.comparing(HistoryEntry::time).reversed());
            assertThat(model.entries())
                    .extracting(HistoryEntry::title)
                    .contains(
                            "Published by Deck",
                            "Published by this computer",
                            "Set aside here: it was replaced");
        }
    }

    @Test
    void what_lies_here_is_marked_and_needs_no_restoring() {
        try (Desk desk = new Desk(engine);
                HistoryViewModel model = new HistoryViewModel(desk.session(), Libraries.EMERALD)) {
            assertThat(model.entries())
                    .filteredOn(HistoryEntry::here)
                    .isNotEmpty()
                    .noneMatch(HistoryEntry::restorable);
        }
    }

    @Test
    void restoring_says_that_what_it_replaced_was_set_aside() {
        try (Desk desk = new Desk(engine);
                HistoryViewModel model = new HistoryViewModel(desk.session(), Libraries.EMERALD)) {
            model.restore(model.entries().getFirst());
            assertThat(engine.answers).hasSize(1).allMatch(answer -> answer.startsWith("revision"));
            assertThat(desk.said())
                    .isEqualTo("Restored Pokémon Emerald. What it replaced was set aside.");
        }
    }

    @Test
    void the_activity_names_each_day_once() {
        try (Desk desk = new Desk(engine);
                ActivityViewModel model = new ActivityViewModel(desk.session())) {
            assertThat(model.entries())
                    .extracting(ActivityEntry::day)
                    .filteredOn(day -> !day.isEmpty())
                    .startsWith("Today")
                    .doesNotHaveDuplicates();
            assertThat(model.entries()).anyMatch(ActivityEntry::failed);
        }
    }
}
