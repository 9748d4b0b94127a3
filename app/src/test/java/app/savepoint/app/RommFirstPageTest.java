package app.savepoint.app;

import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.app.fake.Desk;
import app.savepoint.app.keys.FakeKeychain;
import app.savepoint.app.session.Finding;
import app.savepoint.app.setup.RommViewModel;
import app.savepoint.app.setup.RommViewModel.Field;
import app.savepoint.app.setup.RommViewModel.SignIn;
import app.savepoint.app.setup.SetupViewModel;
import app.savepoint.app.setup.SetupViewModel.Kind;
import app.savepoint.app.setup.Start;
import app.savepoint.app.setup.StartViewModel;
import app.savepoint.core.SyncService;
import app.savepoint.core.transfer.Steps;
import app.savepoint.storage.romm.server.Level;
import app.savepoint.storage.romm.server.RommServer;
import app.savepoint.storage.romm.server.Rows;
import app.savepoint.storage.romm.server.Scopes;
import app.savepoint.storage.romm.server.TestClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The first page of the window on the real engine and a server, with a person at a browser.
class RommFirstPageTest {
    @TempDir Path dir;

    private final FakeKeychain keychain = new FakeKeychain();
    private RommServer server;
    private Rows.User ann;
    private StartViewModel start;
    private SetupViewModel setup;
    private RommViewModel romm;
    private Consumer<String> browser = code -> {};

    @BeforeEach
    void a_person_who_has_a_server() {
        server = RommServer.start(Level.V5_2, new TestClock(TwoComputers.PLAYED));
        ann = server.people().user("ann", "secret words");
        start =
                new StartViewModel(
                        new Assembly(
                                server.clock(),
                                UUID::randomUUID,
                                Steps.none(),
                                store -> store,
                                () -> keychain,
                                server.clock()::advance),
                        dir.resolve("home"),
                        new OpenOptions(Duration.ZERO, Map.of()),
                        Desk.wording(Locale.ENGLISH),
                        Runnable::run,
                        Runnable::run);
        start.open();
        setup = start.setup();
        setup.kind().set(Kind.ROMM);
        romm = setup.romm();
        romm.input(Field.SERVER).text().set(server.address().toString());
        romm.letIn()
                .code()
                .addListener((property, before, code) -> {
                    if (!code.isEmpty()) browser.accept(code);
                });
    }

    @AfterEach
    void the_window_is_closed() {
        start.opened().ifPresent(SyncService::close);
        server.close();
    }

    private void isSetUp() {
        assertThat(romm.found()).isEmpty();
        assertThat(start.start().get()).isInstanceOf(Start.Ready.class);
    }

    private void isRefused(String what, String next) {
        assertThat(start.start().get()).isInstanceOf(Start.FirstTime.class);
        assertThat(setup.working().get()).isFalse();
        assertThat(romm.letIn().isWaiting().get()).isFalse();
        assertThat(romm.found())
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.good()).isFalse();
                    assertThat(found.what()).contains(what);
                    assertThat(found.next()).contains(next);
                });
    }

    @Test
    void by_a_yes_in_the_browser_the_library_opens() {
        browser = code -> server.people().approve(ann, code);
        setup.create();
        isSetUp();
        assertThat(server.look().devices()).hasSize(1);
        assertThat(romm.letIn().isWaiting().get()).isFalse();
    }

    @Test
    void a_no_is_said_and_another_try_gets_a_new_code() {
        browser = server.people()::deny;
        setup.create();
        isRefused("Someone said no", "new code");
        browser = code -> server.people().approve(ann, code);
        setup.create();
        isSetUp();
    }

    @Test
    void a_right_left_out_is_named_and_another_try_asks_again() {
        browser = code -> server.people().approve(ann, code, List.of("me.read"), null);
        setup.create();
        isRefused("assets.read", "leave those rights in");
        List<String> again = new ArrayList<>();
        browser =
                code -> {
                    again.add(code);
                    server.people().approve(ann, code);
                };
        setup.create();
        isSetUp();
        assertThat(again).as("not with what the first try brought").hasSize(1);
    }

    @Test
    void nobody_is_waited_for_longer_than_the_code_is_good() {
        setup.create();
        isRefused("no longer good", "Set up again");
    }

    @Test
    void who_stops_it_leaves_nothing_behind_though_someone_says_yes_later() {
        browser =
                code -> {
                    romm.letIn().cancel();
                    server.people().approve(ann, code);
                };
        setup.create();
        assertThat(start.start().get()).isInstanceOf(Start.FirstTime.class);
        assertThat(romm.found()).isEmpty();
        assertThat(setup.working().get()).isFalse();
        start.open();
        assertThat(start.start().get()).isInstanceOf(Start.FirstTime.class);
    }

    @Test
    void a_server_that_gives_no_codes_names_the_other_ways() {
        server.upgrade(Level.V4_9);
        setup.create();
        isRefused("Nobody is signed in", "client token");
        romm.signIn().set(SignIn.TOKEN);
        romm.input(Field.TOKEN).text().set(server.people().token(ann, Scopes.ALL_WE_NEED));
        setup.test();
        assertThat(romm.found()).extracting(Finding::good).containsOnly(true);
        assertThat(romm.found())
                .extracting(Finding::what)
                .anyMatch(what -> what.contains("signed in as ann"));
        assertThat(server.look().devices()).as("only tested").isEmpty();
        setup.create();
        assertThat(start.start().get()).isInstanceOf(Start.Ready.class);
    }

    @Test
    void a_wrong_password_is_said_and_the_right_one_is_kept() {
        romm.signIn().set(SignIn.PASSWORD);
        romm.input(Field.USER).text().set("ann");
        romm.input(Field.PASSWORD).text().set("guessed");
        setup.create();
        isRefused("Name or password are wrong", "again");
        romm.input(Field.PASSWORD).text().set("secret words");
        setup.create();
        isSetUp();
    }

    @Test
    void a_server_that_is_too_old_or_away_is_said() {
        server.version("4.5.0");
        setup.create();
        isRefused("runs RomM 4.5.0", "Update RomM");
        server.close();
        setup.create();
        isRefused("out of reach", "Check the address");
    }
}
