package app.savepoint.app.cli;

import app.savepoint.app.FakeHomes;
import app.savepoint.app.FakeSyncService;
import app.savepoint.app.Samples;
import app.savepoint.app.handover.HandOver;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A terminal without a screen, in which a test types commands.
final class TestTerminal {
    static final Path DIRECTORY = Path.of("work").toAbsolutePath();
    static final Path STANDARD_HOME = Path.of("standard-home").toAbsolutePath();

    private final FakeHomes homes = new FakeHomes();
    private final Map<String, String> environment = new HashMap<>();
    private final List<Path> windows = new ArrayList<>();
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

    /// The homes on which a window was asked for.
    List<Path> windows() {
        return windows;
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
        var arguments = List.of(words);
        int status =
                SavepointCli.run(
                        arguments,
                        terminal,
                        caller,
                        homes,
                        (home, options) -> windows.add(home),
                        new HandOver(arguments, terminal, caller),
                        (home, service) -> Optional.empty());
        return new Result(status, out.toString(charset), err.toString(charset));
    }
}
