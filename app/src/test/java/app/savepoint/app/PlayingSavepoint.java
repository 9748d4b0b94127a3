package app.savepoint.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import app.savepoint.core.save.ContentHash;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// A real `savepoint` in a process of its own whose owner plays and syncs, again and again, and
/// goes on playing while it syncs.
final class PlayingSavepoint implements AutoCloseable {
    /// What only this device plays.
    static String own(int number) {
        return "gba/Game " + number + ".srm";
    }

    /// What all of them play.
    static final List<String> SHARED = List.of("snes/Zelda.srm", "snes/Metroid.srm");

    private static final String READY = "ready";
    private static final String CONTENT = "played ";
    private static final String MEANWHILE = "meanwhile";
    private static final long USUALLY = 300;
    private static final String TROUBLE = "trouble ";

    private final Process process;
    private final BufferedReader lines;
    private int meanwhile;

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
            if (line.equals(MEANWHILE)) meanwhile++;
            if (line.startsWith(CONTENT)) played.add(line.substring(CONTENT.length()));
        }
        return played;
    }

    /// How often something was played in the middle of a sync.
    int meanwhile() {
        return meanwhile;
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
        long length = USUALLY;
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
            Cli.Answer answer;
            long begun = System.nanoTime();
            String others = own(number == 1 ? 2 : number - 1);
            long after = random.nextLong(length + 1);
            try (var _ = new PlayingMeanwhile(directory, number, others, after)) {
                answer = cli.on(args[1], "sync");
                length = (System.nanoTime() - begun) / 1_000_000;
            }
            // A conflict is what is to be expected where all play the same.
            if (answer.status() != 0 && answer.status() != 3)
                System.out.println(TROUBLE + answer.toString().replace('\n', ' '));
            // So that the next one comes over it again
            String save = others.replace(".srm", "/save/main");
            cli.on(args[1], "resolve", save, "--keep", "remote");
        }
    }

    /// The owner at the emulator, who plays once what comes from another device, at some moment of
    /// a sync. If something else lies there when the sync is over, it was put there over what was
    /// played, which then has to be kept: so that is told.
    private static final class PlayingMeanwhile implements AutoCloseable {
        private final Path file;
        private final Path fresh;
        private final byte[] played = new byte[2048];
        private final Thread thread;
        private volatile boolean written;

        PlayingMeanwhile(Path directory, int number, String file, long after) {
            this.file = directory.resolve("saves-" + number).resolve(file);
            this.fresh = directory.resolve("fresh-" + number);
            new Random().nextBytes(played);
            this.thread = Thread.ofPlatform().start(() -> play(after));
        }

        private void play(long after) {
            try {
                Thread.sleep(after);
                if (!Files.exists(file)) return;
                Files.write(fresh, played);
                Files.move(fresh, file, ATOMIC_MOVE, REPLACE_EXISTING);
                written = true;
                System.out.println(MEANWHILE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (IOException e) {
                System.out.println(TROUBLE + e);
            }
        }

        @Override
        public void close() throws IOException {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (written && !Arrays.equals(Files.readAllBytes(file), played))
                System.out.println(CONTENT + ContentHash.of(played).hex());
        }
    }
}
