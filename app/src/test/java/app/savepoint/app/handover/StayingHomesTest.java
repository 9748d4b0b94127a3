package app.savepoint.app.handover;

import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.app.FakeHomes;
import app.savepoint.app.FakeSyncService;
import app.savepoint.app.HomeException;
import app.savepoint.app.OpenOptions;
import app.savepoint.app.Station;
import app.savepoint.core.SyncService;
import app.savepoint.core.view.Selection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StayingHomesTest {
    private static final Path HOME = Path.of("home").toAbsolutePath();

    private final FakeHomes homes = new FakeHomes();
    private final FakeSyncService engine = homes.in(HOME);
    private final List<String> happened = new ArrayList<>();

    @Test
    void whoever_stays_does_the_commands_of_others_until_it_closes_the_home() throws HomeException {
        Station station =
                (home, service) -> {
                    happened.add("takes commands for " + home.getFileName());
                    return Optional.of(
                            () -> happened.add("takes no more, open: " + !engine.isClosed()));
                };
        SyncService service =
                new StayingHomes(homes, station)
                        .open(HOME, new OpenOptions(Duration.ZERO, Map.of()));
        assertThat(happened).containsExactly("takes commands for home");
        assertThat(service.backups(Selection.ALL)).isEmpty();

        service.close();

        assertThat(happened).endsWith("takes no more, open: true");
        assertThat(engine.isClosed()).isTrue();
    }

    @Test
    void what_the_engine_refuses_is_refused_in_its_own_words() {
        SyncService service = ClosedOtherwise.of(engine, () -> {});
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> service.acceptRoot(HOME)))
                .hasMessageContaining("root.unknown");
        service.close();
        assertThat(engine.isClosed()).isFalse();
    }
}
