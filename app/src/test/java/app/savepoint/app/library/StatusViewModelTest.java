package app.savepoint.app.library;

import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.app.fake.Desk;
import app.savepoint.app.fake.FakeEngine;
import app.savepoint.app.fake.Libraries;
import app.savepoint.app.fake.Saves;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.view.SaveRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Promise 11: "All safe" is said only if it is so.
class StatusViewModelTest {
    private static final SaveId GAME = SaveId.main("gba", "Metroid Fusion");

    @Test
    void all_safe_is_said_when_everything_is_in_step() {
        assertThat(headline(new FakeEngine(Libraries.safe())))
                .isEqualTo("All safe: 14 saves, here and in the storage as you want them.");
    }

    @Test
    void nothing_that_is_not_settled_lets_all_be_safe() {
        List<SaveRow> unsettled = new ArrayList<>();
        for (SaveRow row : Libraries.everyState())
            if (!SaveState.of(row).settled()) unsettled.add(row);
        assertThat(unsettled).hasSizeGreaterThan(10);
        for (SaveRow row : unsettled) {
            List<SaveRow> rows = new ArrayList<>(Libraries.safe());
            rows.removeIf(other -> other.id().equals(row.id()));
            rows.add(row);
            assertThat(headline(new FakeEngine(rows)))
                    .as("%s", row.id())
                    .doesNotStartWith("All safe")
                    .doesNotEndWith(": ");
        }
    }

    @Test
    void nor_does_another_device_that_holds_something_back() {
        FakeEngine engine = new FakeEngine(Libraries.safe()).holdingBack(Saves.MIYOO, 2);
        assertThat(headline(engine))
                .isEqualTo("Waiting: Miyoo Mini holds 2 saves that are not in the storage yet");
    }

    @Test
    void nor_does_something_that_is_still_arriving() {
        FakeEngine engine = new FakeEngine(Libraries.safe());
        engine.arriving = 3;
        assertThat(headline(engine)).isEqualTo("Waiting: 3 still arriving in the storage");
    }

    @Test
    void nor_does_a_storage_that_was_not_reached() {
        FakeEngine engine = new FakeEngine(Libraries.safe());
        engine.offline = true;
        assertThat(headline(engine))
                .isEqualTo(
                        "Offline: The storage’s folder /srv/saves is not there; is its drive plugged in, or"
                                + " its share mounted? Nothing is lost; it goes on when the storage is"
                                + " back.");
    }

    @Test
    void a_storage_that_says_no_is_for_the_person_and_says_where_to_look() {
        FakeEngine engine = new FakeEngine(Libraries.safe());
        engine.denied = true;
        assertThat(headline(engine))
                .isEqualTo("1 thing needs you: See below what it is, and what to do.");
    }

    @Test
    void what_waits_for_the_person_comes_before_what_waits_for_a_sync() {
        assertThat(headline(new FakeEngine(Libraries.demo())))
                .isEqualTo(
                        "2 things need you: 1 conflict · 1 looks empty. 7 more saves wait for a sync.");
    }

    @Test
    void a_conflict_out_of_reach_of_the_storage_says_both() {
        FakeEngine engine = new FakeEngine(Libraries.demo());
        engine.offline = true;
        assertThat(headline(engine))
                .startsWith("2 things need you: ")
                .contains(
                        "The storage is out of reach: The storage’s folder /srv/saves is not there");
    }

    @Test
    void what_only_waits_for_a_sync_says_how_many() {
        assertThat(headline(new FakeEngine(List.of(Saves.toPush(GAME, Duration.ofMinutes(5))))))
                .isEqualTo("1 save waits for a sync: 1 to push");
    }

    @Test
    void while_it_syncs_it_says_how_far() {
        FakeEngine engine = new FakeEngine(Libraries.demo());
        try (Desk desk = new Desk(engine);
                LibraryViewModel library = new LibraryViewModel(desk.session(), folder -> {});
                StatusViewModel status = new StatusViewModel(library)) {
            List<String> seen = new ArrayList<>();
            engine.betweenSaves =
                    moving -> seen.add(status.title().get() + ": " + status.detail().get());
            library.sync();
            assertThat(seen.getFirst()).isEqualTo("Syncing: 0 of 7 saves");
            assertThat(seen.getLast()).startsWith("Syncing: 6 of 7 saves · ");
            assertThat(status.title().get()).isEqualTo("2 things need you");
        }
    }

    private static String headline(FakeEngine engine) {
        try (Desk desk = new Desk(engine);
                LibraryViewModel library = new LibraryViewModel(desk.session(), folder -> {});
                StatusViewModel status = new StatusViewModel(library)) {
            return status.title().get() + ": " + status.detail().get();
        }
    }
}
