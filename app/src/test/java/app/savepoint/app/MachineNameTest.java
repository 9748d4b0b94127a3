package app.savepoint.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MachineNameTest {
    @Test
    void it_is_the_machines_own_without_its_network() {
        assertThat(MachineName.of(Map.of("COMPUTERNAME", "GAMES.home.example"))).isEqualTo("GAMES");
        assertThat(MachineName.of(Map.of("COMPUTERNAME", "x".repeat(99)))).hasSize(64);
        assertThat(MachineName.of(Map.of("COMPUTERNAME", ""))).isEqualTo("This computer");
        assertThat(MachineName.of(Map.of())).isNotBlank().doesNotContain(".", "\n");
    }
}
