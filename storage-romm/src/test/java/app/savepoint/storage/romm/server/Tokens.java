package app.savepoint.storage.romm.server;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Client tokens, from 4.8: made by the user, paired by a code, renewed with every exchange.
final class Tokens {
    private static final Map<String, Duration> LIVES =
            Map.of(
                    "30d", Duration.ofDays(30),
                    "90d", Duration.ofDays(90),
                    "1y", Duration.ofDays(365));
    private static final String FOREVER = "never";
    private static final int MOST = 25;
    private static final int MOST_EXCHANGES = 5;
    private static final Duration CODE_LIFE = Duration.ofSeconds(60);

    private final Romm romm;
    private final Map<String, Pairing> codes = new HashMap<>();
    private final Attempts exchanges =
            new Attempts(MOST_EXCHANGES, "Too many exchange attempts. Try again later.");

    private record Pairing(int token, Instant ends) {}

    Tokens(Romm romm) {
        this.romm = romm;
    }

    void routes(Router router) {
        Level since = Level.V4_8;
        router.add("POST", "/api/client-tokens", this::create).needs("me.write").since(since);
        router.add("GET", "/api/client-tokens", this::list).needs("me.read").since(since);
        router.add("POST", "/api/client-tokens/exchange", this::exchange).open().since(since);
        router.add("GET", "/api/client-tokens/pair/{code}/status", this::status).since(since);
        router.add("POST", "/api/client-tokens/{id}/pair", this::pair)
                .needs("me.write")
                .since(since);
        router.add("PUT", "/api/client-tokens/{id}/regenerate", this::regenerate)
                .needs("me.write")
                .since(since);
        router.add("DELETE", "/api/client-tokens/{id}", this::delete)
                .needs("me.write")
                .since(since);
    }

    /// Writes a token.
    Rows.Token make(
            Rows.User user,
            String name,
            List<String> scopes,
            @Nullable String device,
            @Nullable Instant ends) {
        int id = romm.db().tokens.nextId();
        Rows.Token token =
                new Rows.Token(
                        id,
                        user.id(),
                        name,
                        List.copyOf(scopes),
                        romm.ids().secret(),
                        device,
                        ends == null ? null : Times.stored(ends),
                        null,
                        romm.stored());
        romm.db().tokens.put(id, token);
        return token;
    }

    /// When a life that is named ends; refuses names that are none.
    @Nullable Instant end(@Nullable String life) {
        if (life == null || life.equals(FOREVER)) {
            return null;
        }
        Duration duration = LIVES.get(life);
        if (duration == null) {
            throw Refusal.of(
                    Status.INVALID,
                    "Invalid expires_in value: " + life + ". Valid values: 30d, 90d, 1y, never");
        }
        return romm.now().plus(duration);
    }

    private Answer create(Call call) {
        JsonNode body = call.json();
        String name = call.text("name");
        List<String> scopes = strings(body.get("scopes"));
        if (scopes.isEmpty()) {
            throw Call.invalid(Call.missing(List.of("body", "scopes"), null));
        }
        JsonNode life = body.get("expires_in");
        Instant end = end(life == null || life.isNull() ? null : life.asString());
        Rows.User user = call.identity().user();
        List<String> beyond = new ArrayList<>(scopes);
        beyond.removeAll(Scopes.of(user));
        if (!beyond.isEmpty()) {
            throw Refusal.of(
                    Status.FORBIDDEN,
                    "Requested scopes exceed your permissions: " + String.join(", ", beyond));
        }
        if (romm.db().tokens.where(row -> row.userId() == user.id()).count() >= MOST) {
            throw Refusal.of(Status.BAD_REQUEST, "Maximum number of tokens reached");
        }
        Rows.Token token = make(user, name, scopes, null, end);
        return Answer.json(
                Status.CREATED,
                fields(token)
                        .and("expires_at", romm.written(end))
                        .and("created_at", romm.written(romm.now()))
                        .and("raw_token", Auth.SECRET_PREFIX + token.secret()));
    }

    private Answer list(Call call) {
        return Answer.ok(
                romm.db()
                        .tokens
                        .where(token -> token.userId() == call.user())
                        .map(this::fields)
                        .toList());
    }

    private Answer pair(Call call) {
        Rows.Token token = own(call);
        String code = romm.ids().code();
        codes.put(code, new Pairing(token.id(), romm.now().plus(CODE_LIFE)));
        return Answer.ok(Fields.of("code", code).and("expires_in", CODE_LIFE.toSeconds()));
    }

    private Answer status(Call call) {
        if (waiting(call.path("code")) == null) {
            throw Refusal.notFound("Not Found");
        }
        return Answer.ok(null);
    }

    private Answer exchange(Call call) {
        exchanges.count(romm.now());
        String code = call.text("code").replace("-", "").toUpperCase(Locale.ROOT);
        Pairing pairing = waiting(code);
        Rows.Token token = pairing == null ? null : romm.db().tokens.find(pairing.token());
        if (token == null) {
            throw Refusal.notFound("Invalid or expired pairing code");
        }
        Rows.User owner = romm.db().users.find(token.userId());
        if (owner == null || !owner.enabled()) {
            throw Refusal.of(Status.FORBIDDEN, "User account is disabled");
        }
        codes.remove(code);
        return Answer.ok(renewed(token));
    }

    private Answer regenerate(Call call) {
        return Answer.ok(renewed(own(call)));
    }

    private Answer delete(Call call) {
        romm.db().tokens.remove(own(call).id());
        return Answer.ok(null);
    }

    private Fields renewed(Rows.Token token) {
        Rows.Token renewed = token.renewed(romm.ids().secret());
        romm.db().tokens.put(token.id(), renewed);
        return fields(renewed).and("raw_token", Auth.SECRET_PREFIX + renewed.secret());
    }

    private @Nullable Pairing waiting(String code) {
        Pairing pairing = codes.get(code);
        return pairing == null || !romm.now().isBefore(pairing.ends()) ? null : pairing;
    }

    private Rows.Token own(Call call) {
        Rows.Token token = romm.db().tokens.find(call.id("id"));
        if (token == null || token.userId() != call.user()) {
            throw Refusal.notFound("Token not found");
        }
        return token;
    }

    private Fields fields(Rows.Token token) {
        return Fields.of("id", token.id())
                .and("name", token.name())
                .and("scopes", token.scopes())
                .and("expires_at", romm.written(token.expiresAt()))
                .and("last_used_at", romm.written(token.lastUsedAt()))
                .and("created_at", romm.written(token.createdAt()))
                .and("user_id", token.userId())
                .andIf(romm.level().from(Level.V5_0), "device_id", token.deviceId());
    }

    static List<String> strings(@Nullable JsonNode array) {
        List<String> texts = new ArrayList<>();
        if (array != null && array.isArray()) {
            array.forEach(item -> texts.add(item.asString()));
        }
        return texts;
    }
}
