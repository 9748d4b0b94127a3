package app.savepoint.storage.s3;

import app.savepoint.core.storage.ByteRange;
import app.savepoint.core.storage.ETag;
import app.savepoint.core.storage.ObjectInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/// The requests of one object each, as the client makes them, for keys below a prefix. Errors come
/// as the client's own.
///
/// @param client what asks
/// @param name the bucket's
/// @param start stands before every key; empty, or ends with `/`
/// @param region where it lies, or would be made
/// @param call how long a small request may take with all its repetitions
record Bucket(S3Client client, String name, String start, String region, Duration call) {
    private static final String BYTES = "application/octet-stream";

    /// An upload at less than this is given up, bytes a second.
    private static final long SLOWEST = 16 * 1024;

    static Bucket of(S3Client client, S3Address address) {
        String start = address.prefix().isEmpty() ? "" : address.prefix() + "/";
        return new Bucket(
                client, address.bucket(), start, address.region(), address.timeouts().call());
    }

    /// What must hold for a write to happen, as it goes over the wire.
    ///
    /// @param ifNoneMatch `*` if nothing may be there
    /// @param ifMatch the version that has to be there
    record Condition(@Nullable String ifNoneMatch, @Nullable String ifMatch) {
        static final Condition NONE = new Condition(null, null);
    }

    String full(String key) {
        return start + key;
    }

    @Nullable String put(
            String key, UploadSource source, Condition condition, Map<String, String> metadata) {
        return client.putObject(
                        put ->
                                put.bucket(name)
                                        .key(full(key))
                                        .ifNoneMatch(condition.ifNoneMatch())
                                        .ifMatch(condition.ifMatch())
                                        .metadata(metadata)
                                        .overrideConfiguration(patience(source.length())),
                        body(source))
                .eTag();
    }

    static RequestBody body(UploadSource source) {
        return RequestBody.fromContentProvider(source, source.length(), BYTES);
    }

    /// An upload may take longer the larger it is.
    AwsRequestOverrideConfiguration patience(long bytes) {
        return AwsRequestOverrideConfiguration.builder()
                .apiCallTimeout(call.plusSeconds(bytes / SLOWEST))
                .build();
    }

    /// @param etag the only version that is wanted; null for whatever is there
    ResponseInputStream<GetObjectResponse> get(String key, ByteRange range, @Nullable ETag etag) {
        return client.getObject(get -> {
            get.bucket(name).key(full(key));
            if (!range.equals(ByteRange.ALL)) get.range(header(range));
            // Only asked for after a broken connection: no server is known to want this bare.
            if (etag != null) get.ifMatch(Tags.written(etag, Capabilities.TagForm.QUOTED));
        });
    }

    private static String header(ByteRange range) {
        boolean open = range.length() > Long.MAX_VALUE - range.offset();
        return "bytes="
                + range.offset()
                + "-"
                + (open ? "" : String.valueOf(range.offset() + range.length() - 1));
    }

    HeadObjectResponse head(String key) {
        return client.headObject(head -> head.bucket(name).key(full(key)));
    }

    void delete(String key) {
        client.deleteObject(delete -> delete.bucket(name).key(full(key)));
    }

    void make() {
        client.createBucket(make -> {
            make.bucket(name);
            // AWS wants no name for its first region, and that name for each other.
            if (!region.equals(S3Address.STANDARD_REGION))
                make.createBucketConfiguration(where -> where.locationConstraint(region));
        });
    }

    static ObjectInfo info(String key, HeadObjectResponse head) {
        return info(key, head.contentLength(), head.eTag(), head.lastModified());
    }

    static ObjectInfo info(
            String key, @Nullable Long size, @Nullable String etag, @Nullable Instant modified) {
        return new ObjectInfo(
                key,
                size == null ? 0 : size,
                Tags.read(etag),
                modified == null ? Instant.EPOCH : modified);
    }
}
