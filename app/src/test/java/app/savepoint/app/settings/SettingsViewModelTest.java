package app.savepoint.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import app.savepoint.app.fake.Desk;
import app.savepoint.app.fake.FakeEngine;
import app.savepoint.app.fake.Libraries;
import app.savepoint.app.fake.Saves;
import app.savepoint.app.session.Finding;
import app.savepoint.app.session.SyncSession;
import app.savepoint.core.RequestException;
import app.savepoint.core.Rhythm;
import app.savepoint.core.save.Saying;
import app.savepoint.core.view.Check;
import app.savepoint.core.view.StorageChecks;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class SettingsViewModelTest {
    private static final Saying KEYS = Saying.of("check.keychain.file");
    private static final StorageChecks BEFORE =
            new StorageChecks(
                    List.of(new Check("versions", true, Saying.of("check.versions.unknown"))),
                    Saves.NOW.minus(Duration.ofHours(3)),
                    KEYS);
    private static final StorageChecks NOW =
            new StorageChecks(
                    List.of(
                            new Check("versions", true, Saying.of("check.versions.off")),
                            new Check("access", false, Saying.of("check.access.no-write"))),
                    Saves.NOW,
                    KEYS);

    private final FakeEngine engine = new FakeEngine(Libraries.safe());

    private Settings bucket(SettingsViewModel model) {
        engine.storage = FakeEngine.storage("s3://my-saves?region=eu-central-1", "s3");
        model.load();
        return Objects.requireNonNull(model.settings().get());
    }

    @Test
    void a_folder_has_nothing_to_find_out_and_costs_nothing() {
        try (Desk desk = new Desk(engine)) {
            var model = new SettingsViewModel(desk.session());
            assertThat(model.settings().get()).isNull();
            model.load();
            assertThat(model.settings().get())
                    .isEqualTo(
                            new Settings(
                                    "folder:/srv/saves",
                                    List.of(),
                                    "",
                                    "",
                                    "The folder is looked at every 30 seconds. While it is out of"
                                            + " reach, less often.",
                                    "A folder costs nothing.",
                                    "Desktop",
                                    List.of()));
        }
    }

    @Test
    void of_a_bucket_is_shown_what_was_found_and_when() {
        engine.upkeep().known = BEFORE;
        engine.upkeep().trial =
                () -> {
                    throw new AssertionError("nobody asked for it");
                };
        try (Desk desk = new Desk(engine)) {
            Settings shown = bucket(new SettingsViewModel(desk.session()));
            assertThat(shown.findings())
                    .containsExactly(
                            new Finding(
                                    true,
                                    "Whether the bucket keeps what is replaced is not told to"
                                            + " these keys",
                                    ""));
            assertThat(shown.checked()).isEqualTo("Tried out 3 hours ago");
            assertThat(shown.keys())
                    .isEqualTo("The keys are in keys.json in the home, for its owner only");
        }
    }

    @Test
    void where_nobody_looked_that_is_said() {
        try (Desk desk = new Desk(engine)) {
            assertThat(bucket(new SettingsViewModel(desk.session())).checked())
                    .isEqualTo("Not tried out yet");
        }
    }

    @Test
    void the_rhythm_is_said_with_its_price() {
        try (Desk desk = new Desk(engine)) {
            Settings shown = bucket(new SettingsViewModel(desk.session()));
            assertThat(shown.rhythm()).contains("every 30 seconds, else every 5 minutes");
            assertThat(shown.price())
                    .isEqualTo(
                            "About 9,000 requests a month, which is less than $0.05 at AWS; with"
                                    + " this window always open about 86,000, less than $0.44.");
        }
    }

    @Test
    void a_price_is_that_of_a_month() {
        assertThat(Price.of(Rhythm.QUIET).requests()).isEqualTo(9_000);
        assertThat(Price.of(Rhythm.QUIET).dollars()).isEqualTo("0.05");
    }

    @Test
    void trying_it_out_shows_what_is_found_now() {
        engine.upkeep().known = BEFORE;
        engine.upkeep().trial = () -> NOW;
        try (Desk desk = new Desk(engine)) {
            var model = new SettingsViewModel(desk.session());
            bucket(model);
            model.test();
            Settings shown = Objects.requireNonNull(model.settings().get());
            assertThat(model.testing().get()).isFalse();
            assertThat(shown.findings())
                    .extracting(Finding::good, Finding::next)
                    .containsExactly(
                            tuple(true, ""),
                            tuple(false, "Allow s3:PutObject for all of the bucket."));
            assertThat(shown.checked()).isEqualTo("Tried out just now");
        }
    }

    @Test
    void while_it_is_tried_out_nothing_older_comes_in_between_and_no_second_trial() {
        engine.upkeep().known = BEFORE;
        engine.upkeep().trial = () -> NOW;
        Queue<Runnable> background = new ArrayDeque<>();
        try (var session =
                new SyncSession(
                        engine, Desk.wording(Locale.ENGLISH), Runnable::run, background::add)) {
            var model = new SettingsViewModel(session);
            model.test();
            model.load();
            model.test();
            assertThat(background).hasSize(2);
            assertThat(model.testing().get()).isTrue();
            Runnable trial = background.remove();
            background.remove().run();
            assertThat(model.settings().get()).isNull();
            trial.run();
            assertThat(model.settings().get())
                    .extracting(Settings::checked)
                    .isEqualTo("Tried out just now");
        }
    }

    @Test
    void a_trial_that_fails_is_said_and_can_be_tried_again() {
        engine.upkeep().trial =
                () -> {
                    throw new RequestException("home.closed");
                };
        try (Desk desk = new Desk(engine)) {
            var model = new SettingsViewModel(desk.session());
            model.test();
            assertThat(model.testing().get()).isFalse();
            assertThat(desk.told).hasSize(1);
        }
    }

    @Test
    void rules_are_shown_as_they_were_set() {
        engine.upkeep().setPolicy("retention.saves.days", "30", null, null);
        engine.upkeep().setPolicy("conflict", "newest", "gba", null);
        try (Desk desk = new Desk(engine)) {
            var model = new SettingsViewModel(desk.session());
            model.load();
            assertThat(Objects.requireNonNull(model.settings().get()).rules())
                    .extracting(Settings.Rule::name, Settings.Rule::value)
                    .containsExactly(
                            tuple("retention.saves.days", "30"), tuple("conflict", "newest"));
        }
    }
}
