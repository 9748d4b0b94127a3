package app.savepoint.app;

import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.app.fake.Desk;
import app.savepoint.app.setup.Start;
import app.savepoint.app.setup.StartViewModel;
import app.savepoint.core.SyncService;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real home that somebody holds.
class BusyHomeTest {
    private static final OpenOptions AT_ONCE = new OpenOptions(Duration.ZERO, Map.of());

    @TempDir Path dir;

    @Test
    void a_command_and_a_window_say_that_another_one_holds_it_and_open_once_it_is_free()
            throws Exception {
        Cli cli = new Cli(dir);
        assertThat(cli.on("A", "init", "--storage", "folder:" + dir.resolve("srv")).status())
                .isZero();
        StartViewModel window =
                new StartViewModel(
                        Assembly.standard(),
                        dir.resolve("A"),
                        AT_ONCE,
                        Desk.wording(Locale.ENGLISH),
                        Runnable::run,
                        Runnable::run);

        try (SyncService held = Assembly.standard().open(dir.resolve("A"), AT_ONCE)) {
            assertThat(held.device()).isNotNull();
            Cli.Answer answer = cli.on("A", "status", "--wait", "0");
            assertThat(answer.status()).isEqualTo(5);
            assertThat(answer.json().get("error").get("code").asString()).isEqualTo("home.busy");
            window.open();
            assertThat(window.start().get())
                    .isInstanceOfSatisfying(
                            Start.Refused.class,
                            refused ->
                                    assertThat(refused.title())
                                            .isEqualTo("Savepoint is open already"));
        }

        window.open();
        assertThat(window.start().get()).isInstanceOf(Start.Ready.class);
        window.opened().ifPresent(SyncService::close);
    }
}
