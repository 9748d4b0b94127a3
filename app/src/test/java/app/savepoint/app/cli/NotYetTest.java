package app.savepoint.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NotYetTest {
    private final TestTerminal terminal = new TestTerminal();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "collection push",
                "files fetch x --set ROM",
                "run --timeout 8 -- retroarch --help",
                "discover",
                "discover --help"
            })
    void a_promised_command_says_that_it_is_not_there_yet(String words) {
        var result = terminal.type(words.split(" ", -1));
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("not available yet");
    }

    @Test
    void it_says_so_in_json_too() {
        var result = terminal.type("--json", "discover");
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.json().at("/error/code").stringValue())
                .isEqualTo("command.not-available");
    }

    @Test
    void what_stands_behind_two_dashes_asks_for_no_json() {
        assertThat(terminal.type("run", "--", "game", "--json").out()).isEmpty();
    }

    @Test
    void help_shows_only_what_is_there() {
        String help = terminal.type("--help").out();
        for (String command :
                new String[] {
                    "init",
                    "roots",
                    "status",
                    "sync",
                    "push",
                    "pull",
                    "conflicts",
                    "resolve",
                    "explain",
                    "history",
                    "backups",
                    "restore",
                    "activity",
                    "allow",
                    "devices",
                    "policy",
                    "undo",
                    "export",
                    "forget",
                    "slots",
                    "play",
                    "matches",
                    "match",
                    "doctor",
                    "watch",
                    "pause",
                    "resume"
                }) assertThat(help).containsPattern("(?m)^  " + command + " ");
        for (String command : NotYet.COMMANDS)
            assertThat(help).doesNotContainPattern("(?m)^  " + command + " ");
    }

    @Test
    void without_a_command_the_window_is_asked_for() {
        var result = terminal.type();
        assertThat(result.status()).isZero();
        assertThat(terminal.windows()).hasSize(1);
    }
}
