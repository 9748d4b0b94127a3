package app.savepoint.storage.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.savepoint.core.storage.ByteRange;
import app.savepoint.core.storage.Content;
import app.savepoint.core.storage.ETag;
import app.savepoint.storage.s3.Bucket.Condition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;

/// A place in a bucket where things are tried out.
///
/// @param bucket where
/// @param folder the place; ends with `/`
record Scratch(Bucket bucket, String folder) {
    private static final System.Logger LOG = System.getLogger(Scratch.class.getName());

    ETag put(String name) {
        return put(name, name, Condition.NONE);
    }

    ETag put(String name, String text, Condition condition) {
        try (var source = new UploadSource(Content.of(text.getBytes(UTF_8)), 0, text.length())) {
            return Tags.read(bucket.put(folder + name, source, condition, Map.of()));
        } catch (IOException e) {
            throw new UncheckedIOException("bytes at hand", e);
        }
    }

    String read(String name) {
        try (var body = bucket.get(folder + name, ByteRange.ALL, null)) {
            return new String(body.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw SdkException.create("broke off", e);
        }
    }

    /// Whether the write was refused because of its condition.
    boolean isRefused(String name, String text, Condition condition) {
        try {
            put(name, text, condition);
            return false;
        } catch (SdkException e) {
            if (S3Codes.isRefusal(e)) return true;
            if (S3Codes.isUnknownToServer(e)) return false;
            throw e;
        }
    }

    /// Asks for something to be removed, whether it is there or not.
    void delete(String name) {
        try {
            bucket.delete(folder + name);
        } catch (SdkException e) {
            if (!S3Codes.isNotThere(e)) throw e;
        }
    }

    /// Takes everything away again, also what the bucket keeps of what was replaced.
    void clear() {
        for (String key : keys(bucket, folder, Instant.MAX)) {
            try {
                bucket.delete(key);
            } catch (SdkException e) {
                // The others go all the same
                LOG.log(Level.DEBUG, "what was tried out stays: " + key, e);
            }
        }
        clearVersions();
    }

    private static List<String> keys(Bucket bucket, String prefix, Instant until) {
        return bucket
                .client()
                .listObjectsV2Paginator(
                        list -> list.bucket(bucket.name()).prefix(bucket.full(prefix)))
                .contents()
                .stream()
                .filter(object -> !object.lastModified().isAfter(until))
                .map(object -> object.key().substring(bucket.start().length()))
                .toList();
    }

    /// Takes away what lies in such folders for longer than that.
    ///
    /// @param prefix how their names begin
    /// @param until by the server's clock
    static void clearOlder(Bucket bucket, String prefix, Instant until) {
        keys(bucket, prefix, until).stream()
                .map(key -> key.substring(0, key.indexOf('/') + 1))
                .distinct()
                .forEach(left -> new Scratch(bucket, left).clear());
    }

    private void clearVersions() {
        try {
            ListObjectVersionsResponse kept =
                    bucket.client()
                            .listObjectVersions(
                                    list -> list.bucket(bucket.name()).prefix(bucket.full(folder)));
            kept.versions().forEach(one -> deleteVersion(one.key(), one.versionId()));
            kept.deleteMarkers().forEach(one -> deleteVersion(one.key(), one.versionId()));
        } catch (SdkException e) {
            // Keys that may not do this leave some bytes that no listing shows.
            LOG.log(Level.DEBUG, "old versions stay: " + folder, e);
        }
    }

    private void deleteVersion(String key, String version) {
        bucket.client()
                .deleteObject(delete -> delete.bucket(bucket.name()).key(key).versionId(version));
    }
}
