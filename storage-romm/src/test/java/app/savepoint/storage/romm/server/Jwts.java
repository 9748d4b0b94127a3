package app.savepoint.storage.romm.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Signed tokens that carry their own contents, as OAuth2's are here.
final class Jwts {
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final int PARTS = 3;

    private final SecretKeySpec key =
            new SecretKeySpec("the key of a server in a test".getBytes(UTF_8), "HmacSHA256");
    private int last;

    /// What is inside.
    record Claims(String user, String scopes, String type, Instant expires, int number) {}

    /// Makes one that was never made before.
    String make(String user, String scopes, String type, Instant expires) {
        last++;
        byte[] payload =
                Fields.write(
                        Fields.of("sub", user)
                                .and("scopes", scopes)
                                .and("type", type)
                                .and("exp", expires.getEpochSecond())
                                .and("jti", last));
        String head = ENCODER.encodeToString("{\"alg\":\"HS256\"}".getBytes(UTF_8));
        String signed = head + "." + ENCODER.encodeToString(payload);
        return signed + "." + signature(signed);
    }

    /// Reads one; null where it was not made here or was changed. Its age is not looked at.
    @Nullable Claims read(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != PARTS) {
            return null;
        }
        byte[] right = signature(parts[0] + "." + parts[1]).getBytes(UTF_8);
        if (!MessageDigest.isEqual(right, parts[2].getBytes(UTF_8))) {
            return null;
        }
        try {
            JsonNode payload = Fields.read(Base64.getUrlDecoder().decode(parts[1]));
            return new Claims(
                    payload.get("sub").asString(),
                    payload.get("scopes").asString(),
                    payload.get("type").asString(),
                    Instant.ofEpochSecond(payload.get("exp").asLong()),
                    payload.get("jti").asInt());
        } catch (IllegalArgumentException | JacksonException garbled) {
            return null;
        }
    }

    private String signature(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return ENCODER.encodeToString(mac.doFinal(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every JDK has HmacSHA256", missing);
        }
    }
}
