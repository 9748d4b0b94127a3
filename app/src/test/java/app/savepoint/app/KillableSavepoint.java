package app.savepoint.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.savepoint.app.log.Logs;
import app.savepoint.core.transfer.Steps;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A real `savepoint` in a process of its own, which stands still at a step until it is killed or
/// told to go on.
final class KillableSavepoint implements AutoCloseable {
    /// A step that is never reached.
    private static final String NOWHERE = "nowhere";

    private static final String BEGUN = "begun";
    private static final String STANDS = "stands still at ";

    /// What a process that was killed says it ended with: 128 and the number of the signal; Windows
    /// knows no signals.
    private static final int KILLED =
            System.getProperty("os.name").startsWith("Windows") ? 1 : 128 + 9;

    private final Process process;
    private final BufferedReader lines;
    private final String step;

    private KillableSavepoint(Process process, String step) {
        this.process = process;
        this.step = step;
        this.lines = process.inputReader(UTF_8);
    }

    /// Starts a command that stands still when it reaches a step for the n-th time, all its threads
    /// with it.
    static KillableSavepoint standingStillAt(
            String step,
            int time,
            Path directory,
            Map<String, String> environment,
            List<String> command) {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(
                List.of(
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KillableSavepoint.class.getName(),
                        step,
                        Integer.toString(time),
                        directory.toString()));
        line.addAll(command);
        try {
            ProcessBuilder process =
                    new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT);
            process.environment().putAll(environment);
            return new KillableSavepoint(process.start(), step);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Starts a command that goes through.
    static KillableSavepoint goingOn(
            Path directory, Map<String, String> environment, List<String> command) {
        return standingStillAt(NOWHERE, 1, directory, environment, command);
    }

    /// Returns whether it stands still at its step; else it went through.
    boolean standsStill() {
        return saw(STANDS + step);
    }

    /// Returns once the program itself runs.
    void hasBegun() {
        if (!saw(BEGUN)) throw new IllegalStateException("it never began");
    }

    private boolean saw(String wanted) {
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine())
                if (line.equals(wanted)) return true;
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Lets one that stands still go on to its end.
    void goOn() {
        try (Writer input = process.outputWriter(UTF_8)) {
            input.write("\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        saw(NOWHERE);
        worksFor(Long.MAX_VALUE);
    }

    /// Lets it work for so long, or to its end if that comes earlier.
    ///
    /// @return whether it came to its end
    boolean worksFor(long millis) {
        try {
            return process.waitFor(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Kills it as a power cut would: nothing runs any more, no `finally`, no hook.
    ///
    /// @return whether that was its end; else it had come to one by itself
    boolean kill() {
        process.destroyForcibly();
        worksFor(Long.MAX_VALUE);
        return process.exitValue() == KILLED;
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            boolean _ = kill();
        }
    }

    /// What the process does: step, time, directory, command.
    public static void main(String[] args) {
        System.out.println(BEGUN);
        int status;
        Steps steps = standStill(args[0], Integer.parseInt(args[1]));
        var homes =
                new Assembly(
                        InstantSource.system(),
                        UUID::randomUUID,
                        steps,
                        store -> new SteppedObjectStore(store, steps));
        try (Logs logs = new Logs(System.getenv())) {
            Cli.Answer answer =
                    new Cli(Path.of(args[2]), Assembly.standard(), System.getenv())
                            .run(List.of(args).subList(3, args.length), logs.of(homes));
            status = answer.status();
        }
        System.exit(status);
    }

    private static Steps standStill(String wanted, int time) {
        var left = new AtomicInteger(time);
        var stands = new CountDownLatch(1);
        var goesOn = new CountDownLatch(1);
        return step -> {
            if (step.equals(wanted) && left.decrementAndGet() == 0) {
                stands.countDown();
                System.out.println(STANDS + step);
                waitForALine();
                goesOn.countDown();
            }
            if (stands.getCount() == 0) await(goesOn);
        };
    }

    private static void waitForALine() {
        try {
            if (System.in.read() < 0) Runtime.getRuntime().halt(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
