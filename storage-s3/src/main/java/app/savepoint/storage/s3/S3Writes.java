package app.savepoint.storage.s3;

import app.savepoint.core.storage.Content;
import app.savepoint.core.storage.ETag;
import app.savepoint.core.storage.ObjectInfo;
import app.savepoint.core.storage.Precondition;
import app.savepoint.core.storage.Right;
import app.savepoint.core.storage.StorageException;
import app.savepoint.storage.s3.Bucket.Condition;
import app.savepoint.storage.s3.S3Errors.Doing;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Writes objects on conditions: asks the server to keep them where it does, and looks first where
/// it does not.
final class S3Writes {
    /// In every object that was written on a condition, so that a refusal of one's own write can be
    /// told from another's. ASCII, as some servers garble or refuse anything else.
    static final String WRITE_ID = "savepoint-write";

    /// Under which the contents of saves lie.
    static final String CONTENTS = "saves/";

    private final Bucket bucket;
    private final S3Reads reads;
    private final S3Uploads uploads;
    private final S3Errors errors;
    private final Capabilities capabilities;
    private final Supplier<UUID> ids;
    private final AtomicBoolean conditionsKnown = new AtomicBoolean(true);
    private final Object[] keyLocks = Stream.generate(Object::new).limit(64).toArray();

    S3Writes(
            Bucket bucket,
            S3Reads reads,
            S3Uploads uploads,
            S3Errors errors,
            Capabilities capabilities,
            Supplier<UUID> ids) {
        this.bucket = bucket;
        this.reads = reads;
        this.uploads = uploads;
        this.errors = errors;
        this.capabilities = capabilities;
        this.ids = ids;
    }

    ETag put(String key, Content content, Precondition expected) throws StorageException {
        if (expected instanceof Precondition.Any) return sendAnyway(key, content);
        if (!conditionsKnown.get() || !capabilities.keeps(expected))
            return lookAndPut(key, content, expected);
        try {
            return putIf(key, content, expected);
        } catch (UnknownCondition e) {
            conditionsKnown.set(false);
            return lookAndPut(key, content, expected);
        }
    }

    /// The server does not know conditions at all.
    private static final class UnknownCondition extends Exception {
        private static final long serialVersionUID = 1L;

        UnknownCondition(SdkException cause) {
            super(cause);
        }
    }

    private ETag putIf(String key, Content content, Precondition expected)
            throws StorageException, UnknownCondition {
        String writeId = ids.get().toString();
        try {
            return send(key, content, condition(expected), Map.of(WRITE_ID, writeId));
        } catch (SdkException e) {
            if (S3Codes.isUnknownToServer(e)) throw new UnknownCondition(e);
            if (!S3Codes.isRefusal(e)) throw errors.translate(e, Doing.WRITING);
            return ownDespiteRefusal(key, writeId).orElseThrow(() -> S3Errors.changed(key, e));
        }
    }

    private Condition condition(Precondition expected) {
        return switch (expected) {
            case Precondition.Any() -> Condition.NONE;
            case Precondition.Absent() -> new Condition("*", null);
            case Precondition.Match(var etag) ->
                    new Condition(null, Tags.written(etag, capabilities.ifMatch()));
        };
    }

    /// The answer to an attempt that took effect may have been lost on its way; the next attempt of
    /// the same write is refused then.
    private Optional<ETag> ownDespiteRefusal(String key, String writeId) throws StorageException {
        try {
            HeadObjectResponse there = bucket.head(key);
            return writeId.equals(there.metadata().get(WRITE_ID))
                    ? Optional.of(Tags.read(there.eTag()))
                    : Optional.empty();
        } catch (SdkException e) {
            if (e instanceof S3Exception answer && answer.statusCode() == 404)
                return Optional.empty();
            // Who may not look can not tell; what it means that something is there, the caller
            // knows
            if (!capabilities.rights().contains(Right.READ)) return Optional.empty();
            throw errors.translate(e, Doing.READING);
        }
    }

    private ETag lookAndPut(String key, Content content, Precondition expected)
            throws StorageException {
        if (expected instanceof Precondition.Absent && !mayLook(key))
            return sendAnyway(key, content);
        synchronized (keyLocks[Math.floorMod(key.hashCode(), keyLocks.length)]) {
            Optional<ObjectInfo> there = reads.head(key);
            boolean holds =
                    switch (expected) {
                        case Precondition.Any() -> true;
                        case Precondition.Absent() -> there.isEmpty();
                        case Precondition.Match(var etag) ->
                                there.isPresent() && there.get().etag().equals(etag);
                    };
            if (!holds) throw S3Errors.changed(key, null);
            return sendAnyway(key, content);
        }
    }

    /// Who only sends may read what is said of contents, and no content. Those have names that
    /// nobody else gives, so that nothing is lost where none can be looked for.
    private boolean mayLook(String key) {
        return capabilities.rights().contains(Right.READ) || !key.startsWith(CONTENTS);
    }

    private ETag sendAnyway(String key, Content content) throws StorageException {
        try {
            return send(key, content, Condition.NONE, Map.of());
        } catch (SdkException e) {
            throw errors.translate(e, Doing.WRITING);
        }
    }

    private ETag send(
            String key, Content content, Condition condition, Map<String, String> metadata)
            throws StorageException {
        @Nullable String tag;
        if (uploads.takes(content)) tag = uploads.put(key, content, condition, metadata);
        else tag = whole(key, content, condition, metadata);
        if (tag != null) return Tags.read(tag);
        try {
            tag = bucket.head(key).eTag();
            if (tag == null) throw errors.notS3(200);
            return Tags.read(tag);
        } catch (SdkException e) {
            throw errors.translate(e, Doing.READING);
        }
    }

    private @Nullable String whole(
            String key, Content content, Condition condition, Map<String, String> metadata)
            throws StorageException {
        try (var source = new UploadSource(content, 0, content.size())) {
            Map<String, String> all = new HashMap<>(metadata);
            all.putAll(Sum.of(content).metadata());
            return bucket.put(key, source, condition, all);
        } catch (RuntimeException e) {
            throw errors.unlessUnreadable(e);
        } catch (IOException e) {
            throw errors.unreadable(e);
        }
    }
}
