package app.savepoint.storage.romm.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Finds out who asks. A JSON web token that is not in order breaks the whole request with a 500,
/// on every route; anything else that is wrong makes the caller a stranger.
final class Auth {
    static final String ACCESS = "access";
    static final String REFRESH = "refresh";
    static final String SECRET_PREFIX = "rmm_";

    private final Romm romm;
    private final Jwts jwts;

    Auth(Romm romm, Jwts jwts) {
        this.romm = romm;
        this.jwts = jwts;
    }

    @Nullable Identity identify(Request request) {
        String header = request.header("authorization");
        String[] words = header == null ? new String[0] : header.split(" ", -1);
        if (words.length != 2 || words[1].isEmpty()) {
            return null;
        }
        return switch (words[0].toLowerCase(Locale.ROOT)) {
            case "basic" -> basic(words[1]);
            case "bearer" -> bearer(words[1]);
            default -> null;
        };
    }

    /// Notes that the user was here, as the next answer about the user says.
    void wasActive(Identity identity) {
        Rows.User user = romm.db().users.find(identity.user().id());
        if (user != null) {
            romm.db().users.put(user.id(), user.active(romm.stored()));
        }
    }

    Rows.@Nullable User named(String name) {
        return romm.db().users.where(user -> user.name().equals(name)).findFirst().orElse(null);
    }

    private @Nullable Identity basic(String encoded) {
        String pair;
        try {
            byte[] bytes = Base64.getDecoder().decode(encoded);
            pair = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (IllegalArgumentException | CharacterCodingException garbled) {
            throw new Refusal(Answer.broken());
        }
        int colon = pair.indexOf(':');
        if (colon < 0 || !pair.chars().allMatch(c -> c < 128)) {
            throw new Refusal(Answer.broken());
        }
        Rows.User user = named(pair.substring(0, colon));
        boolean right =
                user != null && user.enabled() && user.password().equals(pair.substring(colon + 1));
        return right ? new Identity(user, Set.copyOf(Scopes.of(user)), null) : null;
    }

    private @Nullable Identity bearer(String token) {
        if (token.startsWith(SECRET_PREFIX) && romm.level().from(Level.V4_8)) {
            return client(token.substring(SECRET_PREFIX.length()));
        }
        Jwts.Claims claims = jwts.read(token);
        if (claims == null || !romm.now().isBefore(claims.expires())) {
            throw new Refusal(Answer.broken());
        }
        if (!claims.type().equals(ACCESS)) {
            return null;
        }
        Rows.User user = named(claims.user());
        if (user == null || !user.enabled()) {
            throw new Refusal(Answer.broken());
        }
        return new Identity(user, allowed(user, List.of(claims.scopes().split(" ", -1))), null);
    }

    private @Nullable Identity client(String secret) {
        Rows.Token token =
                romm.db().tokens.where(row -> row.secret().equals(secret)).findFirst().orElse(null);
        if (token == null) {
            return null;
        }
        Instant end = token.expiresAt();
        Rows.User user = romm.db().users.find(token.userId());
        if (user == null || !user.enabled() || (end != null && !romm.now().isBefore(end))) {
            return null;
        }
        romm.db().tokens.put(token.id(), token.used(romm.stored()));
        return new Identity(user, allowed(user, token.scopes()), token.deviceId());
    }

    private static Set<String> allowed(Rows.User user, List<String> asked) {
        return asked.stream().filter(Scopes.of(user)::contains).collect(Collectors.toSet());
    }
}
