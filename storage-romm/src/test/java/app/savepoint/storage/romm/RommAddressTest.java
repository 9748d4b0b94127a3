package app.savepoint.storage.romm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.savepoint.core.RequestException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RommAddressTest {
    private static final Path HERE = Path.of("").toAbsolutePath();

    @ParameterizedTest
    @CsvSource({
        "romm:https://romm.example, romm:https://romm.example",
        "romm:https://romm.example/, romm:https://romm.example",
        "ROMM:HTTPS://Romm.Example, romm:https://romm.example",
        "romm:romm.example, romm:https://romm.example",
        "romm:romm.example:8443/games/, romm:https://romm.example:8443/games",
        "romm://romm.example, romm:https://romm.example",
        "romm:https://romm.example/sub/path//, romm:https://romm.example/sub/path",
        "romm:https://romm.example/api, romm:https://romm.example",
        "romm:http://192.168.0.5:8080, romm:http://192.168.0.5:8080"
    })
    void one_spelling_is_kept_of_what_people_type(String typed, String kept) {
        RommAddress address = RommAddress.parse(typed, HERE);
        assertThat(address.text()).isEqualTo(kept);
        assertThat(RommAddress.parse(address.text(), HERE)).isEqualTo(address);
    }

    @Test
    void how_it_is_reached_is_kept_and_is_not_which_server_it_is() {
        RommAddress address =
                RommAddress.parse(
                        "romm:romm.example/games?call-timeout=3m&ca-file=my%20own.pem", HERE);
        assertThat(address.caFile()).isEqualTo(HERE.resolve("my own.pem"));
        assertThat(address.call()).isEqualTo(Duration.ofMinutes(3));
        assertThat(address.place()).isEqualTo("romm:https://romm.example/games");
        assertThat(RommAddress.parse(address.text(), Path.of("/elsewhere"))).isEqualTo(address);
        assertThat(address.at("/api/heartbeat").toString())
                .isEqualTo("https://romm.example/games/api/heartbeat");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "romm:",
                "romm:https://",
                "romm:ftp://romm.example",
                "romm:https://me:words@romm.example",
                "romm:https://romm.example?x=1",
                "romm:https://romm.example?call-timeout=soon",
                "romm:https://romm.example?ca-file=",
                "romm:https://romm.example#x",
                "romm:https://romm example",
                "folder:/x"
            })
    void what_names_no_server_is_refused(String typed) {
        assertThatThrownBy(() -> RommAddress.parse(typed, HERE))
                .isInstanceOf(RequestException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "romm:https://romm.example, false",
        "romm:http://localhost:8080, false",
        "romm:http://127.0.0.1:8080, false",
        "romm:http://[::1]:8080, false",
        "romm:http://romm.example, true",
        "romm:http://192.168.0.5, true"
    })
    void plain_http_to_another_machine_can_be_listened_to(String typed, boolean open) {
        assertThat(RommAddress.parse(typed, HERE).isOpenToListeners()).isEqualTo(open);
    }
}
