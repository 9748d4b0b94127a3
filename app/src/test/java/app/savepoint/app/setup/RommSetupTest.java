package app.savepoint.app.setup;

import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.app.FakeHomes;
import app.savepoint.app.InitWish;
import app.savepoint.app.OpenOptions;
import app.savepoint.app.fake.Desk;
import app.savepoint.app.keys.KeyPlace;
import app.savepoint.app.session.Finding;
import app.savepoint.app.setup.RommViewModel.Field;
import app.savepoint.app.setup.RommViewModel.SignIn;
import app.savepoint.app.setup.SetupViewModel.Kind;
import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.StorageException.NeedsPerson;
import app.savepoint.core.storage.StorageException.Reason;
import app.savepoint.core.view.Check;
import app.savepoint.storage.romm.RommCredentials;
import app.savepoint.storage.romm.RommPairing;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a person says of a RomM server becomes its address and a sign-in, and what came of it is
/// said.
class RommSetupTest {
    private static final URI PAGE = URI.create("https://romm.example/pair/device");
    private static final RommPairing.Code CODE =
            new RommPairing.Code(
                    "K7QM2XPD",
                    PAGE,
                    URI.create(PAGE + "?user_code=K7QM2XPD"),
                    Duration.ofMinutes(10));

    @TempDir Path dir;

    private final FakeHomes homes = new FakeHomes();
    private StartViewModel start;
    private SetupViewModel setup;
    private RommViewModel romm;

    @BeforeEach
    void a_person_who_has_a_server() {
        start =
                new StartViewModel(
                        homes,
                        dir.resolve("home"),
                        new OpenOptions(Duration.ZERO, Map.of(RommCredentials.TOKEN, "of before")),
                        Desk.wording(Locale.ENGLISH),
                        Runnable::run,
                        Runnable::run);
        start.open();
        setup = start.setup();
        setup.kind().set(Kind.ROMM);
        romm = setup.romm();
    }

    private void type(Field field, String text) {
        romm.input(field).text().set(text);
    }

    private String error(Field field) {
        return romm.input(field).error().get();
    }

    private InitWish wish() {
        return Objects.requireNonNull(homes.lastWish(), "nothing was asked for");
    }

    @ParameterizedTest
    @CsvSource({
        "romm.example, romm:https://romm.example",
        "' https://Romm.Example/ ', romm:https://romm.example",
        "romm.example/games/api, romm:https://romm.example/games",
        "romm:https://romm.example, romm:https://romm.example",
        "ROMM:nas, romm:https://nas",
        "nas:8080, romm:https://nas:8080",
        "romm:8080, romm:https://romm:8080",
        "http://127.0.0.1:8080, romm:http://127.0.0.1:8080",
    })
    void the_server_is_found_however_it_is_written(String typed, String uri) {
        type(Field.SERVER, typed);
        setup.create();
        assertThat(wish().storage().text()).isEqualTo(uri);
        assertThat(start.start().get()).isInstanceOf(Start.Ready.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://nas",
                "https://",
                "https://ann:hush@romm.example",
                "romm.example?page=1",
                "romm example",
            })
    void what_is_no_server_is_said_at_its_field_and_nothing_is_asked(String typed) {
        type(Field.SERVER, typed);
        setup.create();
        assertThat(error(Field.SERVER))
                .contains("no server’s address")
                .contains("https://romm.example.org")
                .doesNotContain("hush");
        assertThat(homes.lastWish()).isNull();
        assertThat(setup.working().get()).isFalse();
    }

    @Test
    void what_is_missing_is_said_at_its_field() {
        setup.create();
        assertThat(error(Field.SERVER)).isEqualTo("This is needed.");
        romm.signIn().set(SignIn.TOKEN);
        setup.test();
        assertThat(error(Field.TOKEN)).isEqualTo("This is needed.");
        assertThat(error(Field.USER)).as("not asked for").isEmpty();
        romm.signIn().set(SignIn.PASSWORD);
        setup.create();
        assertThat(error(Field.USER)).isEqualTo("This is needed.");
        assertThat(error(Field.PASSWORD)).isEqualTo("This is needed.");
        type(Field.PASSWORD, "x");
        assertThat(error(Field.PASSWORD)).isEmpty();
        assertThat(homes.lastWish()).isNull();
    }

    @Test
    void plain_http_is_taken_by_a_yes_only() {
        type(Field.SERVER, "http://192.168.0.7:8080");
        assertThat(romm.isOpenToListeners().get()).isTrue();
        setup.create();
        assertThat(error(Field.SERVER)).contains("https");
        assertThat(homes.lastWish()).isNull();
        romm.knowsListeners().set(true);
        setup.create();
        assertThat(wish().storage().text()).isEqualTo("romm:http://192.168.0.7:8080");
    }

    @Test
    void a_token_goes_where_the_person_says_and_nowhere_else() {
        type(Field.SERVER, "romm.example");
        romm.signIn().set(SignIn.TOKEN);
        type(Field.TOKEN, " rmm_hush ");
        setup.create();
        assertThat(wish().keepKeys()).isEqualTo(KeyPlace.KEYCHAIN);
        assertThat(wish().options().environment()).containsEntry(RommCredentials.TOKEN, "rmm_hush");
        assertThat(wish().approval().show()).as("nobody need be asked").isNull();
        assertThat(wish().storage().text()).doesNotContain("hush");
    }

    @Test
    void a_password_is_taken_as_it_is_typed_and_before_a_token_of_elsewhere() {
        type(Field.SERVER, "romm.example");
        romm.signIn().set(SignIn.PASSWORD);
        type(Field.USER, " ann ");
        type(Field.PASSWORD, " secret words ");
        romm.keep().set(KeyPlace.FILE);
        setup.create();
        assertThat(wish().keepKeys()).isEqualTo(KeyPlace.FILE);
        assertThat(RommCredentials.of(wish().options().environment()))
                .isEqualTo(new RommCredentials.Password("ann", " secret words "));
    }

    @Test
    void a_test_says_what_was_found_until_something_else_is_typed() {
        homes.finds(new Check("server", true, Saying.of("check.romm", "5.2", "ann")));
        type(Field.SERVER, "romm.example");
        setup.test();
        assertThat(homes.lastWish()).as("a code has no use yet").isNull();
        romm.signIn().set(SignIn.TOKEN);
        type(Field.TOKEN, "rmm_x");
        setup.test();
        assertThat(wish().checkOnly()).isTrue();
        assertThat(romm.found())
                .extracting(Finding::what)
                .containsExactly(
                        "The server answers, and knows you.", "RomM 5.2, signed in as ann");
        assertThat(start.start().get()).as("only tested").isInstanceOf(Start.FirstTime.class);
        romm.signIn().set(SignIn.PASSWORD);
        assertThat(romm.found()).isEmpty();
    }

    @Test
    void while_a_yes_is_waited_for_the_code_and_where_it_belongs_are_shown() {
        List<String> seen = new ArrayList<>();
        LetInViewModel letIn = romm.letIn();
        List<URI> opened = new ArrayList<>();
        homes.asks(approval -> {
            Objects.requireNonNull(approval.show()).show(CODE);
            seen.add(letIn.code().get());
            seen.add(letIn.link().get());
            seen.add(letIn.elsewhere().get());
            seen.add(letIn.lasts().get());
            letIn.open(opened::add);
            assertThat(letIn.isWaiting().get()).isTrue();
            assertThat(approval.cancelled().getAsBoolean()).isFalse();
        });
        type(Field.SERVER, "romm.example");
        setup.create();
        assertThat(seen.subList(0, 2))
                .containsExactly("K7QM2XPD", "https://romm.example/pair/device?user_code=K7QM2XPD");
        assertThat(seen.get(2)).contains("open https://romm.example/pair/device there");
        assertThat(seen.get(3))
                .matches("The code is good for 10 minutes, until \\d+:\\d\\d [AP]M\\.");
        assertThat(opened).containsExactly(CODE.complete());
        assertThat(letIn.isWaiting().get()).as("afterwards").isFalse();
        assertThat(start.start().get()).isInstanceOf(Start.Ready.class);
    }

    @Test
    void without_a_browser_the_person_hears_what_to_do() {
        homes.asks(approval -> {
            Objects.requireNonNull(approval.show()).show(CODE);
            romm.letIn()
                    .open(page -> {
                        throw new IOException("no browser");
                    });
            assertThat(romm.letIn().problem().get()).contains("Copy the link");
        });
        type(Field.SERVER, "romm.example");
        setup.create();
        assertThat(start.start().get()).isInstanceOf(Start.Ready.class);
    }

    @Test
    void who_stops_it_is_back_on_the_page_and_may_go_on() {
        homes.asks(approval -> {
            Objects.requireNonNull(approval.show()).show(CODE);
            romm.letIn().cancel();
            assertThat(approval.cancelled().getAsBoolean()).isTrue();
            assertThat(romm.letIn().isWaiting().get()).isFalse();
            assertThat(romm.letIn().stopping().get()).isTrue();
        });
        fails("romm.pairing.stopped");
        type(Field.SERVER, "romm.example");
        setup.create();
        assertThat(romm.found()).as("they know").isEmpty();
        assertThat(romm.letIn().stopping().get()).isFalse();
        assertThat(setup.working().get()).isFalse();
        homes.storageFails(null);
        homes.asks(approval -> assertThat(approval.cancelled().getAsBoolean()).isFalse());
        setup.create();
        assertThat(start.start().get()).isInstanceOf(Start.Ready.class);
    }

    @Test
    void whoever_closes_the_window_waits_no_longer() {
        homes.asks(approval -> {
            Objects.requireNonNull(approval.show()).show(CODE);
            start.cancel();
            assertThat(approval.cancelled().getAsBoolean()).isTrue();
        });
        fails("romm.pairing.stopped");
        type(Field.SERVER, "romm.example");
        setup.create();
        assertThat(start.start().get()).isInstanceOf(Start.FirstTime.class);
    }

    private void fails(String key, Object... more) {
        Object[] all = new Object[more.length + 1];
        all[0] = "romm.example";
        System.arraycopy(more, 0, all, 1, more.length);
        homes.storageFails(new NeedsPerson(Reason.DENIED, Saying.of(key, all), null));
    }

    /// Nothing of a terminal: no command, no variable.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "romm.pairing.denied",
                "romm.pairing.over",
                "romm.pairing.rights",
                "romm.no-sign-in",
                "romm.signed-out",
                "romm.password",
                "romm.too-old",
                "romm.not-romm",
                "romm.redirect",
                "romm.certificate",
                "romm.offline",
                "romm.slow",
                "romm.busy",
                "romm.down",
                "romm.broken",
                "romm.forbidden",
                "romm.disabled",
                "keys.keychain.none",
            })
    void what_went_wrong_is_said_with_a_next_step_that_a_window_has(String key) {
        fails(key, "one", "two");
        type(Field.SERVER, "romm.example");
        romm.signIn().set(SignIn.TOKEN);
        type(Field.TOKEN, "rmm_x");
        setup.create();
        assertThat(romm.found())
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.good()).isFalse();
                    assertThat(found.what()).isNotEmpty();
                    assertThat(found.next())
                            .isNotEmpty()
                            .doesNotContain("SAVEPOINT_", "command", "savepoint init", "by itself");
                });
        assertThat(start.start().get()).isInstanceOf(Start.FirstTime.class);
        assertThat(setup.working().get()).isFalse();
    }
}
