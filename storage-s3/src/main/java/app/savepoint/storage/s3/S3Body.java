package app.savepoint.storage.s3;

import app.savepoint.core.storage.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/// An object's bytes as they come. Where the connection breaks, the rest is asked for, and only of
/// the very same version; what was handed on stays good.
final class S3Body extends InputStream {
    /// How often in a row, without a single byte between.
    private static final int ATTEMPTS = 3;

    private final Rest rest;
    private final S3Errors errors;
    private final String key;
    private final Sum sum;
    private final CRC32C crc = new CRC32C();
    private final byte[] one = new byte[1];
    private @Nullable ResponseInputStream<GetObjectResponse> body;
    private long left;
    private long done;
    private int failures;

    /// Asks for what is missing.
    @FunctionalInterface
    interface Rest {
        /// What comes after the bytes that are there.
        ///
        /// @param done how many these are
        ResponseInputStream<GetObjectResponse> after(long done) throws StorageException;
    }

    /// @param length how many bytes are to come
    /// @param sum of all of them
    S3Body(
            String key,
            ResponseInputStream<GetObjectResponse> body,
            long length,
            Sum sum,
            Rest rest,
            S3Errors errors) {
        this.key = key;
        this.sum = sum;
        this.body = body;
        this.left = length;
        this.rest = rest;
        this.errors = errors;
    }

    @Override
    public int read() throws IOException {
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int at, int length) throws IOException {
        if (length == 0) return 0;
        if (left == 0) return -1;
        int n = some(into, at, length);
        crc.update(into, at, n);
        left -= n;
        done += n;
        failures = 0;
        if (left == 0) finish();
        return n;
    }

    private int some(byte[] into, int at, int length) throws IOException {
        while (true) {
            try {
                ResponseInputStream<GetObjectResponse> from = body;
                if (from == null) {
                    from = rest.after(done);
                    body = from;
                }
                int n = from.read(into, at, (int) Math.min(length, left));
                if (n > 0) return n;
                throw new IOException("ended " + left + " bytes too early");
            } catch (StorageException e) {
                throw e;
            } catch (IOException e) {
                abandon();
                if (++failures >= ATTEMPTS || Thread.currentThread().isInterrupted())
                    throw errors.brokeOff(e);
            }
        }
    }

    /// Reads past the end, where the client compares checksums and gives the connection back.
    private void finish() throws IOException {
        ResponseInputStream<GetObjectResponse> from = body;
        try {
            if (from != null && from.read() >= 0)
                throw new IOException("more came than was announced");
        } catch (SdkException e) {
            throw errors.brokeOff(new IOException(e));
        } catch (IOException e) {
            throw errors.brokeOff(e);
        }
        if (!sum.fits(crc)) throw errors.garbled(key);
    }

    private void abandon() {
        ResponseInputStream<GetObjectResponse> from = body;
        body = null;
        if (from != null) from.abort();
    }

    @Override
    public int available() throws IOException {
        ResponseInputStream<GetObjectResponse> from = body;
        return from == null ? 0 : (int) Math.min(from.available(), left);
    }

    /// What was not read is not fetched for nothing: the connection is dropped.
    @Override
    public void close() throws IOException {
        if (left > 0) {
            abandon();
            left = 0;
            return;
        }
        ResponseInputStream<GetObjectResponse> from = body;
        body = null;
        if (from != null) from.close();
    }
}
