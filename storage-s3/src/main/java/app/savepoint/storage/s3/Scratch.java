package app.savepoint.storage.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.savepoint.core.storage.ByteRange;
import app.savepoint.core.storage.Content;
import app.savepoint.core.storage.ETag;
import app.savepoint.storage.s3.Bucket.Condition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;

/// A place in a bucket where things are tried out.
///
/// @param bucket where
/// @param folder the place; ends with `/`
record Scratch(Bucket bucket, String folder) {
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

    /// Takes everything away again.
    ///
    /// @param versions also what the bucket keeps of what was replaced
    void clear(boolean versions) {
        bucket
                .client()
                .listObjectsV2Paginator(
                        list -> list.bucket(bucket.name()).prefix(bucket.full(folder)))
                .contents()
                .stream()
                .toList()
                .forEach(object ->
                        bucket.client()
                                .deleteObject(
                                        delete -> delete.bucket(bucket.name()).key(object.key())));
        if (versions) clearVersions();
    }

    private void clearVersions() {
        try {
            ListObjectVersionsResponse kept =
                    bucket.client()
                            .listObjectVersions(
                                    list -> list.bucket(bucket.name()).prefix(bucket.full(folder)));
            kept.versions().forEach(one -> delete(one.key(), one.versionId()));
            kept.deleteMarkers().forEach(one -> delete(one.key(), one.versionId()));
        } catch (SdkException e) {
            // Keys that may not do this leave some bytes that no listing shows.
            System.getLogger(Scratch.class.getName())
                    .log(System.Logger.Level.DEBUG, "old versions stay: " + folder, e);
        }
    }

    private void delete(String key, String version) {
        bucket.client()
                .deleteObject(delete -> delete.bucket(bucket.name()).key(key).versionId(version));
    }
}
