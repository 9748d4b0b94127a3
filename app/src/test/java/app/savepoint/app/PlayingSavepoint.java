package app.savepoint.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import app.savepoint.core.save.ContentHash;
import app.savepoint.core.transfer.Steps;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A real `savepoint` in a process of its own whose owner plays and syncs, again and again, and
/// goes on playing at some step of each sync.
final class PlayingSavepoint implements AutoCloseable {
    /// What only this device plays.
    static String own(int number) {
        return "gba/Game " + number + ".srm";
    }

    /// What all of them play.
    static final List<String> SHARED = List.of("snes/Zelda.srm", "snes/Metroid.srm");

    private static final String LOGGING = "java.util.logging.config.file";
    private static final String READY = "ready";
    private static final String CONTENT = "played ";
    private static final String MEANWHILE = "meanwhile ";

    /// The step of a sync that fetches something after which it looks for the last time whether
    /// what lies there is what it saw. At every other sync that fetches something its owner plays
    /// there.
    static final String BEFORE_LAST_LOOK = "marked";

    /// Of a sync that fetches something: before the last look at what lies there, and after it.
    private static final List<String> STEPS =
            List.of(
                    "staged",
                    "backed-up",
                    BEFORE_LAST_LOOK,
                    "checked",
                    "put-aside",
                    "moved-in",
                    "looked-again",
                    "switched",
                    "cleared");

    private static final String TROUBLE = "trouble ";
    private static final String REPLACED = "replaced ";

    private final Process process;
    private final BufferedReader lines;
    private final Set<String> meanwhile = new TreeSet<>();
    private final List<String> replaced = new ArrayList<>();

    private PlayingSavepoint(Process process) {
        this.process = process;
        this.lines = process.inputReader(UTF_8);
    }

    /// Starts one that waits until it is told to [#play].
    ///
    /// @param number of the device, whose home has it for its name
    static PlayingSavepoint start(
            Path directory, int number, int rounds, Map<String, String> environment) {
        ProcessBuilder process =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx128m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PlayingSavepoint.class.getName(),
                        directory.toString(),
                        Integer.toString(number),
                        Integer.toString(rounds));
        // What it logs is read by nobody here
        String quiet = System.getProperty(LOGGING);
        if (quiet != null) process.command().add(1, "-D" + LOGGING + "=" + quiet);
        process.redirectError(ProcessBuilder.Redirect.INHERIT).environment().putAll(environment);
        try {
            return new PlayingSavepoint(process.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Returns once it can begin at once.
    void isReady() throws IOException {
        String line = lines.readLine();
        if (!READY.equals(line)) throw new IOException("it never began: " + line);
    }

    void play() throws IOException {
        Writer input = process.outputWriter(UTF_8);
        input.write("\n");
        input.flush();
    }

    /// Waits for its end and returns the hashes of all that was played and then synced.
    List<String> played() throws IOException {
        List<String> played = new ArrayList<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(TROUBLE)) throw new AssertionError(line);
            if (line.startsWith(MEANWHILE)) meanwhile.add(line.substring(MEANWHILE.length()));
            if (line.startsWith(REPLACED)) replaced.add(line.substring(REPLACED.length()));
            if (line.startsWith(CONTENT)) played.add(line.substring(CONTENT.length()));
        }
        return played;
    }

    /// At which steps of a sync something was played.
    Set<String> meanwhile() {
        return meanwhile;
    }

    /// What was played in the middle of a sync and lay there no more at its end.
    List<String> replaced() {
        return replaced;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /// What the process does: directory, number, rounds.
    public static void main(String[] args) throws IOException {
        Path directory = Path.of(args[0]);
        int number = Integer.parseInt(args[1]);
        var random = new Random(number);
        var cli = new Cli(directory, Assembly.standard(), System.getenv());
        cli.on(args[1], "status", "--offline");
        System.out.println(READY);
        if (System.in.read() < 0) return;
        int fetched = 0;
        for (int round = 1; round <= Integer.parseInt(args[2]); round++) {
            List<String> files = new ArrayList<>(List.of(own(number)));
            SHARED.stream().filter(_ -> random.nextBoolean()).forEach(files::add);
            for (String file : files) {
                byte[] bytes = new byte[2048];
                random.nextBytes(bytes);
                Path path = directory.resolve("saves-" + number).resolve(file);
                Files.createDirectories(path.resolveSibling(""));
                // Its time is now, on one clock for all: nobody plays before what came to them
                Files.write(path, bytes);
                System.out.println(CONTENT + ContentHash.of(bytes).hex());
            }
            String step =
                    fetched % 2 == 0 ? BEFORE_LAST_LOOK : STEPS.get(random.nextInt(STEPS.size()));
            Cli.Answer answer;
            try (var owner = new PlayingMeanwhile(directory, number, files, step)) {
                var homes =
                        new Assembly(
                                InstantSource.system(), UUID::randomUUID, owner, store -> store);
                answer = cli.run(command(directory, number, "sync"), homes);
                if (owner.hasPlayed()) fetched++;
            }
            // A conflict is what is to be expected where all play the same.
            if (answer.status() != 0 && answer.status() != 3)
                System.out.println(TROUBLE + answer.toString().replace('\n', ' '));
            // So that the next ones come over it again
            cli.on(args[1], "resolve", "*", "--keep", "remote");
        }
    }

    private static List<String> command(Path directory, int number, String word) {
        return List.of("--json", "--home", directory.resolve("" + number).toString(), word);
    }

    /// The owner at the emulators, who plays all that was not played just before when a sync comes
    /// to a step for the first time: what it is about to replace, or has just replaced, and the
    /// rest. Nobody asked for any of that to be replaced, so it has to lie there when the sync is
    /// over.
    private static final class PlayingMeanwhile implements Steps, AutoCloseable {
        private final Path saves;
        private final Path fresh;
        private final Set<Path> justPlayed;
        private final String step;
        private final Map<Path, byte[]> played = new HashMap<>();

        PlayingMeanwhile(Path directory, int number, List<String> justPlayed, String step) {
            this.saves = directory.resolve("saves-" + number);
            this.justPlayed = justPlayed.stream().map(saves::resolve).collect(Collectors.toSet());
            this.fresh = directory.resolve("fresh-" + number);
            this.step = step;
        }

        boolean hasPlayed() {
            return !played.isEmpty();
        }

        @Override
        public synchronized void reached(String now) {
            if (!now.equals(step) || !played.isEmpty()) return;
            var random = new Random();
            try (Stream<Path> all = Files.walk(saves)) {
                for (Path file : all.filter(this::isToBePlayed).toList()) {
                    byte[] bytes = new byte[2048];
                    random.nextBytes(bytes);
                    Files.write(fresh, bytes);
                    Files.move(fresh, file, ATOMIC_MOVE, REPLACE_EXISTING);
                    played.put(file, bytes);
                }
                System.out.println(MEANWHILE + step);
            } catch (IOException e) {
                System.out.println(TROUBLE + e);
            }
        }

        private boolean isToBePlayed(Path path) {
            return path.toString().endsWith(".srm")
                    && !justPlayed.contains(path)
                    && !path.getFileName().toString().startsWith(".");
        }

        @Override
        public void close() throws IOException {
            for (Map.Entry<Path, byte[]> one : played.entrySet()) {
                Path file = one.getKey();
                if (Files.exists(file) && Arrays.equals(Files.readAllBytes(file), one.getValue()))
                    continue;
                System.out.println(REPLACED + step + ", " + file.getFileName());
                System.out.println(CONTENT + ContentHash.of(one.getValue()).hex());
            }
        }
    }
}
