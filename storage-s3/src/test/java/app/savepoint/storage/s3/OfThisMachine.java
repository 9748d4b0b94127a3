package app.savepoint.storage.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.savepoint.core.storage.StorageException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// A process that has nothing but what its machine gives it to prove itself with: environment
/// variables and a home folder of its own.
final class OfThisMachine {
    private static final String KEY = "key ";
    private static final String SAYING = "saying ";

    private OfThisMachine() {}

    /// What it says of a bucket: the id of the key that it would sign with, or why there is none.
    static String keyFor(S3Address address, Path home, Map<String, String> environment)
            throws IOException {
        return line(run(address, home, environment, "key"), KEY);
    }

    /// What it says of listing a bucket: a sentence's key; empty if it went well.
    static String listing(S3Address address, Path home, Map<String, String> environment)
            throws IOException {
        return line(run(address, home, environment, "list"), SAYING);
    }

    private static String line(List<String> lines, String start) {
        return lines.stream()
                .filter(line -> line.startsWith(start))
                .findFirst()
                .orElseThrow(() -> new AssertionError("it said only " + lines))
                .substring(start.length());
    }

    private static List<String> run(
            S3Address address, Path home, Map<String, String> environment, String what)
            throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-Xmx128m",
                                "-Duser.home=" + home,
                                "-cp",
                                System.getProperty("java.class.path"),
                                OfThisMachine.class.getName(),
                                what,
                                address.text())
                        .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        builder.environment().put("HOME", home.toString());
        builder.environment().put("AWS_EC2_METADATA_DISABLED", "true");
        builder.environment().putAll(environment);
        Process process = builder.start();
        List<String> lines = new ArrayList<>();
        try (var out = process.inputReader(UTF_8)) {
            out.lines().forEach(lines::add);
        }
        return lines;
    }

    /// What the process does: `key` or `list`, and the address.
    public static void main(String[] args) throws StorageException {
        S3Address address = S3Address.parse(args[1], Path.of(""));
        var machine = new S3Credentials.OfTheMachine();
        if (args[0].equals("key")) {
            var keys = S3Connection.provider(address, machine).resolveCredentials();
            System.out.println(KEY + keys.accessKeyId());
            return;
        }
        try (S3ObjectStore store =
                S3ObjectStore.open(
                        address,
                        machine,
                        Capabilities.assumed(address),
                        InstantSource.system(),
                        UUID::randomUUID)) {
            store.list("");
            System.out.println(SAYING);
        } catch (StorageException e) {
            System.out.println(SAYING + e.saying().key());
        }
    }
}
