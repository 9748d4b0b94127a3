package app.savepoint.app.cli;

import app.savepoint.app.FakeHomes;
import app.savepoint.app.FakeSyncService;
import app.savepoint.app.Main;
import app.savepoint.app.Samples;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A terminal without a screen, in which a test types commands.
final class TestTerminal {
    static final Path DIRECTORY = Path.of("work").toAbsolutePath();
    static final Path STANDARD_HOME = Path.of("standard-home").toAbsolutePath();

    private final FakeHomes homes = new FakeHomes();
    private final Map<String, String> environment = new HashMap<>();
    private boolean interactive;
    private int width = 80;
    private Locale locale = Locale.ENGLISH;
    private Charset charset = StandardCharsets.UTF_8;

    /// What a command left behind.
    record Result(int status, String out, String err) {
        /// The one document on standard output.
        JsonNode json() {
            return JsonMapper.builder().build().readTree(out);
        }
    }

    FakeHomes homes() {
        return homes;
    }

    /// The service in the home that is meant when none is named.
    FakeSyncService service() {
        return homes.in(STANDARD_HOME);
    }

    TestTerminal interactive(int columns) {
        interactive = true;
        width = columns;
        return this;
    }

    TestTerminal variable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    TestTerminal speaking(Locale language) {
        locale = language;
        return this;
    }

    TestTerminal encoding(Charset encoding) {
        charset = encoding;
        return this;
    }

    Result type(String... words) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var terminal =
                new Terminal(
                        InputStream.nullInputStream(),
                        out,
                        err,
                        charset,
                        interactive,
                        interactive,
                        interactive,
                        width);
        var caller =
                new Caller(
                        environment,
                        DIRECTORY,
                        STANDARD_HOME,
                        locale,
                        ZoneOffset.UTC,
                        () -> Samples.NOW,
                        () -> false);
        int status = Main.run(List.of(words), terminal, caller, homes);
        return new Result(status, out.toString(charset), err.toString(charset));
    }
}
