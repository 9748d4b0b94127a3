package app.savepoint.storage.romm;

import app.savepoint.core.storage.StorageException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Says with each request who asks. Used by several threads at once.
final class Login {
    /// What may be asked for: to see games, to read and write saves, to be a device.
    static final String SCOPES =
            "me.read platforms.read roms.read roms.user.read roms.user.write assets.read"
                    + " assets.write devices.read devices.write";

    /// A server that forgets early must not be met by surprise: a token is renewed when so much of
    /// its life has passed.
    private static final double RENEWED_AFTER = 0.8;

    private static final long USUAL_LIFE_SECONDS = 1800;

    private final RommErrors errors;
    private final InstantSource clock;
    private final Asking asking;
    private RommCredentials credentials;
    private @Nullable Session session;

    /// Asks the server without saying who asks.
    @FunctionalInterface
    interface Asking {
        Answer ask(Ask ask) throws StorageException;
    }

    /// What the server gave for a password.
    ///
    /// @param renewAt when it is time for another
    private record Session(String access, String refresh, Instant renewAt) {}

    Login(RommCredentials credentials, RommErrors errors, InstantSource clock, Asking asking) {
        this.credentials = credentials;
        this.errors = errors;
        this.clock = clock;
        this.asking = asking;
    }

    /// What stands in the header of each request.
    synchronized String header() throws StorageException {
        if (credentials instanceof RommCredentials.Kept(var source)) credentials = source.look();
        return switch (credentials) {
            case RommCredentials.Token(var token) -> "Bearer " + token;
            case RommCredentials.Password password -> "Bearer " + token(password);
            case RommCredentials.None _ -> throw errors.noSignIn();
            case RommCredentials.Kept _ -> throw errors.noSignIn();
        };
    }

    /// Whether another attempt may go better, because what was sent can be had anew.
    ///
    /// @param refused the header that was not taken
    synchronized boolean renew(String refused) throws StorageException {
        if (!(credentials instanceof RommCredentials.Password)) return false;
        if (session != null && refused.equals("Bearer " + session.access())) session = null;
        return !header().equals(refused);
    }

    private String token(RommCredentials.Password password) throws StorageException {
        Session now = session;
        if (now != null && clock.instant().isBefore(now.renewAt())) return now.access();
        Session fresh = now == null ? signIn(password) : goOn(now, password);
        session = fresh;
        return fresh.access();
    }

    private Session goOn(Session now, RommCredentials.Password password) throws StorageException {
        if (now.refresh().isEmpty()) return signIn(password);
        Answer answer =
                asking.ask(
                        Ask.form(
                                        "/api/token",
                                        Map.of(
                                                "grant_type",
                                                "refresh_token",
                                                "refresh_token",
                                                now.refresh()))
                                .unsigned());
        return answer.isData() ? session(answer, now.refresh()) : signIn(password);
    }

    private Session signIn(RommCredentials.Password password) throws StorageException {
        Answer answer =
                asking.ask(
                        Ask.form(
                                        "/api/token",
                                        Map.of(
                                                "grant_type",
                                                "password",
                                                "username",
                                                password.user(),
                                                "password",
                                                password.password(),
                                                "scope",
                                                SCOPES))
                                .unsigned());
        if (answer.status() == 401) throw errors.wrongPassword();
        if (!answer.isData()) throw errors.answered(answer);
        return session(answer, "");
    }

    /// @param before the refresh token that older servers let one use again
    private Session session(Answer answer, String before) throws StorageException {
        JsonNode json = answer.json();
        String access = json.path("access_token").asString("");
        if (access.isEmpty()) throw errors.answered(answer);
        long life = json.path("expires").asLong(USUAL_LIFE_SECONDS);
        return new Session(
                access,
                json.path("refresh_token").asString(before),
                clock.instant().plus(Duration.ofMillis((long) (life * 1000 * RENEWED_AFTER))));
    }
}
