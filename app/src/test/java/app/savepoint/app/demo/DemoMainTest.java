package app.savepoint.app.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.app.Assembly;
import app.savepoint.app.HomeException;
import app.savepoint.app.Homes;
import app.savepoint.app.InitResult;
import app.savepoint.app.InitWish;
import app.savepoint.app.NoWindowException;
import app.savepoint.app.OpenOptions;
import app.savepoint.app.cli.Terminal;
import app.savepoint.core.SyncService;
import app.savepoint.core.storage.StorageException;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The demo where a window opens, and in the terminal where none does.
class DemoMainTest {
    private static final Pattern ROW = Pattern.compile("(?m)^.*Chrono Trigger.*$");

    @TempDir Path temp;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final List<Path> opened = new ArrayList<>();

    @Test
    void without_a_window_it_names_the_reason_and_runs_in_the_terminal() throws Exception {
        int status =
                run((_, _) -> {
                    throw new NoWindowException("there is no display", new IllegalStateException());
                });

        assertThat(status).as(said()).isZero();
        assertThat(said()).contains("No window can be opened here: there is no display\n");
        assertThat(between("== Before ==", "== Sync now ==")).contains("Pokemon Emerald");
        assertThat(row("== Before ==")).as("the sync moved it").isNotEqualTo(row("== After =="));
        assertThat(said()).endsWith("  savepoint --home \"" + opened.getFirst() + "\" conflicts\n");
        assertThat(opened)
                .as("the person's own home is none of them")
                .isNotEmpty()
                .allMatch(path -> path.startsWith(dir()));
    }

    @Test
    void a_toolkit_that_does_not_load_is_a_reason_too_even_if_it_says_nothing() throws Exception {
        int status =
                run((_, _) -> {
                    throw new ExceptionInInitializerError();
                });
        assertThat(status).isZero();
        assertThat(said())
                .contains("opened here: java.lang.ExceptionInInitializerError", "== After ==");
    }

    @Test
    void where_a_window_opens_it_is_on_this_computers_home_and_the_terminal_only_says_how_to_go_on()
            throws Exception {
        List<Path> windows = new ArrayList<>();
        int status =
                run((homes, home) -> {
                    windows.add(home);
                    try (SyncService service =
                            homes.open(home, new OpenOptions(Duration.ZERO, Map.of()))) {
                        assertThat(service.device().name()).isEqualTo("This computer");
                    } catch (HomeException e) {
                        throw new AssertionError(e);
                    }
                });
        assertThat(status).isZero();
        assertThat(said())
                .doesNotContain("== Before ==")
                .endsWith("  savepoint --home \"" + windows.getFirst() + "\" conflicts\n");
    }

    @Test
    void its_folder_is_fresh_each_time() throws Exception {
        Path left = dir().resolve("left/by the last one.srm");
        Files.createDirectories(left.getParent());
        Files.writeString(left, "old");
        assertThat(run((_, _) -> {})).isZero();
        assertThat(left).doesNotExist();
        assertThat(run((_, _) -> {})).as("on top of itself").isZero();
    }

    private Path dir() {
        return temp.resolve("a demo");
    }

    private int run(DemoMain.Opener opener) throws Exception {
        var terminal =
                new Terminal(
                        InputStream.nullInputStream(), said, said, UTF_8, false, false, false, 100);
        return DemoMain.run(dir(), terminal, new Watched(), opener);
    }

    private String said() {
        return said.toString(UTF_8).replace("\r\n", "\n");
    }

    private String between(String from, String to) {
        String all = said();
        return all.substring(all.indexOf(from), all.indexOf(to));
    }

    private String row(String heading) {
        Matcher row = ROW.matcher(said());
        assertThat(row.find(said().indexOf(heading))).isTrue();
        return row.group();
    }

    /// The real engine; notes each home that is touched.
    private final class Watched implements Homes {
        private final Homes homes = Assembly.standard();

        @Override
        public SyncService open(Path home, OpenOptions options) throws HomeException {
            opened.add(home);
            return homes.open(home, options);
        }

        @Override
        public InitResult init(InitWish wish) throws HomeException, StorageException {
            opened.add(wish.home());
            return homes.init(wish);
        }
    }
}
