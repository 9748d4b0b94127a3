package app.savepoint.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.core.storage.StorageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsInOutputTest {
    private final TestTerminal terminal = new TestTerminal();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "init --storage s3://me:opensesame@bucket",
                "init s3://me:opensesame@bucket",
                "init --storage=folder:x s3://bucket?secret-key=opensesame",
                "s3://me:opensesame@bucket",
                "init --storage folder:x romm:https://host?token=opensesame",
                "init --storage folder:x --device a --type romm:https://me:opensesame@host"
            })
    void a_secret_is_never_echoed(String words) {
        for (String form : new String[] {" --verbose", " --verbose --json"}) {
            var result = terminal.type((words + form).split(" ", -1));
            assertThat(result.status()).isEqualTo(2);
            assertThat(result.out() + result.err()).doesNotContain("opensesame").isNotEmpty();
        }
    }

    @Test
    void not_even_when_a_library_puts_it_into_its_message() {
        terminal.service()
                .storageFails(
                        new StorageException.Unavailable(
                                "No answer.",
                                new IllegalStateException(
                                        "GET https://me:opensesame@host failed")));
        var result = terminal.type("sync", "--verbose");
        assertThat(result.err()).contains("\tat ", "https://***host").doesNotContain("opensesame");
    }
}
