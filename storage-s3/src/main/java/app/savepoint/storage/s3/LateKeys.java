package app.savepoint.storage.s3;

import app.savepoint.core.storage.StorageException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

/// Looks keys up for the first request, and remembers them. If that fails, the next request tries
/// again: a keychain can be unlocked meanwhile.
final class LateKeys implements AwsCredentialsProvider {
    private final S3Credentials.Kept.Source source;
    private @Nullable AwsCredentials found;

    LateKeys(S3Credentials.Kept.Source source) {
        this.source = source;
    }

    /// Why there are no keys, on its way through a client that knows nothing of storages.
    static final class Missing extends SdkClientException {
        private static final long serialVersionUID = 1L;
        private final transient StorageException why;

        Missing(StorageException why) {
            super(SdkClientException.builder().message(why.getMessage()).cause(why));
            this.why = why;
        }

        StorageException why() {
            return why;
        }
    }

    @Override
    public synchronized AwsCredentials resolveCredentials() {
        if (found != null) return found;
        try {
            found = S3Connection.aws(source.keys());
            return found;
        } catch (StorageException e) {
            throw new Missing(e);
        }
    }
}
