package app.savepoint.app.bench;

import static java.lang.ProcessBuilder.Redirect.DISCARD;
import static java.lang.ProcessBuilder.Redirect.INHERIT;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Runs programs and waits for them.
///
/// @param work the folder they run in, where they may also leave what they remember
/// @param environment variables that they see besides those of this process
record Programs(Path work, Map<String, String> environment) {
    /// Whether the system has a program of that name.
    static boolean has(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    }

    /// Runs a program and returns what it printed.
    ///
    /// @throws IOException if it ends with another status than those of success
    String run(List<String> command) throws IOException, InterruptedException {
        Process process = builder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        int status = process.waitFor();
        if (status != 0) throw new IOException(command + " ended with " + status + ":\n" + output);
        return output;
    }

    /// Runs a program that has more to say than this one has room for.
    ///
    /// @throws IOException if it ends with another status than those of success
    void runUnheard(List<String> command) throws IOException, InterruptedException {
        int status =
                builder(command).redirectOutput(DISCARD).redirectError(INHERIT).start().waitFor();
        if (status != 0) throw new IOException(command + " ended with " + status);
    }

    private ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.directory(work.toFile());
        // What AWS's tools are told on this machine is about another server
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        builder.environment().putAll(environment);
        // What the launcher allows is for libraries ten times as large
        builder.environment().put("SAVEPOINT_JAVA_OPTS", "-Xmx256m");
        builder.environment().put("UNISON", work.resolve("unison").toString());
        return builder;
    }

    String run(String... command) throws IOException, InterruptedException {
        return run(List.of(command));
    }
}
