package app.savepoint.storage.s3;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListPartsResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.Part;

/// Uploads that were begun and neither finished nor given up. They cost room, and no listing of
/// objects shows them.
final class LeftUploads {
    /// After this long, nobody is at work on one.
    static final Duration FORGOTTEN = Duration.ofDays(1);

    private static final Logger LOG = System.getLogger(LeftUploads.class.getName());

    private final Bucket bucket;
    private final S3Errors errors;
    private final InstantSource clock;

    LeftUploads(Bucket bucket, S3Errors errors, InstantSource clock) {
        this.bucket = bucket;
        this.errors = errors;
        this.clock = clock;
    }

    /// The latest upload of a key that can be gone on with.
    Optional<MultipartUpload> of(String key) {
        try {
            return uploads(pages(key))
                    .filter(upload -> upload.key().equals(bucket.full(key)))
                    .max(Comparator.comparing(LeftUploads::begun));
        } catch (SdkException e) {
            // A server that can not list them, or keys that may not: it begins anew.
            LOG.log(Level.DEBUG, "uploads can not be listed", e);
            return Optional.empty();
        }
    }

    private static Stream<MultipartUpload> uploads(List<ListMultipartUploadsResponse> pages) {
        return pages.stream().flatMap(page -> page.uploads().stream());
    }

    private List<ListMultipartUploadsResponse> pages(String prefix) {
        List<ListMultipartUploadsResponse> pages = new ArrayList<>();
        @Nullable ListMultipartUploadsResponse page = null;
        do {
            ListMultipartUploadsResponse last = page;
            page =
                    bucket.client()
                            .listMultipartUploads(list -> {
                                list.bucket(bucket.name()).prefix(bucket.full(prefix));
                                if (last != null)
                                    list.keyMarker(last.nextKeyMarker())
                                            .uploadIdMarker(last.nextUploadIdMarker());
                            });
            pages.add(page);
        } while (Boolean.TRUE.equals(page.isTruncated()) && page.nextKeyMarker() != null);
        return pages;
    }

    /// What has arrived of an upload, by number.
    Map<Integer, Part> parts(String key, String id) {
        Map<Integer, Part> parts = new HashMap<>();
        try {
            @Nullable ListPartsResponse page = null;
            do {
                ListPartsResponse last = page;
                page =
                        bucket.client()
                                .listParts(list -> {
                                    list.bucket(bucket.name()).key(bucket.full(key)).uploadId(id);
                                    if (last != null)
                                        list.partNumberMarker(last.nextPartNumberMarker());
                                });
                page.parts().forEach(part -> parts.put(part.partNumber(), part));
            } while (Boolean.TRUE.equals(page.isTruncated())
                    && page.nextPartNumberMarker() != null);
        } catch (SdkException e) {
            // Then all of it is sent again.
            LOG.log(Level.DEBUG, "the parts of an upload can not be listed", e);
        }
        return parts;
    }

    /// Gives up what nobody has worked on for a day. Only under that prefix: other programs may use
    /// the same bucket, and take longer.
    void giveUp(String prefix) {
        List<ListMultipartUploadsResponse> pages = pages(prefix);
        Instant until = serverTime(pages.getFirst()).minus(FORGOTTEN);
        for (MultipartUpload upload : uploads(pages).toList()) {
            // Not every server keeps to the prefix it is asked for
            if (!upload.key().startsWith(bucket.full(prefix)) || !begun(upload).isBefore(until))
                continue;
            String key = upload.key().substring(bucket.start().length());
            // A slow line may take longer than a day for a large content.
            boolean atWork =
                    parts(key, upload.uploadId()).values().stream()
                            .anyMatch(part ->
                                    part.lastModified() != null
                                            && part.lastModified().isAfter(until));
            if (!atWork) abort(key, upload.uploadId());
        }
    }

    /// By the server's clock, which also wrote when the uploads were begun.
    private Instant serverTime(ListMultipartUploadsResponse answer) {
        return answer.sdkHttpResponse()
                .firstMatchingHeader("Date")
                .flatMap(errors::offset)
                .map(clock.instant()::plus)
                .orElseGet(clock::instant);
    }

    private static Instant begun(MultipartUpload upload) {
        return upload.initiated() == null ? Instant.MAX : upload.initiated();
    }

    void abort(String key, String id) {
        try {
            bucket.client()
                    .abortMultipartUpload(abort ->
                            abort.bucket(bucket.name()).key(bucket.full(key)).uploadId(id));
        } catch (SdkException e) {
            LOG.log(Level.DEBUG, "an upload stays though it is of no use: " + key, e);
        }
    }
}
