package app.savepoint.storage.s3;

import app.savepoint.core.storage.ByteRange;
import app.savepoint.core.storage.Content;
import app.savepoint.core.storage.ETag;
import app.savepoint.core.storage.ObjectInfo;
import app.savepoint.core.storage.ObjectStore;
import app.savepoint.core.storage.Precondition;
import app.savepoint.core.storage.Requests;
import app.savepoint.core.storage.Right;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StoredObject;
import app.savepoint.storage.s3.S3Errors.Doing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;

/// Objects in a bucket, each under a prefix and its key.
///
/// **What a reader sees.** An object is there whole or not at all, as S3 promises. Where the
/// connection breaks while one is read, the rest of the same version is asked for.
///
/// **What conditions are worth.** As much as the server keeps ([Capabilities]); where it keeps none
/// a look comes before the write, which is exact within this process and nowhere else. A server may
/// refuse a write that it took, because the answer to the first attempt was lost: every conditional
/// write carries a random id, and what was refused is looked at before it is given up.
///
/// **Time.** A server's times are whole seconds and its own; they are passed on and order nothing.
///
/// What is worth repeating is repeated below this, by [Patience]: AWS's client knows best which
/// answers are, and keeps one budget for all requests of a store.
public final class S3ObjectStore implements ObjectStore {
    private static final Duration MINUTES = Duration.ofMinutes(10);
    private static final Duration SETTLED = Duration.ofDays(1);

    private final S3Connection connection;
    private final Capabilities capabilities;
    private final Bucket bucket;
    private final S3Errors errors;
    private final S3Reads reads;
    private final S3Writes writes;
    private final S3Listing listing;
    private final LeftUploads left;
    private final S3Uploads.Sizes sizes;

    /// @param connection closed with this
    /// @param clock this device's wall clock
    /// @param ids gives random UUIDs
    /// @param sizes how large contents are cut
    S3ObjectStore(
            S3Address address,
            S3Connection connection,
            Capabilities capabilities,
            InstantSource clock,
            Supplier<UUID> ids,
            S3Uploads.Sizes sizes) {
        this.connection = connection;
        this.sizes = sizes;
        this.capabilities = capabilities;
        this.bucket = Bucket.of(connection.client(), address);
        this.errors = new S3Errors(address, clock);
        this.reads = new S3Reads(bucket, errors);
        this.left = new LeftUploads(bucket, errors, clock);
        var uploads = new S3Uploads(bucket, errors, left, sizes, capabilities.checksums());
        this.writes = new S3Writes(bucket, reads, uploads, errors, capabilities, ids);
        this.listing = new S3Listing(bucket, errors);
    }

    /// Opens a bucket. Costs no request.
    ///
    /// @param capabilities what the server can do, or [Capabilities#assumed]
    /// @param clock this device's wall clock
    /// @param ids gives random UUIDs
    public static S3ObjectStore open(
            S3Address address,
            S3Credentials credentials,
            Capabilities capabilities,
            InstantSource clock,
            Supplier<UUID> ids)
            throws StorageException {
        S3Connection connection =
                S3Connection.open(address, credentials, capabilities.checksums(), new Patience());
        return new S3ObjectStore(
                address, connection, capabilities, clock, ids, S3Uploads.Sizes.STANDARD);
    }

    /// Makes the bucket itself where only that is missing, for a person who asks for it.
    public void makeBucket() throws StorageException {
        try {
            bucket.make();
        } catch (SdkException e) {
            if (!S3Codes.isTaken(e)) throw errors.translate(e, Doing.WRITING);
        }
    }

    /// Everything that was asked of the bucket since it was opened, each attempt and each page.
    public Requests requests() {
        return connection.wire().requests();
    }

    /// Whether the server that answered is to be looked at again: nobody looked yet, or it is
    /// another than the one that was looked at, or the same in another version. Not twice in a day,
    /// as several that do not call themselves alike may stand behind one name.
    public boolean isAnotherServer(Instant now) {
        Instant probed = capabilities.probedAt();
        if (probed == null) return true;
        String server = connection.wire().server();
        return !server.isEmpty()
                && !server.equals(capabilities.server())
                && probed.plus(SETTLED).isBefore(now);
    }

    /// Whether it is worth another look what these keys may do.
    public boolean isProbeOld(Instant now) {
        Instant probed = capabilities.probedAt();
        return probed == null || probed.plus(MINUTES).isBefore(now);
    }

    @Override
    public ETag put(String key, Content content, Precondition expected) throws StorageException {
        return writes.put(key, content, expected);
    }

    /// A bucket is safe from a power cut as soon as it answers.
    @Override
    public void flush() {}

    @Override
    public Optional<StoredObject> get(String key, ByteRange range) throws StorageException {
        return reads.get(key, range);
    }

    @Override
    public Optional<ObjectInfo> head(String key) throws StorageException {
        return reads.head(key);
    }

    @Override
    public List<ObjectInfo> list(String prefix, String startAfter) throws StorageException {
        return listing.list(prefix, startAfter);
    }

    @Override
    public void delete(String key) throws StorageException {
        try {
            bucket.delete(key);
        } catch (SdkException e) {
            if (!S3Codes.isNotThere(e)) throw errors.translate(e, Doing.DELETING);
        }
    }

    @Override
    public boolean arrivesInOrder() {
        return true;
    }

    @Override
    public Set<Right> rights() {
        return capabilities.rights();
    }

    @Override
    public long longestPiece() {
        return sizes.above();
    }

    @Override
    public void giveUpLeftovers(String prefix) throws StorageException {
        try {
            left.giveUp(prefix);
        } catch (SdkException e) {
            throw errors.translate(e, Doing.LISTING);
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
