package app.savepoint.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HomeFolderTest {
    private static final Path USER = Path.of("users", "ann").toAbsolutePath();
    private static final String ELSEWHERE = Path.of("elsewhere").toAbsolutePath().toString();

    @Test
    void linux_keeps_application_data_where_xdg_says() {
        assertThat(HomeFolder.standard(Map.of(), "Linux", USER))
                .isEqualTo(USER.resolve(".local/share/savepoint"));
        assertThat(HomeFolder.standard(Map.of("XDG_DATA_HOME", ELSEWHERE), "Linux", USER))
                .isEqualTo(Path.of(ELSEWHERE, "savepoint"));
        assertThat(HomeFolder.standard(Map.of("XDG_DATA_HOME", "relative"), "Linux", USER))
                .isEqualTo(USER.resolve(".local/share/savepoint"));
    }

    @Test
    void macos_keeps_it_in_the_library() {
        assertThat(HomeFolder.standard(Map.of("XDG_DATA_HOME", ELSEWHERE), "Mac OS X", USER))
                .isEqualTo(USER.resolve("Library/Application Support/Savepoint"));
    }

    @Test
    void windows_keeps_it_in_the_roaming_profile() {
        assertThat(HomeFolder.standard(Map.of("APPDATA", ELSEWHERE), "Windows 11", USER))
                .isEqualTo(Path.of(ELSEWHERE, "Savepoint"));
        assertThat(HomeFolder.standard(Map.of(), "Windows 11", USER))
                .isEqualTo(USER.resolve("AppData/Roaming/Savepoint"));
    }
}
