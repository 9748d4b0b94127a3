package app.savepoint.storage.romm.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `POST /api/token`: a password, or a refresh token that works once, for a pair of tokens.
final class OAuth {
    private static final Duration ACCESS_LIFE = Duration.ofMinutes(30);
    private static final Duration REFRESH_LIFE = Duration.ofDays(7);

    private final Romm romm;
    private final Auth auth;
    private final Jwts jwts;
    private final Set<Integer> spent = new HashSet<>();

    OAuth(Romm romm, Auth auth, Jwts jwts) {
        this.romm = romm;
        this.auth = auth;
        this.jwts = jwts;
    }

    void routes(Router router) {
        router.add("POST", "/api/token", this::token).open();
        router.add("GET", "/api/users/me", this::me).needs("me.read");
    }

    private Answer token(Call call) {
        Map<String, String> form = form(call.request());
        return switch (form.getOrDefault("grant_type", "password")) {
            case "password" -> password(form);
            case "refresh_token" -> refresh(form);
            case "client_credentials" ->
                    Answer.detail(Status.BAD_REQUEST, "Client credentials are not yet supported");
            default -> Answer.detail(Status.BAD_REQUEST, "Invalid or unsupported grant type");
        };
    }

    private Answer password(Map<String, String> form) {
        String name = form.getOrDefault("username", "");
        String password = form.getOrDefault("password", "");
        if (name.isEmpty() || password.isEmpty()) {
            return Answer.detail(Status.BAD_REQUEST, "Missing username or password");
        }
        Rows.User user = auth.named(name);
        if (user == null || !user.password().equals(password)) {
            return Answer.detail(Status.UNAUTHENTICATED, "Invalid username or password");
        }
        if (!user.enabled()) {
            return Answer.detail(Status.FORBIDDEN, "User account is disabled");
        }
        String scopes = form.getOrDefault("scope", "").strip();
        if (!scopes.isEmpty() && !Scopes.of(user).containsAll(List.of(scopes.split(" +", -1)))) {
            return Answer.detail(Status.FORBIDDEN, "Insufficient scope");
        }
        return pair(user, scopes, true);
    }

    private Answer refresh(Map<String, String> form) {
        String token = form.getOrDefault("refresh_token", "");
        if (token.isEmpty()) {
            return Answer.detail(Status.BAD_REQUEST, "Missing refresh token");
        }
        Jwts.Claims claims = jwts.read(token);
        boolean rotates = romm.level().from(Level.V4_8);
        boolean good =
                claims != null
                        && claims.type().equals(Auth.REFRESH)
                        && romm.now().isBefore(claims.expires())
                        && !(rotates && spent.contains(claims.number()));
        Rows.User user = claims == null ? null : auth.named(claims.user());
        if (!good || claims == null || user == null) {
            return Answer.detail(Status.UNAUTHENTICATED, "Could not validate credentials")
                    .with("www-authenticate", "Bearer");
        }
        if (!user.enabled()) {
            return Answer.detail(Status.FORBIDDEN, "User account is disabled");
        }
        spent.add(claims.number());
        return pair(user, claims.scopes(), rotates);
    }

    private Answer pair(Rows.User user, String scopes, boolean withRefresh) {
        Fields answer =
                Fields.of("access_token", access(user, scopes, ACCESS_LIFE))
                        .and("token_type", "bearer")
                        .and("expires", ACCESS_LIFE.toSeconds());
        if (withRefresh) {
            answer.and(
                            "refresh_token",
                            jwts.make(
                                    user.name(),
                                    scopes,
                                    Auth.REFRESH,
                                    romm.now().plus(REFRESH_LIFE)))
                    .and("refresh_expires", REFRESH_LIFE.toSeconds());
        }
        return Answer.ok(answer);
    }

    /// A token that allows those scopes for that long; it may be over already.
    String access(Rows.User user, String scopes, Duration life) {
        return jwts.make(user.name(), scopes, Auth.ACCESS, romm.now().plus(life));
    }

    private Answer me(Call call) {
        Rows.User user = call.identity().user();
        boolean groups = romm.level().from(Level.V5_0);
        return Answer.ok(
                Fields.of("id", user.id())
                        .and("username", user.name())
                        .and("email", user.name() + "@example.invalid")
                        .and("enabled", user.enabled())
                        .and("role", user.admin() ? "admin" : groups ? "user" : "viewer")
                        .andIf(groups, "permission_group_id", null)
                        .and("oauth_scopes", Scopes.of(user))
                        .and("avatar_path", "")
                        .and("last_login", romm.written(user.lastLogin()))
                        .and("last_active", romm.written(user.lastActive()))
                        .and("ra_username", "")
                        .and("ra_progression", new Fields())
                        .and("ui_settings", new Fields())
                        .andIf(groups, "current_device_id", call.identity().deviceId())
                        .and("created_at", romm.written(user.createdAt()))
                        .and("updated_at", romm.written(user.updatedAt())));
    }

    private static Map<String, String> form(Request request) {
        String type = request.header("content-type");
        Map<String, String> form = new HashMap<>();
        if (isForm(type)) {
            Request.parameters(new String(request.body(), UTF_8))
                    .forEach(pair -> form.put(pair.name(), pair.value()));
        }
        return form;
    }

    private static boolean isForm(@Nullable String type) {
        return type != null
                && type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded");
    }
}
