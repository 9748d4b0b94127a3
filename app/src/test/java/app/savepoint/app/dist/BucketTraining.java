package app.savepoint.app.dist;

import app.savepoint.storage.s3.LocalS3;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Has Java write down what a sync over a bucket uses, so that the packaged program starts such a
/// sync in half the time. Run when it is packaged, on a server of its own.
final class BucketTraining {
    private static final String BUCKET = "training";
    private static final String OPTIONS = "SAVEPOINT_JAVA_OPTS";

    private final Path launcher;
    private final Path folder;
    private final Map<String, String> keys;

    private BucketTraining(Path launcher, Path folder, Map<String, String> keys) {
        this.launcher = launcher;
        this.folder = folder;
        this.keys = keys;
    }

    /// Makes the cache.
    ///
    /// @param arguments the launcher, a folder with the saves of two devices, and the name under
    ///   which the cache is left there
    public static void main(String[] arguments) throws Exception {
        try (LocalS3 server = LocalS3.start().with(BUCKET)) {
            var training =
                    new BucketTraining(
                            Path.of(arguments[0]), Path.of(arguments[1]), server.environment());
            training.setUp("a", server.uri(BUCKET));
            training.run("", "--home", "bucket-a", "sync");
            training.setUp("b", server.uri(BUCKET));
            training.run("-XX:AOTCacheOutput=" + arguments[2], "--home", "bucket-b", "sync");
        }
    }

    private void setUp(String device, String storage) throws Exception {
        String home = "bucket-" + device;
        run("", "--home", home, "init", "--storage", storage, "--device", device);
        run("", "--home", home, "roots", "add", device);
    }

    private void run(String options, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder process = new ProcessBuilder(command).directory(folder.toFile()).inheritIO();
        process.environment().putAll(keys);
        process.environment().put(OPTIONS, options);
        int status = process.start().waitFor();
        if (status != 0) throw new IOException(command + " ended with " + status);
    }
}
