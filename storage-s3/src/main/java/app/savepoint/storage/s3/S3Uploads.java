package app.savepoint.storage.s3;

import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.Content;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StorageException.Unavailable;
import app.savepoint.storage.s3.Bucket.Condition;
import app.savepoint.storage.s3.S3Errors.Doing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/// Stores large contents in parts, each read from where it lies, so that memory does not grow with
/// them. What a crash or a broken line left of an upload is found under its key and gone on with.
final class S3Uploads {
    /// How contents are cut.
    ///
    /// @param above the largest that goes in one piece
    /// @param part the least that a part has, but for the last
    /// @param atOnce how many parts of one content are on their way
    record Sizes(long above, long part, int atOnce) {
        private static final long MIB = 1024 * 1024;
        static final Sizes STANDARD = new Sizes(16 * MIB, 16 * MIB, 4);

        /// As S3 has it.
        private static final long MOST_PARTS = 10_000;

        /// The same for the same size, so that parts of an earlier try fit.
        long partOf(long size) {
            if (size <= part * MOST_PARTS) return part;
            return Math.ceilDiv(Math.ceilDiv(size, MOST_PARTS), MIB) * MIB;
        }
    }

    private final Bucket bucket;
    private final S3Errors errors;
    private final LeftUploads left;
    private final Sizes sizes;
    private final boolean checksums;

    S3Uploads(Bucket bucket, S3Errors errors, LeftUploads left, Sizes sizes, boolean checksums) {
        this.bucket = bucket;
        this.errors = errors;
        this.left = left;
        this.sizes = sizes;
        this.checksums = checksums;
    }

    boolean takes(Content content) {
        return content.size() > sizes.above();
    }

    /// A part of a content.
    ///
    /// @param number from 1
    private record Piece(int number, long offset, long length) {}

    /// Returns the version. A refusal of the condition, and nothing else, comes as the client's own
    /// exception.
    @Nullable String put(
            String key, Content content, Condition condition, Map<String, String> metadata)
            throws StorageException {
        try {
            Optional<MultipartUpload> begun = left.of(key);
            String id = begun.isPresent() ? begun.get().uploadId() : begin(key, metadata);
            Map<Integer, Part> there = begun.isPresent() ? left.parts(key, id) : Map.of();
            List<CompletedPart> parts = send(key, id, content, there);
            return complete(key, id, parts, condition);
        } catch (SdkException e) {
            if (S3Codes.isRefusal(e) || S3Codes.isUnknownToServer(e)) throw e;
            throw errors.translate(e, Doing.WRITING);
        }
    }

    private String begin(String key, Map<String, String> metadata) throws StorageException {
        @Nullable String id =
                bucket.client()
                        .createMultipartUpload(begin -> {
                            begin.bucket(bucket.name()).key(bucket.full(key)).metadata(metadata);
                            if (checksums) begin.checksumAlgorithm(ChecksumAlgorithm.CRC32);
                        })
                        .uploadId();
        if (id == null) throw errors.notS3(200);
        return id;
    }

    private List<CompletedPart> send(
            String key, String id, Content content, Map<Integer, Part> there)
            throws StorageException {
        List<Future<CompletedPart>> running = new ArrayList<>();
        ExecutorService pool =
                Executors.newFixedThreadPool(sizes.atOnce(), Thread.ofVirtual().factory());
        try {
            for (Piece piece : pieces(content.size()))
                running.add(
                        pool.submit(
                                () -> send(key, id, content, piece, there.get(piece.number()))));
            List<CompletedPart> done = new ArrayList<>();
            for (Future<CompletedPart> each : running) done.add(each.get());
            done.sort(Comparator.comparing(CompletedPart::partNumber));
            return done;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StorageException known) throw known;
            if (e.getCause() instanceof SdkException known)
                throw errors.translate(known, Doing.WRITING);
            throw new IllegalStateException("unexpected", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable(
                    Saying.of("s3.stopped").inEnglish("stopped before it was done"), e);
        } finally {
            pool.shutdownNow();
            pool.close();
        }
    }

    private List<Piece> pieces(long size) {
        long part = sizes.partOf(size);
        List<Piece> pieces = new ArrayList<>();
        for (long offset = 0; offset < size; offset += part)
            pieces.add(new Piece(pieces.size() + 1, offset, Math.min(part, size - offset)));
        return pieces;
    }

    private CompletedPart send(
            String key, String id, Content content, Piece piece, @Nullable Part there)
            throws StorageException {
        try (var source = new UploadSource(content, piece.offset(), piece.length())) {
            if (there != null && isSame(there, source)) return completed(there);
            UploadPartResponse sent =
                    bucket.client()
                            .uploadPart(
                                    part ->
                                            part.bucket(bucket.name())
                                                    .key(bucket.full(key))
                                                    .uploadId(id)
                                                    .partNumber(piece.number())
                                                    .overrideConfiguration(
                                                            bucket.patience(piece.length())),
                                    Bucket.body(source));
            return CompletedPart.builder()
                    .partNumber(piece.number())
                    .eTag(sent.eTag())
                    .checksumCRC32(sent.checksumCRC32())
                    .build();
        } catch (RuntimeException e) {
            throw errors.unlessUnreadable(e);
        } catch (IOException e) {
            throw errors.unreadable(e);
        }
    }

    /// Only where the server's tag is the MD5 of the part can it be told; else it is sent again.
    private static boolean isSame(Part there, UploadSource source) throws IOException {
        return there.size() != null
                && there.size() == source.length()
                && Tags.read(there.eTag()).equals(Tags.md5(source));
    }

    private CompletedPart completed(Part there) {
        return CompletedPart.builder()
                .partNumber(there.partNumber())
                .eTag(there.eTag())
                .checksumCRC32(checksums ? there.checksumCRC32() : null)
                .build();
    }

    private @Nullable String complete(
            String key, String id, List<CompletedPart> parts, Condition condition) {
        try {
            return completeIf(key, id, parts, condition);
        } catch (SdkException e) {
            Optional<String> own = ownDespite(e, key, parts);
            if (own.isPresent()) return own.get();
            if (S3Codes.isRefusal(e)) left.abort(key, id);
            throw e;
        }
    }

    private @Nullable String completeIf(
            String key, String id, List<CompletedPart> parts, Condition condition) {
        return bucket.client()
                .completeMultipartUpload(complete ->
                        complete.bucket(bucket.name())
                                .key(bucket.full(key))
                                .uploadId(id)
                                .ifNoneMatch(condition.ifNoneMatch())
                                .ifMatch(condition.ifMatch())
                                .multipartUpload(upload -> upload.parts(parts)))
                .eTag();
    }

    /// The first attempt may have taken effect, and its answer been lost: then the next one finds
    /// no upload any more, or its own object in the way. The write's id does not help, since an
    /// upload that was gone on with carries an earlier one.
    private Optional<String> ownDespite(
            SdkException refused, String key, List<CompletedPart> parts) {
        if (!S3Codes.isRefusal(refused) && !S3Codes.isUploadGone(refused)) return Optional.empty();
        try {
            HeadObjectResponse there = bucket.head(key);
            return Tags.read(there.eTag()).equals(Tags.ofParts(parts))
                    ? Optional.of(there.eTag())
                    : Optional.empty();
        } catch (SdkException e) {
            refused.addSuppressed(e);
            return Optional.empty();
        }
    }
}
