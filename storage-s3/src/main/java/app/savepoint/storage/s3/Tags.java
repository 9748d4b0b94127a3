package app.savepoint.storage.s3;

import app.savepoint.core.storage.ETag;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/// Versions as servers write them and as core knows them.
final class Tags {
    private static final Pattern MD5 = Pattern.compile("[0-9a-f]{32}");
    private static final int BUFFER = 64 * 1024;

    private Tags() {}

    /// Without quotes, and without the mark of a weak one, which some proxies add.
    static ETag read(@Nullable String written) {
        if (written == null) return new ETag("");
        String tag = written.startsWith("W/") ? written.substring(2) : written;
        tag = tag.replace("&quot;", "\"");
        boolean quoted = tag.length() >= 2 && tag.startsWith("\"") && tag.endsWith("\"");
        return new ETag(quoted ? tag.substring(1, tag.length() - 1) : tag);
    }

    /// As it goes into `If-Match` on this server.
    static String written(ETag etag, Capabilities.TagForm form) {
        return switch (form) {
            case QUOTED, USELESS -> '"' + etag.value() + '"';
            case BARE -> etag.value();
        };
    }

    /// What most servers take for the version of a part: the MD5 of its bytes. Proves nothing about
    /// who made them; it only spares sending them again.
    static ETag md5(UploadSource source) throws IOException {
        MessageDigest digest = md5();
        try (InputStream in = source.newStream()) {
            byte[] buffer = new byte[BUFFER];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) digest.update(buffer, 0, n);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return new ETag(HexFormat.of().formatHex(digest.digest()));
    }

    /// What most servers take for the version of an object made of parts: the MD5 of their MD5s,
    /// and how many there were. A tag that no object has where the parts' tags are no MD5s.
    static ETag ofParts(List<CompletedPart> parts) {
        MessageDigest digest = md5();
        for (CompletedPart part : parts) {
            String tag = read(part.eTag()).value();
            if (!MD5.matcher(tag).matches()) return new ETag("");
            digest.update(HexFormat.of().parseHex(tag));
        }
        return new ETag(HexFormat.of().formatHex(digest.digest()) + "-" + parts.size());
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has it", e);
        }
    }
}
