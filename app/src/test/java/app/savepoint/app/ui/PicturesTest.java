package app.savepoint.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.app.FakeHomes;
import app.savepoint.app.HomeException;
import app.savepoint.app.OpenOptions;
import app.savepoint.app.fake.Desk;
import app.savepoint.app.fake.FakeEngine;
import app.savepoint.app.fake.Libraries;
import app.savepoint.app.fake.Matchings;
import app.savepoint.app.fake.Saves;
import app.savepoint.app.library.SaveItem;
import app.savepoint.app.setup.BucketPreset;
import app.savepoint.app.setup.Start;
import app.savepoint.app.setup.StartView;
import app.savepoint.app.setup.StartViewModel;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.save.SaveKind;
import app.savepoint.core.save.Saying;
import app.savepoint.core.scan.RootHealth;
import app.savepoint.core.storage.RemoteTree.Notice;
import app.savepoint.core.storage.RemoteTree.Offer;
import app.savepoint.core.storage.StorageException.NeedsPerson;
import app.savepoint.core.storage.StorageException.Reason;
import app.savepoint.core.storage.StorageException.Unavailable;
import app.savepoint.core.storage.server.MatchedGame;
import app.savepoint.core.view.Check;
import app.savepoint.core.view.SaveRow;
import app.savepoint.core.view.StorageChecks;
import app.savepoint.storage.romm.RommPairing;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Draws the window as players see it, into `target/pictures`, and asserts what must be so in every
/// picture. Look at them after a change to what is drawn.
class PicturesTest {
    private static final Path FOLDER = Path.of("target", "pictures");
    private static final double WIDTH = MainWindow.WIDTH;
    private static final double HEIGHT = MainWindow.HEIGHT;

    @Test
    void the_demo_by_day_and_by_night() throws Exception {
        try (Shown shown = shown(Libraries.demo(), Locale.ENGLISH)) {
            draw(shown, "demo-light");
            shown.dark();
            draw(shown, "demo-dark");
        }
    }

    @Test
    void in_german() throws Exception {
        try (Shown shown = shown(Libraries.demo(), Locale.GERMAN)) {
            draw(shown, "demo-german");
        }
    }

    @Test
    void all_safe() throws Exception {
        try (Shown shown = shown(Libraries.safe(), Locale.ENGLISH)) {
            draw(shown, "all-safe");
        }
    }

    @Test
    void nothing_yet() throws Exception {
        try (Shown shown = shown(List.of(), Locale.ENGLISH)) {
            draw(shown, "empty");
        }
    }

    @Test
    void every_state_there_is() throws Exception {
        try (Shown shown = shown(Libraries.everyState(), Locale.ENGLISH, 1120, 1500)) {
            draw(shown, "every-state");
        }
        try (Shown shown = shown(Libraries.everyState(), Locale.GERMAN, 1120, 1500)) {
            draw(shown, "every-state-german");
        }
    }

    @Test
    void a_large_library() throws Exception {
        try (Shown shown = shown(Libraries.many(2000), Locale.ENGLISH)) {
            draw(shown, "many");
        }
    }

    @Test
    void long_names() throws Exception {
        try (Shown shown = shown(Libraries.longNames(), Locale.ENGLISH)) {
            draw(shown, "long-names");
            decide(shown, Libraries.longNames().getFirst().id());
            draw(shown, "long-names-conflict");
        }
    }

    @Test
    void a_narrow_window() throws Exception {
        double width = MainWindow.LEAST_WIDTH;
        double height = MainWindow.LEAST_HEIGHT;
        try (Shown shown = shown(Libraries.demo(), Locale.GERMAN, width, height)) {
            draw(shown, "narrow-german");
            decide(shown, Libraries.EMERALD);
            draw(shown, "narrow-conflict-german");
        }
        try (Shown shown = shown(Libraries.everyState(), Locale.ENGLISH, width, height)) {
            draw(shown, "narrow-every-state");
        }
    }

    @Test
    void conflicts() throws Exception {
        try (Shown shown = shown(Libraries.everyState(), Locale.ENGLISH)) {
            decide(shown, Libraries.EMERALD);
            draw(shown, "conflict-light");
            decide(shown, SaveId.main("gba", "Fire Emblem"));
            draw(shown, "conflict-three");
            decide(shown, SaveId.main("gba", "Wario Land 4"));
            draw(shown, "conflict-deleted");
            decide(shown, Libraries.ADVANCE_WARS);
            shown.dark();
            draw(shown, "conflict-blank-dark");
        }
        try (Shown shown = shown(Libraries.everyState(), Locale.GERMAN)) {
            decide(shown, Libraries.EMERALD);
            draw(shown, "conflict-german");
        }
    }

    @Test
    void why_and_history() throws Exception {
        FakeEngine engine = new FakeEngine(Libraries.demo()).withPast();
        try (Shown shown = shown(engine, Locale.ENGLISH, WIDTH, HEIGHT)) {
            SaveItem emerald = item(shown, Libraries.EMERALD);
            Shown.onFx(() -> {
                shown.window().why(emerald);
                return true;
            });
            draw(shown, "why");
            Shown.onFx(() -> {
                shown.window().history(emerald);
                return true;
            });
            draw(shown, "history");
            Shown.onFx(() -> {
                shown.window().open(Header.Page.ACTIVITY);
                return true;
            });
            draw(shown, "activity");
        }
    }

    @Test
    void settings() throws Exception {
        try (Shown shown = settings(Locale.ENGLISH, WIDTH, HEIGHT)) {
            draw(shown, "settings-light");
            shown.dark();
            draw(shown, "settings-dark");
        }
        try (Shown shown = settings(Locale.GERMAN, MainWindow.LEAST_WIDTH, HEIGHT)) {
            draw(shown, "settings-german");
        }
        try (Shown shown = shown(new FakeEngine(Libraries.demo()), Locale.ENGLISH, WIDTH, HEIGHT)) {
            open(shown, Header.Page.SETTINGS);
            draw(shown, "settings-folder");
        }
    }

    /// With an address, a device and a rule that take all the room they can get.
    private static Shown settings(Locale locale, double width, double height) throws Exception {
        FakeEngine engine = new FakeEngine(Libraries.demo());
        engine.storage =
                FakeEngine.storage(
                        "s3://the-saves-of-the-whole-family-of-anna/living-room/games?endpoint="
                                + "https%3A%2F%2Fs3.eu-central-003.backblazeb2.com"
                                + "&region=eu-central-003",
                        "s3");
        engine.upkeep().known =
                new StorageChecks(
                        List.of(
                                new Check("access", true, Saying.of("check.access.read-only")),
                                new Check("conditions", true, Saying.of("check.conditions.weak")),
                                new Check("versions", true, Saying.of("check.versions.on")),
                                new Check(
                                        "server-clock",
                                        false,
                                        Saying.of("check.server-clock.differs", 20))),
                        Saves.NOW.minus(Duration.ofHours(3)),
                        Saying.of("check.keychain.keychain"));
        engine.upkeep().setPolicy("retention.saves.days", "999999", null, null);
        engine.upkeep()
                .setPolicy(
                        "conflict",
                        "newest",
                        "gba",
                        "Fire Emblem - The Sacred Stones (USA, Australia) (Rev 1) (Beta 12)");
        Shown shown = shown(engine, locale, width, height);
        open(shown, Header.Page.SETTINGS);
        return shown;
    }

    private static void open(Shown shown, Header.Page page) throws Exception {
        Shown.onFx(() -> {
            shown.window().open(page);
            return true;
        });
    }

    @Test
    void what_is_said_of_the_storage() throws Exception {
        for (Locale locale : List.of(Locale.ENGLISH, Locale.GERMAN))
            try (Shown shown = shown(noted(), locale, WIDTH, HEIGHT)) {
                draw(shown, "noted-light-" + locale.getLanguage());
                shown.dark();
                draw(shown, "noted-dark-" + locale.getLanguage());
            }
    }

    private static FakeEngine noted() {
        FakeEngine engine = new FakeEngine(Libraries.safe());
        SaveId web = new SaveId("gba", "Pokemon Emerald", SaveKind.SAVE, "web-player");
        RevisionId revision = new RevisionId(new UUID(1, 2));
        engine.notices.add(
                new Notice(
                        "romm.web-player",
                        Saying.of("romm.web-player", web.game(), web, revision),
                        new Offer(web, revision)));
        engine.notices.add(
                new Notice(
                        "romm.unreadable",
                        Saying.of(
                                "romm.unreadable",
                                "Metroid Fusion (Europe) [2026-08-22_10-00-00].srm")));
        return engine;
    }

    @Test
    void games_on_the_server() throws Exception {
        try (Shown shown = games(Matchings.demo(), Locale.ENGLISH, WIDTH, 1300)) {
            draw(shown, "games-light");
            shown.dark();
            draw(shown, "games-dark");
            Shown.onFx(() -> {
                ((ButtonBase) shown.window().lookup("#games-all-case")).fire();
                return true;
            });
            draw(shown, "games-accepted-dark");
        }
        try (Shown shown = games(Matchings.demo(), Locale.GERMAN, MainWindow.LEAST_WIDTH, HEIGHT)) {
            draw(shown, "games-narrow-german");
        }
        try (Shown shown = games(Matchings.longNames(), Locale.ENGLISH, WIDTH, 900)) {
            draw(shown, "games-long-names");
        }
        try (Shown shown = games(Matchings.many(1000), Locale.GERMAN, WIDTH, HEIGHT)) {
            draw(shown, "games-many-german");
        }
        try (Shown shown = games(List.of(), Locale.ENGLISH, WIDTH, HEIGHT)) {
            draw(shown, "games-empty");
        }
    }

    @Test
    void games_wait_for_a_word() throws Exception {
        for (Locale locale : List.of(Locale.ENGLISH, Locale.GERMAN)) {
            FakeEngine engine =
                    new FakeEngine(Libraries.unclearGames()).withGames(Matchings.demo());
            try (Shown shown = shown(engine, locale, WIDTH, HEIGHT)) {
                draw(shown, "games-needed-" + locale.getLanguage());
            }
        }
    }

    @Test
    void games_that_are_in_several_slots() throws Exception {
        List<MatchedGame> games = new ArrayList<>(Matchings.demo().subList(2, 4));
        games.add(Matchings.slots("gba", "Pokemon Emerald", "default", "Nuzlocke"));
        games.add(
                Matchings.slots(
                        "snes",
                        "The Extraordinarily Long and Winding Tale of the Hero Who Would Not Stop",
                        "the one that my brother plays on the big screen on rainy Sundays only",
                        "Autosave",
                        "autosave",
                        "X".repeat(120)));
        games.addAll(Matchings.demo().subList(9, 12));
        try (Shown shown = games(games, Locale.ENGLISH, WIDTH, 1000)) {
            draw(shown, "slots-light");
            shown.dark();
            draw(shown, "slots-dark");
            Shown.onFx(() -> {
                ((ButtonBase) shown.window().lookup(".this-slot")).fire();
                return true;
            });
            draw(shown, "slots-said-dark");
        }
        try (Shown shown = games(games, Locale.GERMAN, MainWindow.LEAST_WIDTH, 1000)) {
            draw(shown, "slots-narrow-german");
        }
        FakeEngine engine = new FakeEngine(Libraries.unclearSlots()).withGames(games);
        for (Locale locale : List.of(Locale.ENGLISH, Locale.GERMAN))
            try (Shown shown = shown(engine, locale, WIDTH, HEIGHT)) {
                draw(shown, "slots-needed-" + locale.getLanguage());
                shown.dark();
                draw(shown, "slots-needed-dark-" + locale.getLanguage());
            }
    }

    @Test
    void another_slot_of_a_matched_game() throws Exception {
        String lonely = "the one that my brother plays on the big screen on rainy Sundays only";
        List<MatchedGame> games = new ArrayList<>();
        games.add(
                Matchings.played(
                        Matchings.slots("gba", "Pokemon Emerald", "Default", "Nuzlocke"),
                        "Nuzlocke"));
        games.add(
                Matchings.played(
                        Matchings.slots(
                                "snes",
                                "The Extraordinarily Long and Winding Tale of the Hero",
                                lonely,
                                "X".repeat(120)),
                        "X".repeat(120)));
        games.addAll(Matchings.demo().subList(9, 12));
        for (Locale locale : List.of(Locale.ENGLISH, Locale.GERMAN)) {
            boolean german = locale.equals(Locale.GERMAN);
            double width = german ? MainWindow.LEAST_WIDTH : WIDTH;
            try (Shown shown = games(games, locale, width, 900)) {
                draw(shown, "slots-said-" + locale.getLanguage());
                Shown.onFx(() -> {
                    ((Hyperlink) shown.window().lookup(".other-slot")).fire();
                    return true;
                });
                draw(shown, "slots-other-" + locale.getLanguage());
                shown.dark();
                draw(shown, "slots-other-dark-" + locale.getLanguage());
            }
        }
    }

    private static Shown games(List<MatchedGame> games, Locale locale, double width, double height)
            throws Exception {
        FakeEngine engine = new FakeEngine(Libraries.demo()).withGames(games);
        Shown shown = shown(engine, locale, width, height);
        Shown.onFx(() -> {
            shown.window().games();
            return true;
        });
        return shown;
    }

    @Test
    void trouble() throws Exception {
        FakeEngine offline = new FakeEngine(Libraries.demo());
        offline.offline = true;
        try (Shown shown = shown(offline, Locale.ENGLISH, WIDTH, HEIGHT)) {
            draw(shown, "offline");
        }
        FakeEngine denied =
                new FakeEngine(Libraries.safe())
                        .with(
                                FakeEngine.root(
                                        Path.of("/home/anna/saves").toAbsolutePath(),
                                        RootHealth.MANY_GONE,
                                        24));
        denied.denied = true;
        try (Shown shown = shown(denied, Locale.GERMAN, WIDTH, HEIGHT)) {
            draw(shown, "denied-german");
        }
    }

    @Test
    void while_it_syncs() throws Exception {
        FakeEngine engine = new FakeEngine(Libraries.demo());
        var third = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        engine.betweenSaves =
                moving -> {
                    if (moving.savesDone() != 3) return;
                    third.countDown();
                    try {
                        goOn.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                };
        try (ExecutorService pool = Executors.newCachedThreadPool();
                Shown shown = Shown.open(engine, Locale.ENGLISH, WIDTH, HEIGHT, pool)) {
            Shown.until(() -> rows(shown) > 0);
            Shown.onFx(() -> {
                ((ButtonBase) shown.window().lookup("#sync")).fire();
                return true;
            });
            try {
                third.await();
                Shown.until(() -> shown.window().lookup(".moving").isVisible());
                draw(shown, "syncing");
            } finally {
                goOn.countDown();
            }
            Shown.until(() -> !shown.window().lookup(".moving").isVisible());
            draw(shown, "synced");
        }
    }

    @Test
    void the_first_page(@TempDir Path dir) throws Exception {
        for (Locale locale : List.of(Locale.ENGLISH, Locale.GERMAN)) {
            String name = "first-page-" + locale.getLanguage();
            StartViewModel start = start(new FakeHomes(), dir, locale);
            start.open();
            draw(start, scene -> {}, name);
            draw(start, scene -> ((ButtonBase) scene.lookup("#setup-go")).fire(), name + "-wrong");
        }
    }

    @Test
    void the_first_page_for_a_bucket(@TempDir Path dir) throws Exception {
        for (Locale locale : List.of(Locale.ENGLISH, Locale.GERMAN)) {
            String name = "first-page-bucket-" + locale.getLanguage();
            FakeHomes homes = new FakeHomes();
            homes.finds(
                    new Check("access", true, Saying.of("check.access")),
                    new Check("conditions", true, Saying.of("check.conditions.weak")),
                    new Check("versions", true, Saying.of("check.versions.off")),
                    new Check("server-clock", false, Saying.of("check.server-clock.differs", 20)));
            StartViewModel start = start(homes, dir, locale);
            start.open();
            Consumer<Scene> bucket =
                    scene -> ((ToggleButton) scene.lookup("#setup-kind-bucket")).setSelected(true);
            drawTall(start, bucket, name);
            drawTall(
                    start,
                    bucket.andThen(scene -> ((ButtonBase) scene.lookup("#setup-go")).fire()),
                    name + "-wrong");
            drawTall(
                    start,
                    bucket.andThen(PicturesTest::typeABucket)
                            .andThen(scene -> ((ButtonBase) scene.lookup("#setup-test")).fire()),
                    name + "-tested");
        }
    }

    private static void typeABucket(Scene scene) {
        ComboBox<?> preset = (ComboBox<?>) scene.lookup("#setup-preset");
        preset.getSelectionModel()
                .select(List.of(BucketPreset.values()).indexOf(BucketPreset.MINIO));
        ((TextInputControl) scene.lookup("#setup-bucket")).setText("my-saves");
        ((TextInputControl) scene.lookup("#setup-server")).setText("http://192.168.0.7:9000");
        ((TextInputControl) scene.lookup("#setup-access-key")).setText("AKEXAMPLE");
        ((TextInputControl) scene.lookup("#setup-secret-key")).setText("hush hush hush");
        ((CheckBox) scene.lookup("#setup-listeners")).setSelected(true);
    }

    private static void drawTall(StartViewModel start, Consumer<Scene> before, String name)
            throws Exception {
        check(
                Shown.picture(
                        () -> new StartView(start, page -> {}), before, 800, 1150, file(name)),
                name);
    }

    @Test
    void the_first_page_for_a_romm_server(@TempDir Path dir) throws Exception {
        for (Locale locale : List.of(Locale.ENGLISH, Locale.GERMAN)) {
            String name = "first-page-romm-" + locale.getLanguage();
            FakeHomes homes = new FakeHomes();
            homes.finds(
                    new Check("server", true, Saying.of("check.romm", "5.2.1", "ann")),
                    new Check("server-clock", false, Saying.of("check.romm.clock", 20)));
            StartViewModel start = start(homes, dir, locale);
            start.open();
            Consumer<Scene> romm = scene -> choose(scene, "#setup-kind-romm");
            Consumer<Scene> go = scene -> ((ButtonBase) scene.lookup("#setup-go")).fire();
            Consumer<Scene> password =
                    romm.andThen(scene -> choose(scene, "#setup-romm-by-password"));
            drawByDayAndNight(start, romm, name);
            drawByDayAndNight(start, password.andThen(go), name + "-wrong");
            drawTall(start, password.andThen(PicturesTest::typeAPassword), name + "-tested");
            homes.storageFails(
                    new NeedsPerson(
                            Reason.DENIED,
                            Saying.of("romm.pairing.denied", "romm.example.org"),
                            null));
            drawByDayAndNight(
                    start,
                    romm.andThen(scene -> type(scene, "server", "romm.example.org")).andThen(go),
                    name + "-denied");
            homes.storageFails(
                    new Unavailable(
                            Saying.of(
                                    "romm.certificate",
                                    "romm.example.org",
                                    "PKIX path building failed"),
                            null));
            drawTall(
                    start,
                    romm.andThen(scene -> choose(scene, "#setup-romm-by-token"))
                            .andThen(scene -> type(scene, "server", "romm.example.org"))
                            .andThen(scene -> type(scene, "token", "rmm_0123456789"))
                            .andThen(go),
                    name + "-certificate");
        }
    }

    @Test
    void a_person_is_waited_for_until_they_say_yes(@TempDir Path dir) throws Exception {
        for (Locale locale : List.of(Locale.ENGLISH, Locale.GERMAN)) {
            FakeHomes homes = new FakeHomes();
            CountDownLatch asked = new CountDownLatch(1);
            CountDownLatch drawn = new CountDownLatch(1);
            homes.asks(approval -> {
                Objects.requireNonNull(approval.show()).show(code());
                asked.countDown();
                await(drawn);
            });
            try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
                StartViewModel start =
                        new StartViewModel(
                                homes,
                                dir.resolve(locale.getLanguage()),
                                new OpenOptions(Duration.ZERO, Map.of()),
                                Desk.wording(locale),
                                Platform::runLater,
                                pool);
                start.open();
                Shown.until(() -> start.start().get() instanceof Start.FirstTime);
                StartView view = Shown.onFx(() -> new StartView(start, page -> {}));
                Scene day =
                        Shown.picture(
                                () -> view,
                                scene -> {
                                    choose(scene, "#setup-kind-romm");
                                    type(scene, "server", "romm.example.org");
                                    ((ButtonBase) scene.lookup("#setup-go")).fire();
                                    await(asked);
                                },
                                800,
                                640,
                                file("first-page-romm-waiting-" + locale.getLanguage()));
                check(day, "waiting");
                Shown.onFx(() -> {
                    day.setRoot(new StackPane());
                    return true;
                });
                Shown.picture(
                        () -> view,
                        scene -> {},
                        new Shown.Frame(800, 640, Theme.Choice.DARK),
                        file("first-page-romm-waiting-dark-" + locale.getLanguage()));
                drawn.countDown();
                Shown.until(() -> start.start().get() instanceof Start.Ready);
            }
        }
    }

    private static RommPairing.Code code() {
        URI page = URI.create("https://romm.example.org/pair/device");
        return new RommPairing.Code(
                "K7QM2XPD", page, URI.create(page + "?user_code=K7QM2XPD"), Duration.ofMinutes(10));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void choose(Scene scene, String toggle) {
        ((ToggleButton) scene.lookup(toggle)).setSelected(true);
    }

    private static void type(Scene scene, String field, String text) {
        ((TextInputControl) scene.lookup("#setup-romm-" + field)).setText(text);
    }

    private static void typeAPassword(Scene scene) {
        type(scene, "server", "http://192.168.0.7:8080");
        type(scene, "user", "ann");
        type(scene, "password", "hush hush hush");
        ((CheckBox) scene.lookup("#setup-romm-listeners")).setSelected(true);
        ((ButtonBase) scene.lookup("#setup-romm-test")).fire();
    }

    private static void drawByDayAndNight(StartViewModel start, Consumer<Scene> before, String name)
            throws Exception {
        drawTall(start, before, name);
        Shown.picture(
                () -> new StartView(start, page -> {}),
                before,
                new Shown.Frame(800, 1000, Theme.Choice.DARK),
                file(name + "-dark"));
    }

    @Test
    void a_home_that_another_process_holds(@TempDir Path dir) throws Exception {
        FakeHomes homes = new FakeHomes();
        homes.refuse(
                () -> new HomeException(HomeException.Kind.BUSY, Saying.of("home.busy", ""), null));
        StartViewModel start = start(homes, dir, Locale.ENGLISH);
        start.open();
        draw(start, scene -> {}, "home-busy");
    }

    private static void draw(StartViewModel start, Consumer<Scene> before, String name)
            throws Exception {
        check(
                Shown.picture(() -> new StartView(start, page -> {}), before, 800, 560, file(name)),
                name);
    }

    private static StartViewModel start(FakeHomes homes, Path dir, Locale locale) {
        return new StartViewModel(
                homes,
                dir,
                new OpenOptions(Duration.ZERO, Map.of()),
                Desk.wording(locale),
                Runnable::run,
                Runnable::run);
    }

    private static Path file(String name) {
        return FOLDER.resolve(name + ".png");
    }

    private static Shown shown(List<SaveRow> rows, Locale locale) throws Exception {
        return shown(rows, locale, WIDTH, HEIGHT);
    }

    private static Shown shown(List<SaveRow> rows, Locale locale, double width, double height)
            throws Exception {
        return shown(new FakeEngine(rows), locale, width, height);
    }

    private static Shown shown(FakeEngine engine, Locale locale, double width, double height)
            throws Exception {
        return Shown.open(engine, locale, width, height, Runnable::run);
    }

    private static SaveItem item(Shown shown, SaveId id) throws Exception {
        return Shown.onFx(() -> shown.window().library().item(id).orElseThrow());
    }

    private static void decide(Shown shown, SaveId id) throws Exception {
        SaveItem item = item(shown, id);
        Shown.onFx(() -> {
            shown.window().decide(item);
            return true;
        });
    }

    private static int rows(Shown shown) {
        return ((TableView<?>) shown.window().lookup(".library-table")).getItems().size();
    }

    /// In every picture: no button and no state says less than it means.
    private static void draw(Shown shown, String name) throws Exception {
        shown.picture(file(name));
        check(shown.scene(), name);
    }

    private static void check(Scene scene, String name) {
        List<String> cut =
                Shown.all(scene, node -> node instanceof Labeled labeled && means(labeled)).stream()
                        .map(Labeled.class::cast)
                        .filter(Shown::isCut)
                        .map(Labeled::getText)
                        .toList();
        assertThat(cut).as("cut off in %s", name).isEmpty();
    }

    private static boolean means(Labeled labeled) {
        return labeled instanceof ButtonBase
                || (labeled.getParent() != null
                        && labeled.getParent().getStyleClass().contains("badge"));
    }
}
