package app.savepoint.storage.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.savepoint.storage.s3.PretendS3.Answer;
import app.savepoint.storage.s3.PretendS3.Call;
import java.net.URLEncoder;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The objects of a pretended bucket, treated as S3 treats them.
final class PretendObjects {
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");
    private static final int PAGE = 2;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Stored(byte[] bytes, Map<String, String> headers) {}

    private final TreeMap<String, Stored> stored = new TreeMap<>(PretendObjects::byBytes);

    /// As S3 orders keys: by the bytes of their UTF-8.
    private static int byBytes(String one, String other) {
        return Arrays.compareUnsigned(one.getBytes(UTF_8), other.getBytes(UTF_8));
    }

    synchronized byte[] bytes(String key) {
        Stored there = stored.get(key);
        return there == null ? new byte[0] : there.bytes();
    }

    synchronized List<String> keys() {
        return List.copyOf(stored.keySet());
    }

    synchronized Answer answer(Call call) {
        if (call.key().isEmpty()) {
            if (call.query().containsKey("versioning"))
                return ok("<VersioningConfiguration/>".getBytes(UTF_8));
            return list(call);
        }
        return switch (call.method()) {
            case "PUT" -> put(call);
            case "DELETE" -> {
                stored.remove(call.key());
                yield Answer.of(204, Map.of(), new byte[0]);
            }
            default -> get(call);
        };
    }

    private static Answer ok(byte[] body) {
        return Answer.of(200, Map.of(), body);
    }

    private Answer put(Call call) {
        Stored there = stored.get(call.key());
        if (call.has("If-None-Match") && there != null)
            return Answer.error(412, "PreconditionFailed");
        if (call.has("If-Match") && there == null) return Answer.error(404, "NoSuchKey");
        if (call.has("If-Match")
                && there != null
                && !call.header("If-Match").equals(there.headers().get("ETag")))
            return Answer.error(412, "PreconditionFailed");
        return store(call);
    }

    /// Whatever is there, and whatever was asked.
    synchronized Answer store(Call call) {
        Map<String, String> headers = new HashMap<>();
        headers.put("ETag", '"' + md5(call.body()) + '"');
        call.headers()
                .forEach((name, values) -> {
                    if (name.toLowerCase(java.util.Locale.ROOT).startsWith("x-amz-meta-"))
                        headers.put(name, values.getFirst());
                });
        stored.put(call.key(), new Stored(call.body(), headers));
        return Answer.of(200, Map.of("ETag", headers.get("ETag")), new byte[0]);
    }

    private Answer get(Call call) {
        Stored there = stored.get(call.key());
        if (there == null) return Answer.error(404, "NoSuchKey");
        if (call.has("If-Match") && !call.header("If-Match").equals(there.headers().get("ETag")))
            return Answer.error(412, "PreconditionFailed");
        if (!call.has("Range")) return Answer.of(200, there.headers(), there.bytes());
        Matcher range = RANGE.matcher(call.header("Range"));
        if (!range.matches()) return Answer.error(400, "InvalidArgument");
        int from = Integer.parseInt(range.group(1));
        int all = there.bytes().length;
        if (from >= all) return Answer.error(416, "InvalidRange");
        int to =
                range.group(2).isEmpty()
                        ? all - 1
                        : Math.min(all - 1, Integer.parseInt(range.group(2)));
        Map<String, String> headers = new HashMap<>(there.headers());
        headers.put("Content-Range", "bytes " + from + "-" + to + "/" + all);
        return Answer.of(206, headers, Arrays.copyOfRange(there.bytes(), from, to + 1));
    }

    private Answer list(Call call) {
        String after =
                call.query()
                        .getOrDefault(
                                "continuation-token", call.query().getOrDefault("start-after", ""));
        String prefix = call.query().getOrDefault("prefix", "");
        List<String> keys =
                stored.tailMap(after, false).keySet().stream()
                        .filter(key -> key.startsWith(prefix))
                        .limit(PAGE + 1)
                        .toList();
        boolean more = keys.size() > PAGE;
        StringBuilder xml = new StringBuilder("<ListBucketResult>");
        xml.append("<EncodingType>url</EncodingType><IsTruncated>")
                .append(more)
                .append("</IsTruncated>");
        List<String> page = keys.subList(0, Math.min(PAGE, keys.size()));
        for (String key : page)
            xml.append("<Contents><Key>")
                    .append(URLEncoder.encode(key, UTF_8))
                    .append("</Key><Size>")
                    .append(stored.get(key).bytes().length)
                    .append("</Size><ETag>")
                    .append(stored.get(key).headers().get("ETag").replace("\"", "&quot;"))
                    .append("</ETag><LastModified>2026-03-01T12:00:00.000Z</LastModified>")
                    .append("</Contents>");
        if (more)
            xml.append("<NextContinuationToken>")
                    .append(page.getLast())
                    .append("</NextContinuationToken>");
        return ok(xml.append("</ListBucketResult>").toString().getBytes(UTF_8));
    }

    static String md5(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
