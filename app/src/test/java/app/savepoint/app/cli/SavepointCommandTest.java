package app.savepoint.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class SavepointCommandTest {
    private final StringWriter out = new StringWriter();

    @Test
    void version_is_the_one_that_was_built() {
        assertThat(savepoint("--version")).isZero();
        assertThat(out.toString()).matches("Savepoint \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\\R");
    }

    @Test
    void help_names_the_program_and_its_options() {
        assertThat(savepoint("--help")).isZero();
        assertThat(out.toString()).contains("savepoint", "--help", "--version");
    }

    @Test
    void an_unknown_option_is_wrong_usage() {
        assertThat(savepoint("--no-such-option")).isEqualTo(2);
    }

    private int savepoint(String... args) {
        var nowhere = new PrintWriter(new StringWriter());
        return SavepointCommand.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(nowhere)
                .execute(args);
    }
}
