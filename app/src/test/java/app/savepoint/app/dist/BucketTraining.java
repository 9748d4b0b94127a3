package app.savepoint.app.dist;

import app.savepoint.storage.s3.LocalS3;
import java.io.IOException;
import java.nio.file.Files;
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

    /// Makes the cache, of a sync that is not the first: it looks for news, finds some, and has
    /// some to tell.
    ///
    /// @param arguments the launcher, a folder to work in, and the name under which the cache is
    ///   left there
    public static void main(String[] arguments) throws Exception {
        try (LocalS3 server = LocalS3.start().with(BUCKET)) {
            var training =
                    new BucketTraining(
                            Path.of(arguments[0]), Path.of(arguments[1]), server.environment());
            training.play("a/gba/One.srm");
            training.play("b/snes/Two.srm");
            for (String device : List.of("a", "b")) {
                training.setUp(device, server.uri(BUCKET));
                training.sync(device, "");
            }
            training.play("a/gba/Three.srm");
            training.sync("a", "");
            training.play("b/snes/Four.srm");
            training.sync("b", "-XX:AOTCacheOutput=" + arguments[2]);
        }
    }

    private void play(String save) throws IOException {
        Path file = folder.resolve(save);
        Files.createDirectories(file.getParent());
        Files.writeString(file, save);
    }

    private void setUp(String device, String storage) throws Exception {
        String home = home(device);
        run("", "--home", home, "init", "--storage", storage, "--device", device);
        run("", "--home", home, "roots", "add", device);
    }

    private void sync(String device, String options) throws Exception {
        run(options, "--home", home(device), "sync");
    }

    private static String home(String device) {
        return "home-" + device;
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
