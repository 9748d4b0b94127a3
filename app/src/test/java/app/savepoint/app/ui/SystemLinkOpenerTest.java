package app.savepoint.app.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SystemLinkOpenerTest {
    private static final URI PAGE = URI.create("https://romm.example/pair/device?user_code=K7QM");

    @Test
    void each_system_has_its_own_way_and_the_page_stays_whole() throws IOException {
        assertThat(new SystemLinkOpener("Linux").command(PAGE))
                .containsExactly("xdg-open", PAGE.toString());
        assertThat(new SystemLinkOpener("Mac OS X").command(PAGE))
                .containsExactly("open", PAGE.toString());
        assertThat(new SystemLinkOpener("Windows 11").command(PAGE))
                .containsExactly("rundll32.exe", "url.dll,FileProtocolHandler", PAGE.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "ms-settings:privacy", "-version"})
    void what_is_no_page_of_the_web_is_not_opened(String other) {
        assertThatThrownBy(() -> new SystemLinkOpener("Linux").open(URI.create(other)))
                .isInstanceOf(IOException.class);
    }
}
