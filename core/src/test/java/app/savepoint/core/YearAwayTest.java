package app.savepoint.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.savepoint.core.Devices.Machine;
import app.savepoint.core.plan.Attention;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.view.HistoryRow;
import app.savepoint.core.view.Selection;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Devices that were away while others played on, until what they had last was dropped from the
/// storage by the rule.
class YearAwayTest {
    private static final String EMERALD = "gba/Emerald";

    private static final int MOST_REQUESTS = 10;

    @TempDir Path dir;
    private Devices devices;
    private Machine desktop;
    private Machine deck;

    @BeforeEach
    void a_year_goes_by() throws Exception {
        devices = Devices.aroundMemory(dir, Instant.parse("2026-05-01T10:00:00Z"));
        desktop = devices.add("desktop");
        deck = devices.add("deck");
        desktop.play(EMERALD, "emerald 0");
        desktop.sync();
        deck.sync();
        for (int i = 1; i <= 60; i++) {
            devices.later(Duration.ofDays(6));
            desktop.play(EMERALD, "emerald " + i);
            desktop.sync();
            devices.later(Duration.ofDays(1));
            desktop.sync();
        }
    }

    @AfterEach
    void close() {
        devices.close();
    }

    private List<HistoryRow> history(Machine machine) {
        return machine.engine.history(Selection.ALL);
    }

    @Test
    void a_device_that_had_what_was_dropped_follows_and_asks_nothing() {
        assertThat(history(desktop)).hasSize(61);
        assertThat(history(desktop).stream().filter(HistoryRow::available)).hasSize(20);
        deck.sync();
        assertThat(deck.read(EMERALD)).isEqualTo("emerald 60");
        assertThat(deck.status()).allMatch(row -> row.attention() == Attention.NONE);
        assertThat(history(deck)).hasSize(61);
    }

    @Test
    void a_device_that_played_on_from_what_was_dropped_is_a_conflict_and_both_stay() {
        deck.play(EMERALD, "emerald elsewhere");
        deck.sync();
        assertThat(deck.read(EMERALD)).isEqualTo("emerald elsewhere");
        assertThat(deck.status()).anyMatch(row -> row.attention() == Attention.CONFLICT);
        desktop.sync();
        assertThat(desktop.read(EMERALD)).isEqualTo("emerald 60");
        assertThat(desktop.status()).anyMatch(row -> row.attention() == Attention.CONFLICT);
    }

    @Test
    void to_put_back_what_was_dropped_says_that_it_is_gone_and_changes_nothing() throws Exception {
        HistoryRow oldest = history(deck).isEmpty() ? null : history(desktop).getLast();
        assertThat(oldest).isNotNull();
        assertThat(oldest.available()).isFalse();
        assertThatThrownBy(() ->
                        desktop.engine.restoreRevision(
                                oldest.revision().save(), oldest.revision().id()))
                .isInstanceOf(StorageException.NeedsPerson.class)
                .hasMessageContaining("removed from the storage");
        assertThat(desktop.read(EMERALD)).isEqualTo("emerald 60");
    }

    @Test
    void a_new_device_sees_the_whole_story_with_few_requests() {
        Machine late = devices.add("late");
        late.sync();
        assertThat(late.read(EMERALD)).isEqualTo("emerald 60");
        assertThat(history(late)).hasSize(61);
        assertThat(late.requests().total()).isLessThanOrEqualTo(MOST_REQUESTS);
    }

    /// Otherwise the others here say nothing about a stream that was tidied.
    @Test
    void what_was_published_in_a_year_was_joined_and_its_parts_are_gone() {
        assertThat(devices.keys()).contains("metadata/collection.db");
        String events = "metadata/devices/" + desktop.engine.device().id() + "/events/";
        List<String> segments =
                devices.keys().stream()
                        .filter(key -> key.startsWith(events))
                        .map(key -> key.substring(events.length()))
                        .sorted()
                        .toList();
        assertThat(segments).as("of 61").hasSizeLessThan(20);
        assertThat(segments.getFirst())
                .as("joined, and what was joined is removed")
                .startsWith("000000000001-")
                .doesNotStartWith("000000000001-000000000001");
    }
}
