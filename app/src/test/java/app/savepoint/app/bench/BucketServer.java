package app.savepoint.app.bench;

import app.savepoint.storage.s3.LocalS3;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A bucket's server in a process of its own, on the loopback, that ends with this one.
final class BucketServer implements AutoCloseable {
    static final String BUCKET = "bench";

    private final Process process;
    private final String endpoint;

    /// Starts one that keeps everything in memory.
    BucketServer() throws IOException {
        this(java("-Xmx4g", BucketServer.class));
    }

    /// Starts one that keeps everything in a folder, which is made.
    BucketServer(Path folder) throws IOException {
        this(in(folder));
    }

    private static List<String> in(Path folder) throws IOException {
        List<String> command = new ArrayList<>(java("-Xmx1g", BucketServer.class));
        command.add(Files.createDirectories(folder).toString());
        return command;
    }

    private BucketServer(List<String> command) throws IOException {
        process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        var out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        endpoint = out.readLine();
        if (endpoint == null) throw new IOException("the server did not start");
    }

    /// The command that runs a class of this class path in a Java of its own.
    static List<String> java(String heap, Class<?> main) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                heap,
                "--enable-native-access=ALL-UNNAMED",
                "-classpath",
                System.getProperty("java.class.path"),
                main.getName());
    }

    public static void main(String[] arguments) throws Exception {
        try (LocalS3 server = start(arguments).with(BUCKET)) {
            System.out.println(server.endpoint());
            // Until whoever started it is gone
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }

    private static LocalS3 start(String[] arguments) throws Exception {
        return arguments.length == 0 ? LocalS3.start() : LocalS3.startIn(Path.of(arguments[0]));
    }

    String endpoint() {
        return endpoint;
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.destroy();
    }
}
