package app.savepoint.app.bench;

import app.savepoint.storage.s3.S3Credentials;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/// AWS's client without a program around it: puts all files of a folder into a bucket, or gets
/// them, 32 at a time. What a sync over a bucket is held against.
final class BareSdk {
    private static final int AT_ONCE = 32;

    private BareSdk() {}

    /// A client as Savepoint has one.
    static S3Client client(String endpoint, Map<String, String> keys) {
        return S3Client.builder()
                .endpointOverride(URI.create(endpoint))
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(
                        StaticCredentialsProvider.create(
                                AwsBasicCredentials.create(
                                        keys.get(S3Credentials.ACCESS_KEY),
                                        keys.get(S3Credentials.SECRET_KEY))))
                .httpClient(Apache5HttpClient.builder().maxConnections(2 * AT_ONCE).build())
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .build();
    }

    /// Puts or gets all, and ends.
    ///
    /// @param arguments the server, `put` or `get`, the folder
    public static void main(String[] arguments) throws Exception {
        boolean puts = arguments[1].equals("put");
        Path folder = Path.of(arguments[2]);
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        try (S3Client client = client(arguments[0], System.getenv());
                var pool = Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            List<Future<?>> running = new ArrayList<>();
            for (Path file : files) {
                String key = "bare/" + folder.relativize(file);
                running.add(
                        pool.submit(() -> {
                            if (puts)
                                client.putObject(
                                        put -> put.bucket(BucketServer.BUCKET).key(key),
                                        RequestBody.fromBytes(Files.readAllBytes(file)));
                            else
                                client.getObjectAsBytes(
                                        get -> get.bucket(BucketServer.BUCKET).key(key));
                            return null;
                        }));
            }
            for (Future<?> each : running) each.get();
        }
    }
}
