package app.savepoint.storage.romm.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Bytes to take away: one range of them where it is asked for, packed where nginx would.
final class Contents {
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d*)-(\\d*)");
    private static final Map<String, String> TYPES =
            Map.of("zip", "application/zip", "png", "image/png", "bin", "application/octet-stream");

    /// The type that a name suggests; text where it suggests none.
    static String guessed(String name) {
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return TYPES.getOrDefault(extension, "text/plain; charset=utf-8");
    }

    Answer of(Request request, String disposition, String type, Rows.Stored file) {
        byte[] bytes = file.bytes();
        Answer whole =
                Answer.bytes(Status.OK, type, bytes)
                        .with("accept-ranges", "bytes")
                        .with("content-disposition", disposition)
                        .with("last-modified", Wire.date(file.writtenAt()))
                        .with("etag", '"' + tag(file) + '"');
        String range = request.header("range");
        Matcher matcher = RANGE.matcher(range == null ? "" : range);
        if (!matcher.matches() || (matcher.group(1).isEmpty() && matcher.group(2).isEmpty())) {
            return whole;
        }
        return part(whole, matcher, bytes);
    }

    private static Answer part(Answer whole, Matcher range, byte[] bytes) {
        long last = bytes.length - 1L;
        long from;
        long to;
        if (range.group(1).isEmpty()) {
            from = Math.max(0, bytes.length - Long.parseLong(range.group(2)));
            to = last;
        } else {
            from = Long.parseLong(range.group(1));
            to = range.group(2).isEmpty() ? last : Math.min(last, Long.parseLong(range.group(2)));
        }
        if (from > to) {
            return Answer.text(Status.BAD_RANGE, "")
                    .with("content-range", "bytes */" + bytes.length);
        }
        byte[] some = Arrays.copyOfRange(bytes, (int) from, (int) to + 1);
        return new Answer(Status.PARTIAL, whole.headers(), some, -1)
                .with("content-range", "bytes " + from + "-" + to + "/" + bytes.length);
    }

    private static String tag(Rows.Stored file) {
        String seed = file.writtenAt() + "-" + file.bytes().length;
        return ContentHash.md5(seed.getBytes(UTF_8));
    }

    /// How saves and states say their name.
    static String attachment(String name) {
        return "attachment; filename*=utf-8''" + quoted(name);
    }

    static String quoted(String name) {
        return URLEncoder.encode(name, UTF_8).replace("+", "%20");
    }
}
