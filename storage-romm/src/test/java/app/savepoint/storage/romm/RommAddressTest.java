package app.savepoint.storage.romm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.savepoint.core.RequestException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RommAddressTest {
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
        RommAddress address = RommAddress.parse(typed);
        assertThat(address.text()).isEqualTo(kept);
        assertThat(RommAddress.parse(address.text())).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "romm:",
                "romm:https://",
                "romm:ftp://romm.example",
                "romm:https://me:words@romm.example",
                "romm:https://romm.example?x=1",
                "romm:https://romm.example#x",
                "romm:https://romm example",
                "folder:/x"
            })
    void what_names_no_server_is_refused(String typed) {
        assertThatThrownBy(() -> RommAddress.parse(typed)).isInstanceOf(RequestException.class);
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
        assertThat(RommAddress.parse(typed).isOpenToListeners()).isEqualTo(open);
    }
}
