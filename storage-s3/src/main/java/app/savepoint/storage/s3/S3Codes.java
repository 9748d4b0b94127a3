package app.savepoint.storage.s3;

import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// What servers call what went wrong, each a little differently.
final class S3Codes {
    /// No room is left, or none for this bucket.
    static final Set<String> FULL =
            Set.of(
                    "QuotaExceeded",
                    "StorageQuotaExceeded",
                    "InsufficientStorage",
                    "XMinioStorageFull",
                    "XMinioAdminBucketQuotaExceeded");

    /// Asked for too much at once.
    static final Set<String> BUSY =
            Set.of(
                    "SlowDown",
                    "SlowDownRead",
                    "SlowDownWrite",
                    "RequestTimeout",
                    "OperationAborted",
                    "TooManyRequests",
                    "Throttling",
                    "ThrottlingException",
                    "RequestLimitExceeded",
                    "BandwidthLimitExceeded");

    /// The bucket lies in another region.
    static final Set<String> ELSEWHERE =
            Set.of(
                    "PermanentRedirect",
                    "TemporaryRedirect",
                    "AuthorizationHeaderMalformed",
                    "IllegalLocationConstraintException",
                    "InvalidRegionName");

    private S3Codes() {}

    /// A condition did not hold. Some servers answer 409 where another write is at work at the same
    /// moment, and AWS answers 404 if there is nothing to match.
    static boolean isRefusal(SdkException e) {
        return e instanceof S3Exception answer
                && (answer.statusCode() == 412
                        || (answer.statusCode() == 409 && !code(answer).equals("OperationAborted"))
                        || isNotThere(answer));
    }

    /// Nothing is stored under the key, in a bucket that is there.
    static boolean isNotThere(SdkException e) {
        return e instanceof S3Exception answer
                && answer.statusCode() == 404
                && code(answer).equals("NoSuchKey");
    }

    /// The server does not know what was asked for.
    static boolean isUnknownToServer(SdkException e) {
        return e instanceof S3Exception answer
                && (answer.statusCode() == 501 || code(answer).equals("NotImplemented"));
    }

    /// A bucket of that name is there already. Whose it is shows when it is used.
    static boolean isTaken(SdkException e) {
        return e instanceof S3Exception answer && code(answer).startsWith("BucketAlready");
    }

    /// An upload in parts was finished or given up already.
    static boolean isUploadGone(SdkException e) {
        return e instanceof S3Exception answer && code(answer).equals("NoSuchUpload");
    }

    static String code(S3Exception answer) {
        AwsErrorDetails details = answer.awsErrorDetails();
        String code = details == null ? null : details.errorCode();
        return code == null ? "" : code;
    }
}
