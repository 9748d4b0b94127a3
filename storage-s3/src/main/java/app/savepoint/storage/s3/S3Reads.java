package app.savepoint.storage.s3;

import app.savepoint.core.storage.ByteRange;
import app.savepoint.core.storage.ObjectInfo;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StoredObject;
import app.savepoint.storage.s3.S3Errors.Doing;
import java.io.InputStream;
import java.util.Optional;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Reads objects, and tells a missing object from a missing bucket.
final class S3Reads {
    private static final ByteRange FIRST_BYTE = new ByteRange(0, 1);

    private final Bucket bucket;
    private final S3Errors errors;

    S3Reads(Bucket bucket, S3Errors errors) {
        this.bucket = bucket;
        this.errors = errors;
    }

    Optional<StoredObject> get(String key, ByteRange range) throws StorageException {
        try {
            ResponseInputStream<GetObjectResponse> body = bucket.get(key, range, null);
            GetObjectResponse head = body.response();
            if (head.eTag() == null || head.contentLength() == null) {
                body.abort();
                throw errors.notS3(200);
            }
            ObjectInfo info = info(key, head);
            long length = head.contentLength();
            S3Body.Rest rest =
                    done -> rest(info, new ByteRange(range.offset() + done, length - done));
            Sum sum = range.equals(ByteRange.ALL) ? Sum.in(head.metadata()) : Sum.UNKNOWN;
            return Optional.of(
                    new StoredObject(info, new S3Body(key, body, length, sum, rest, errors)));
        } catch (SdkException e) {
            if (S3Codes.isNotThere(e)) return Optional.empty();
            if (isBeyondTheEnd(e)) return headed(key).map(S3Reads::nothingOf);
            throw errors.translate(e, Doing.READING);
        }
    }

    private ResponseInputStream<GetObjectResponse> rest(ObjectInfo info, ByteRange range)
            throws StorageException {
        try {
            ResponseInputStream<GetObjectResponse> body =
                    bucket.get(info.key(), range, info.etag());
            // The rest of another version, or all of it once more, would not fit what came.
            if (Tags.read(body.response().eTag()).equals(info.etag())
                    && body.response().contentRange() != null) return body;
            body.abort();
            throw S3Errors.changed(info.key(), null);
        } catch (SdkException e) {
            if (S3Codes.isRefusal(e)) throw S3Errors.changed(info.key(), e);
            throw errors.translate(e, Doing.READING);
        }
    }

    private static boolean isBeyondTheEnd(SdkException e) {
        return e instanceof S3Exception answer && answer.statusCode() == 416;
    }

    private static StoredObject nothingOf(ObjectInfo info) {
        return new StoredObject(info, InputStream.nullInputStream());
    }

    private static ObjectInfo info(String key, GetObjectResponse head) {
        return Bucket.info(key, whole(head), head.eTag(), head.lastModified());
    }

    /// The size of the whole object, of which only a part may have come.
    private static Long whole(GetObjectResponse head) {
        String range = head.contentRange();
        String total = range == null ? "" : range.substring(range.lastIndexOf('/') + 1);
        return total.isEmpty() || !total.chars().allMatch(Character::isDigit)
                ? head.contentLength()
                : Long.valueOf(total);
    }

    Optional<ObjectInfo> head(String key) throws StorageException {
        try {
            return Optional.of(known(key, bucket.head(key)));
        } catch (SdkException e) {
            if (e instanceof S3Exception answer && answer.statusCode() / 100 == 4)
                return asked(key);
            throw errors.translate(e, Doing.READING);
        }
    }

    /// The answer to a HEAD has no body, so it does not say whether the object is missing or the
    /// bucket, and a reader takes a missing object for a deletion: asked again in a way that has
    /// one.
    private Optional<ObjectInfo> asked(String key) throws StorageException {
        try {
            ResponseInputStream<GetObjectResponse> body = bucket.get(key, FIRST_BYTE, null);
            body.abort();
            if (body.response().eTag() == null) throw errors.notS3(200);
            return Optional.of(info(key, body.response()));
        } catch (SdkException e) {
            if (S3Codes.isNotThere(e)) return Optional.empty();
            if (isBeyondTheEnd(e)) return headed(key);
            throw errors.translate(e, Doing.READING);
        }
    }

    private Optional<ObjectInfo> headed(String key) throws StorageException {
        try {
            return Optional.of(known(key, bucket.head(key)));
        } catch (SdkException e) {
            throw errors.translate(e, Doing.READING);
        }
    }

    private ObjectInfo known(String key, HeadObjectResponse head) throws StorageException {
        if (head.eTag() == null) throw errors.notS3(200);
        return Bucket.info(key, head);
    }
}
