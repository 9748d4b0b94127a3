package app.savepoint.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.savepoint.app.cli.Caller;
import app.savepoint.app.cli.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Types commands as a script would, on the real engine, inside this process.
final class Cli {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final DocumentedJson DOCUMENTED = documentedJson();

    private static DocumentedJson documentedJson() {
        try {
            return new DocumentedJson();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final Path directory;
    private final Homes homes;
    private final Map<String, String> environment;

    Cli(Path directory) {
        this(directory, Assembly.standard());
    }

    Cli(Path directory, Homes homes) {
        this(directory, homes, Map.of());
    }

    /// @param environment the variables that the commands see
    Cli(Path directory, Homes homes, Map<String, String> environment) {
        this.directory = directory;
        this.homes = homes;
        this.environment = environment;
    }

    /// What a command answered.
    record Answer(int status, String out, String err) {
        JsonNode json() {
            return JSON.readTree(out);
        }

        List<String> list(String field) {
            List<String> values = new ArrayList<>();
            json().get(field).forEach(value -> values.add(value.asString()));
            return values;
        }
    }

    /// Runs one command with `--json` on the home of that name.
    Answer on(String home, String... words) {
        return documented(run(arguments(home, words)), words);
    }

    /// Holds an answer that is no refusal against its description.
    private static Answer documented(Answer answer, String... words) {
        JsonNode document = answer.json();
        if (document.has("error")) return answer;
        String command = Stream.of(words).filter(DOCUMENTED::describes).findFirst().orElseThrow();
        DOCUMENTED.check(command, document);
        return answer;
    }

    private List<String> arguments(String home, String... words) {
        List<String> arguments =
                new ArrayList<>(List.of("--json", "--home", directory.resolve(home).toString()));
        arguments.addAll(List.of(words));
        return arguments;
    }

    /// As [#on], and the person loses patience at once.
    Answer stopped(String home, String... words) {
        return documented(run(arguments(home, words), () -> true), words);
    }

    /// As [#on], for a person to read.
    Answer read(String home, String... words) {
        List<String> arguments = arguments(home, words);
        arguments.remove("--json");
        return run(arguments);
    }

    Answer run(List<String> arguments) {
        return run(arguments, () -> false);
    }

    /// As [#on], for a person who sits at the terminal and reads each line as it comes.
    Answer atTerminal(String home, Consumer<String> person, String... words) {
        List<String> arguments = arguments(home, words);
        arguments.remove("--json");
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var lines =
                new OutputStream() {
                    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

                    @Override
                    public void write(int b) {
                        err.write(b);
                        line.write(b);
                        if (b != '\n') return;
                        String whole = line.toString(UTF_8).strip();
                        line.reset();
                        person.accept(whole);
                    }
                };
        int status = run(arguments, homes, out, lines, true, () -> false);
        return new Answer(status, out.toString(UTF_8), err.toString(UTF_8));
    }

    /// As [#on], with the output as it comes.
    Answer running(String home, OutputStream out, BooleanSupplier cancelled, String... words) {
        return run(arguments(home, words), homes, out, cancelled);
    }

    private Answer run(List<String> arguments, BooleanSupplier cancelled) {
        return run(arguments, homes, cancelled);
    }

    Answer run(List<String> arguments, Homes homes) {
        return run(arguments, homes, () -> false);
    }

    private Answer run(List<String> arguments, Homes homes, BooleanSupplier cancelled) {
        var out = new ByteArrayOutputStream();
        Answer answer = run(arguments, homes, out, cancelled);
        return new Answer(answer.status(), out.toString(UTF_8), answer.err());
    }

    private Answer run(
            List<String> arguments, Homes homes, OutputStream out, BooleanSupplier cancelled) {
        var err = new ByteArrayOutputStream();
        int status = run(arguments, homes, out, err, false, cancelled);
        return new Answer(status, "", err.toString(UTF_8));
    }

    private int run(
            List<String> arguments,
            Homes homes,
            OutputStream out,
            OutputStream err,
            boolean interactive,
            BooleanSupplier cancelled) {
        var terminal =
                new Terminal(
                        new ByteArrayInputStream(new byte[0]),
                        out,
                        err,
                        UTF_8,
                        interactive,
                        interactive,
                        interactive,
                        100);
        var caller =
                new Caller(
                        environment,
                        directory,
                        directory.resolve("standard-home"),
                        Locale.ENGLISH,
                        ZoneOffset.UTC,
                        InstantSource.system(),
                        cancelled);
        return Main.run(arguments, terminal, caller, homes);
    }
}
