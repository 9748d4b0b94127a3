package app.savepoint.app.setup;

import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.app.FakeHomes;
import app.savepoint.app.HomeException;
import app.savepoint.app.OpenOptions;
import app.savepoint.app.fake.Desk;
import app.savepoint.app.setup.SetupViewModel.Field;
import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.StorageException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetupViewModelTest {
    @TempDir Path dir;

    private final FakeHomes homes = new FakeHomes();
    private StartViewModel start;
    private SetupViewModel setup;

    @BeforeEach
    void a_home_that_nobody_has_set_up() {
        start =
                new StartViewModel(
                        homes,
                        dir.resolve("home"),
                        new OpenOptions(Duration.ZERO, Map.of()),
                        Desk.wording(Locale.ENGLISH),
                        Runnable::run,
                        Runnable::run);
        start.open();
        setup = start.setup();
    }

    @Test
    void a_home_that_nobody_has_set_up_is_asked_about() {
        assertThat(start.start().get()).isInstanceOf(Start.FirstTime.class);
    }

    @Test
    void the_shared_folder_is_all_it_takes() {
        type(Field.STORAGE, dir.resolve("shared"));
        setup.create();
        assertThat(start.start().get()).isInstanceOf(Start.Ready.class);
        assertThat(start.opened()).isPresent();
        assertThat(homes.lastWish().storage().folder()).isEqualTo(dir.resolve("shared"));
        assertThat(homes.lastWish().deviceName()).isNull();
    }

    @Test
    void a_folder_with_saves_is_handed_on() {
        type(Field.STORAGE, dir.resolve("shared"));
        setup.text(Field.DEVICE).set("  Living room ");
        type(Field.SAVES, dir);
        setup.create();
        assertThat(start.start().get()).isInstanceOf(Start.Ready.class);
        assertThat(((Start.Ready) start.start().get()).saves()).isEqualTo(dir);
        assertThat(homes.lastWish().deviceName()).isEqualTo("Living room");
    }

    @Test
    void what_is_wrong_is_said_at_its_field_and_forgotten_once_it_is_mended() {
        setup.create();
        assertThat(setup.error(Field.STORAGE).get())
                .isEqualTo("Choose a folder, or write its whole path.");
        setup.text(Field.STORAGE).set("saves");
        assertThat(setup.error(Field.STORAGE).get()).isEmpty();
        setup.create();
        assertThat(setup.error(Field.STORAGE).get()).as("not a whole path").isNotEmpty();
        type(Field.STORAGE, dir.resolve("shared"));
        setup.text(Field.DEVICE).set("x".repeat(65));
        setup.create();
        assertThat(setup.error(Field.DEVICE).get()).isNotEmpty();
        setup.text(Field.DEVICE).set("");
        type(Field.SAVES, dir.resolve("nothing here"));
        setup.create();
        assertThat(setup.error(Field.SAVES).get()).isEqualTo("There is no such folder here.");
        assertThat(homes.lastWish()).as("nothing was set up").isNull();
    }

    @Test
    void a_storage_that_can_not_be_used_is_said_at_its_field() {
        homes.storageFails(
                new StorageException.NeedsPerson(
                        StorageException.Reason.DENIED, "/srv/saves may not be written.", null));
        type(Field.STORAGE, dir.resolve("shared"));
        setup.create();
        assertThat(setup.error(Field.STORAGE).get()).isEqualTo("/srv/saves may not be written.");
        assertThat(setup.working().get()).isFalse();
    }

    @Test
    void a_home_held_by_another_process_is_said_with_the_next_step() {
        homes.refuse(() ->
                new HomeException(HomeException.Kind.BUSY, Saying.of("home.busy", dir), null));
        start.open();
        assertThat(start.start().get())
                .isEqualTo(
                        new Start.Refused(
                                "Savepoint is open already",
                                "Another window or command works with " + dir.resolve("home") + ".",
                                "Use that one, or close it and try again here."));
        homes.refuse(null);
        homes.in(dir.resolve("home"));
        start.open();
        assertThat(start.start().get()).isInstanceOf(Start.Ready.class);
    }

    @Test
    void a_home_that_can_not_be_read_says_what_the_system_said() {
        homes.refuse(() ->
                new HomeException(
                        HomeException.Kind.UNUSABLE,
                        Saying.of("home.unusable", "x", "The disk is on fire."),
                        null));
        start.open();
        assertThat(start.start().get())
                .isInstanceOfSatisfying(
                        Start.Refused.class,
                        refused ->
                                assertThat(refused.detail())
                                        .isEqualTo(
                                                "The home x can not be used: The disk is on fire."));
    }

    private void type(Field field, Path path) {
        setup.text(field).set(path.toString());
    }
}
