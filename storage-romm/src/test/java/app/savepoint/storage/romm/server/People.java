package app.savepoint.storage.romm.server;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Sets up accounts and what their owners do in a browser.
public final class People {
    private final Romm romm;
    private final Parts parts;
    private final RommServer.Guard guard;

    People(Romm romm, Parts parts, RommServer.Guard guard) {
        this.romm = romm;
        this.parts = parts;
        this.guard = guard;
    }

    /// An account.
    public Rows.User user(String name, String password) {
        return guard.with(() -> put(name, password, false));
    }

    /// An account that may do everything.
    public Rows.User admin(String name, String password) {
        return guard.with(() -> put(name, password, true));
    }

    /// Shuts an account out, or lets it in again.
    public void enable(Rows.User user, boolean enabled) {
        guard.with(() -> {
            romm.db().users.put(user.id(), current(user).enabled(enabled));
            return enabled;
        });
    }

    /// Hides games from a user; seen from 5.0 on.
    public void hide(Rows.User user, Integer... roms) {
        guard.with(() -> {
            romm.db().users.put(user.id(), current(user).hiding(Set.of(roms)));
            return user;
        });
    }

    /// A client token as the web page shows it once: with its prefix.
    public String token(Rows.User user, List<String> scopes) {
        return guard.with(() ->
                Auth.SECRET_PREFIX
                        + parts.tokens().make(user, "made by hand", scopes, null, null).secret());
    }

    /// Takes all client tokens of a user back.
    public void revokeTokens(Rows.User user) {
        guard.with(() -> {
            romm.db().tokens.removeIf(token -> token.userId() == user.id());
            return user;
        });
    }

    /// Lets all client tokens of a user end so long ago.
    public void expireTokens(Rows.User user, Duration ago) {
        guard.with(() -> {
            romm.db()
                    .tokens
                    .where(token -> token.userId() == user.id())
                    .forEach(token ->
                            romm.db()
                                    .tokens
                                    .put(token.id(), token.expiring(romm.stored().minus(ago))));
            return user;
        });
    }

    /// An access token of OAuth2; with a negative life one that is over.
    public String jwt(Rows.User user, List<String> scopes, Duration life) {
        return guard.with(
                () -> parts.oauth().access(current(user), String.join(" ", scopes), life));
    }

    /// The user logs in with a browser, which becomes a device.
    public Rows.Device logIn(Rows.User user) {
        return guard.with(() -> {
            romm.db().users.put(user.id(), current(user).loggedIn(romm.stored()));
            return parts.devices().browser(user);
        });
    }

    /// The codes that devices show now and that wait for somebody to type them.
    public List<String> waitingCodes() {
        return guard.with(() -> parts.deviceAuth().waiting());
    }

    /// The user types the code and allows all that was asked for and may be allowed.
    public Rows.Device approve(Rows.User user, String userCode) {
        return guard.with(
                () -> approve(user, userCode, parts.deviceAuth().allowed(user, userCode), null));
    }

    /// The user types the code, allows some scopes, and may name the device.
    public Rows.Device approve(
            Rows.User user, String userCode, List<String> scopes, @Nullable String name) {
        return guard.with(
                () -> parts.deviceAuth().approve(current(user), userCode, scopes, name, null));
    }

    /// The user types the code and says no.
    public void deny(String userCode) {
        guard.with(() -> {
            parts.deviceAuth().deny(userCode);
            return userCode;
        });
    }

    /// The user lets a device sync, or no longer.
    public void letSync(String id, boolean enabled) {
        guard.with(() -> {
            romm.db().devices.put(id, romm.db().devices.get(id).enabled(enabled));
            return id;
        });
    }

    /// The user removes a device.
    public void removeDevice(String id) {
        guard.with(() -> {
            Rows.Device device = romm.db().devices.get(id);
            if (device != null) {
                parts.devices().remove(device);
            }
            return id;
        });
    }

    private Rows.User put(String name, String password, boolean admin) {
        int id = romm.db().users.nextId();
        Rows.User row =
                new Rows.User(
                        id,
                        name,
                        password,
                        admin,
                        true,
                        Set.of(),
                        null,
                        null,
                        romm.stored(),
                        romm.stored());
        romm.db().users.put(id, row);
        return row;
    }

    private Rows.User current(Rows.User user) {
        Rows.User now = romm.db().users.find(user.id());
        return now == null ? user : now;
    }
}
