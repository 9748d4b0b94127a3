package app.savepoint.storage.s3;

import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.gaul.s3proxy.AccessGrant;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.S3Exceptions;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.CreateBucketResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/// A real S3 server in this process, on the loopback, in memory or in a folder: checks signatures,
/// keeps conditions.
public final class LocalS3 implements AutoCloseable {
    private static final String ACCESS_KEY = "local-access";
    private static final String SECRET_KEY = "local-secret";
    private static final String READER = "local-reader";
    private static final int FORBIDDEN = 403;
    private static final int UUID_LENGTH = 36;

    private final S3Proxy server;
    private final OneAtATime blobs;

    private LocalS3(S3Proxy server, OneAtATime blobs) {
        this.server = server;
        this.blobs = blobs;
    }

    /// Starts one on a port that is free.
    public static LocalS3 start() throws Exception {
        return start(new TransientNio2BlobStore());
    }

    /// Starts one that keeps everything in a folder, for more than fits into memory.
    public static LocalS3 startIn(Path folder) throws Exception {
        return start(new FilesystemNio2BlobStore(folder.toString()));
    }

    private static LocalS3 start(BlobStore kept) throws Exception {
        OneAtATime blobs = new OneAtATime(kept);
        S3Proxy server =
                S3Proxy.builder()
                        .blobStore(blobs)
                        .endpoint(URI.create("http://127.0.0.1:0"))
                        .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, SECRET_KEY)
                        .ignoreUnknownHeaders(true)
                        .stopTimeout(0)
                        .build();
        BlobStore readable = new OnlyRead(blobs);
        server.setBlobStoreLocator((identity, bucket, key) ->
                switch (identity) {
                    case ACCESS_KEY -> new AccessGrant(SECRET_KEY, blobs);
                    case READER -> new AccessGrant(SECRET_KEY, readable);
                    case null, default -> null;
                });
        server.start();
        return new LocalS3(server, blobs);
    }

    /// Makes a bucket.
    public LocalS3 with(String bucket) {
        blobs.createContainer(bucket);
        return this;
    }

    /// Where it can be reached.
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    /// A bucket of this server, as a person writes it.
    ///
    /// @param place the bucket, and perhaps a prefix
    public String uri(String place) {
        return "s3://" + place + "?endpoint=" + endpoint();
    }

    /// The same, read.
    public S3Address address(String place) {
        return S3Address.parse(uri(place), Path.of(""));
    }

    /// Keys that may do everything.
    public S3Credentials credentials() {
        return new S3Credentials.Keys(ACCESS_KEY, SECRET_KEY, null);
    }

    /// The same as environment variables.
    public Map<String, String> environment() {
        return Map.of(S3Credentials.ACCESS_KEY, ACCESS_KEY, S3Credentials.SECRET_KEY, SECRET_KEY);
    }

    /// Keys that may list and read.
    public Map<String, String> readersEnvironment() {
        return Map.of(S3Credentials.ACCESS_KEY, READER, S3Credentials.SECRET_KEY, SECRET_KEY);
    }

    /// The keys of all objects in a bucket.
    public List<String> keys(String bucket) {
        return blobs.list(bucket).contents().stream().map(object -> object.key()).toList();
    }

    /// Uploads that were begun in a bucket and not ended.
    public int openUploads(String bucket) {
        return blobs.listMultipartUploads(bucket).size();
    }

    /// How many parts of large objects have arrived whole since it was started.
    public long partsArrived() {
        return blobs.parts.sum();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the server does not stop", e);
        }
        blobs.close();
    }

    /// Makes up for what the server lacks and every real one has: keeps other writers of a key away
    /// while a condition is looked at (of 200 races on `If-Match`, 150 had several winners), and
    /// keeps what is half written, under the key and a UUID, out of listings.
    private static final class OneAtATime extends ForwardingBlobStore {
        private final Object[] locks = Stream.generate(Object::new).limit(256).toArray();

        private final Set<String> written = ConcurrentHashMap.newKeySet();

        private final LongAdder parts = new LongAdder();

        OneAtATime(BlobStore blobs) {
            super(blobs);
        }

        private Object lock(String key) {
            return locks[Math.floorMod(key.hashCode(), locks.length)];
        }

        private boolean isWhole(String key) {
            int end = key.length() - UUID_LENGTH - 1;
            return end < 1 || key.charAt(end) != '-' || !written.contains(key.substring(0, end));
        }

        @Override
        public ListObjectsV2Response list(ListObjectsV2Request request) {
            ListObjectsV2Response all = super.list(request);
            return all.toBuilder()
                    .contents(
                            all.contents().stream()
                                    .filter(object -> isWhole(object.key()))
                                    .toList())
                    .build();
        }

        /// The server looked before it came here, where others may have been at work since.
        private void require(String bucket, String key, @Nullable String etag) {
            if (etag == null) return;
            HeadObjectResponse there = blobMetadataIfPresent(bucket, key);
            if (there == null || !Tags.read(there.eTag()).equals(Tags.read(etag)))
                throw S3Exceptions.preconditionFailed(null);
        }

        @Override
        public PutObjectResponse putBlob(PutObjectRequest put, InputStream body) {
            written.add(put.key());
            synchronized (lock(put.key())) {
                require(put.bucket(), put.key(), put.ifMatch());
                return super.putBlob(put, body);
            }
        }

        @Override
        public UploadPartResponse uploadMultipartPart(
                MultipartUpload upload, UploadPartRequest part, InputStream body) {
            UploadPartResponse arrived = super.uploadMultipartPart(upload, part, body);
            parts.increment();
            return arrived;
        }

        @Override
        public CompleteMultipartUploadResponse completeMultipartUpload(
                MultipartUpload upload, CompleteMultipartUploadRequest complete) {
            synchronized (lock(complete.key())) {
                require(complete.bucket(), complete.key(), complete.ifMatch());
                return super.completeMultipartUpload(upload, complete);
            }
        }
    }

    /// Refuses whoever may not write, as a server does by a policy.
    private static final class OnlyRead extends ForwardingBlobStore {
        OnlyRead(BlobStore blobs) {
            super(blobs);
        }

        @Override
        public PutObjectResponse putBlob(PutObjectRequest put, InputStream body) {
            throw S3Exceptions.fromStatusCode(FORBIDDEN);
        }

        @Override
        public DeleteObjectResponse removeBlob(DeleteObjectRequest delete) {
            throw S3Exceptions.fromStatusCode(FORBIDDEN);
        }

        @Override
        public MultipartUpload initiateMultipartUpload(CreateMultipartUploadRequest create) {
            throw S3Exceptions.fromStatusCode(FORBIDDEN);
        }

        @Override
        public CreateBucketResponse createContainer(CreateBucketRequest create) {
            throw S3Exceptions.fromStatusCode(FORBIDDEN);
        }
    }
}
