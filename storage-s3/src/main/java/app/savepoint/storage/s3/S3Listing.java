package app.savepoint.storage.s3;

import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.ObjectInfo;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StorageException.Unavailable;
import app.savepoint.storage.s3.S3Errors.Doing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/// Lists what is under a prefix, page by page, to the last one or not at all.
final class S3Listing {
    private final Bucket bucket;
    private final S3Errors errors;

    S3Listing(Bucket bucket, S3Errors errors) {
        this.bucket = bucket;
        this.errors = errors;
    }

    List<ObjectInfo> list(String prefix, String startAfter) throws StorageException {
        List<ObjectInfo> all = new ArrayList<>();
        @Nullable String token = null;
        do {
            ListObjectsV2Response page = page(prefix, startAfter, token);
            for (S3Object object : page.contents()) add(object, startAfter, all);
            token = next(page, token);
        } while (token != null);
        all.sort(Comparator.comparing(ObjectInfo::key));
        return List.copyOf(all);
    }

    private ListObjectsV2Response page(String prefix, String startAfter, @Nullable String token)
            throws StorageException {
        try {
            ListObjectsV2Response page =
                    bucket.client()
                            .listObjectsV2(list -> {
                                list.bucket(bucket.name()).prefix(bucket.full(prefix));
                                if (token != null) list.continuationToken(token);
                                else if (!startAfter.isEmpty() && isOrderedAlike(startAfter))
                                    list.startAfter(bucket.full(startAfter));
                            });
            // A well-formed page of something else reads like a bucket with nothing in it.
            if (page.name() == null && page.isTruncated() == null) throw errors.notS3(200);
            return page;
        } catch (SdkException e) {
            throw errors.translate(e, Doing.LISTING);
        }
    }

    private void add(S3Object object, String startAfter, List<ObjectInfo> all) {
        if (!object.key().startsWith(bucket.start())) return;
        String key = object.key().substring(bucket.start().length());
        // A server's own page makes "folders" of this kind; no key of ours ends like that.
        if (key.isEmpty() || key.endsWith("/")) return;
        // Looked at again here: not every server keeps to where a listing was to start.
        if (!startAfter.isEmpty() && key.compareTo(startAfter) <= 0) return;
        all.add(Bucket.info(key, object.size(), object.eTag(), object.lastModified()));
    }

    private @Nullable String next(ListObjectsV2Response page, @Nullable String before)
            throws StorageException {
        if (!Boolean.TRUE.equals(page.isTruncated())) return null;
        String next = page.nextContinuationToken();
        if (next == null || next.isEmpty() || next.equals(before))
            throw new Unavailable(
                    Saying.of("s3.listing")
                            .inEnglish("the bucket's listing broke off in the middle"),
                    null);
        return next;
    }

    /// Whether all servers agree on what comes after this key. Past the basic plane some order by
    /// UTF-8 and some by UTF-16; then all is listed, and what is not wanted is left out here.
    private static boolean isOrderedAlike(String key) {
        return key.chars().allMatch(c -> c < Character.MIN_SURROGATE);
    }
}
