package app.savepoint.core.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.core.save.ContentHash;
import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.Role;
import app.savepoint.core.save.SaveFile;
import app.savepoint.core.save.SaveId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What backups a rule may drop (promise 1).
class RetentionTest {
    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
    private static final Retention RULES = new Retention(10, Duration.ofDays(30), 1_000_000);
    private static final SaveId EMERALD = SaveId.main("gba", "Emerald");
    private static final Retention.Elsewhere EVERYTHING = new Known(save -> true, content -> true);
    private static final Retention.Elsewhere NOTHING = new Known(save -> false, content -> false);

    private static StoredBackup backup(SaveId save, int number, int daysAgo, long size) {
        byte[] bytes = (save + " " + number).getBytes(UTF_8);
        Manifest manifest =
                Manifest.ofFiles(
                        new SaveFile(Role.MAIN, "E.srm", size, ContentHash.of(bytes), NOW));
        return new StoredBackup(
                save.game() + number,
                save,
                null,
                "replaced",
                manifest.contentId(),
                manifest,
                size,
                NOW.minus(Duration.ofDays(daysAgo)),
                false,
                "somewhere/" + number);
    }

    private static StoredBackup pinned(StoredBackup b) {
        return new StoredBackup(
                b.id(),
                b.save(),
                b.place(),
                b.reason(),
                b.content(),
                b.manifest(),
                b.size(),
                b.time(),
                true,
                b.path());
    }

    /// One a day, the newest first, from today on.
    private static List<StoredBackup> daily(int count, int everyDays, long size) {
        List<StoredBackup> backups = new ArrayList<>();
        for (int i = 0; i < count; i++) backups.add(backup(EMERALD, i, i * everyDays, size));
        return backups;
    }

    private static List<String> ids(Retention.Expired expired) {
        return expired.backups().stream().map(StoredBackup::id).toList();
    }

    @Test
    void the_last_ten_stay_however_old_they_are() {
        List<StoredBackup> backups = daily(14, 40, 10);

        Retention.Expired expired = RULES.expired(backups, NOW, EVERYTHING);

        assertThat(ids(expired))
                .containsExactly("Emerald13", "Emerald12", "Emerald11", "Emerald10");
        assertThat(expired.bytesLeft()).isEqualTo(100);
        assertThat(expired.budgetReached()).isFalse();
    }

    @Test
    void all_of_the_last_thirty_days_stay_however_many_they_are() {
        assertThat(ids(RULES.expired(daily(31, 1, 10), NOW, EVERYTHING))).isEmpty();
        assertThat(ids(RULES.expired(daily(33, 1, 10), NOW, EVERYTHING)))
                .containsExactly("Emerald32", "Emerald31");
    }

    @Test
    void a_pin_is_for_ever() {
        List<StoredBackup> backups = new ArrayList<>(daily(12, 40, 900_000));
        backups.set(11, pinned(backups.get(11)));

        assertThat(ids(RULES.expired(backups, NOW, EVERYTHING))).doesNotContain("Emerald11");
    }

    @Test
    void the_budget_drops_the_oldest_first_and_says_so() {
        Retention.Expired expired = RULES.expired(daily(5, 1, 400_000), NOW, EVERYTHING);

        assertThat(ids(expired)).containsExactly("Emerald4", "Emerald3", "Emerald2");
        assertThat(expired.budgetReached()).isTrue();
        assertThat(expired.bytesLeft()).isEqualTo(800_000);
    }

    @Test
    void a_budget_that_can_not_be_kept_is_said_too() {
        Retention.Expired expired =
                RULES.expired(List.of(backup(EMERALD, 1, 400, 2_000_000)), NOW, NOTHING);

        assertThat(expired.backups()).isEmpty();
        assertThat(expired.budgetReached()).isTrue();
    }

    @Test
    void the_last_content_of_a_save_never_goes() {
        List<StoredBackup> backups = daily(40, 40, 2_000_000);

        Instant later = NOW.plus(Duration.ofDays(2));
        assertThat(ids(RULES.expired(backups, later, NOTHING)))
                .doesNotContain("Emerald0")
                .hasSize(39);
        assertThat(ids(RULES.expired(backups, later, EVERYTHING)))
                .as("the save itself lives elsewhere")
                .contains("Emerald0");
    }

    @Test
    void what_can_be_had_elsewhere_makes_room_for_what_can_not() {
        List<StoredBackup> backups = daily(5, 2, 400_000);
        Set<ContentId> stored = Set.of(backups.get(0).content(), backups.get(1).content());

        Retention.Expired expired = RULES.expired(backups, NOW, elsewhere(stored));

        assertThat(ids(expired)).containsExactlyInAnyOrder("Emerald0", "Emerald1", "Emerald4");
    }

    @Test
    void what_is_nowhere_else_is_not_dropped_on_the_day_it_was_set_aside() {
        List<StoredBackup> today =
                List.of(
                        backup(EMERALD, 0, 0, 900_000),
                        backup(EMERALD, 1, 0, 900_000),
                        backup(EMERALD, 2, 3, 900_000));

        Retention.Expired expired = RULES.expired(today, NOW, elsewhere(Set.of()));

        assertThat(ids(expired)).containsExactly("Emerald2");
        assertThat(expired.bytesLeft()).isGreaterThan(RULES.budget());
        assertThat(expired.budgetReached()).isTrue();
    }

    @Test
    void five_percent_of_a_small_disk_are_the_budget() {
        assertThat(Retention.standard(10L << 30).budget()).isEqualTo((10L << 30) / 20);
        assertThat(Retention.standard(1L << 40).budget()).isEqualTo(5L << 30);
    }

    @Test
    void whatever_there_is_the_pinned_and_the_last_content_of_each_save_stay() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            List<StoredBackup> backups = new ArrayList<>();
            Set<SaveId> alive = new HashSet<>();
            for (int i = 0; i < 60; i++) {
                SaveId save = SaveId.main("gba", "Game" + random.nextInt(5));
                StoredBackup one = backup(save, i, random.nextInt(200), random.nextInt(200_000));
                if (random.nextInt(10) == 0) one = pinned(one);
                if (random.nextInt(40) == 0) alive.add(save);
                backups.add(one);
            }

            Retention.Expired expired =
                    RULES.expired(backups, NOW, new Known(alive::contains, content -> false));

            Set<StoredBackup> gone = Set.copyOf(expired.backups());
            List<StoredBackup> left = backups.stream().filter(b -> !gone.contains(b)).toList();
            assertThat(expired.backups()).as("seed " + seed).doesNotHaveDuplicates();
            assertThat(expired.backups()).noneMatch(StoredBackup::pinned);
            Set<SaveId> found = new HashSet<>(alive);
            left.forEach(b -> found.add(b.save()));
            assertThat(found)
                    .as("every save is somewhere, seed " + seed)
                    .containsAll(
                            backups.stream().map(StoredBackup::save).collect(Collectors.toSet()));
            assertThat(expired.bytesLeft())
                    .isEqualTo(left.stream().mapToLong(StoredBackup::size).sum());
        }
    }

    private static Retention.Elsewhere elsewhere(Set<ContentId> contents) {
        return new Known(save -> true, contents::contains);
    }

    private record Known(Predicate<SaveId> saves, Predicate<ContentId> contents)
            implements Retention.Elsewhere {
        @Override
        public boolean hasAny(SaveId save) {
            return saves.test(save);
        }

        @Override
        public boolean has(SaveId save, ContentId content) {
            return contents.test(content);
        }
    }
}
