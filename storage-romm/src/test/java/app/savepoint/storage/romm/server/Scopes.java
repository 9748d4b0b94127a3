package app.savepoint.storage.romm.server;

import java.util.List;
import java.util.stream.Stream;

/// What a token may be allowed.
public final class Scopes {
    /// What Savepoint asks for.
    public static final List<String> ALL_WE_NEED =
            List.of(
                    "me.read",
                    "platforms.read",
                    "roms.read",
                    "roms.user.read",
                    "roms.user.write",
                    "assets.read",
                    "assets.write",
                    "devices.read",
                    "devices.write");

    /// What a user has who is no administrator.
    static final List<String> USER =
            List.of(
                    "me.read",
                    "roms.read",
                    "platforms.read",
                    "assets.read",
                    "devices.read",
                    "firmware.read",
                    "roms.user.read",
                    "collections.read",
                    "playlists.read",
                    "me.write",
                    "assets.write",
                    "devices.write",
                    "roms.user.write",
                    "collections.write",
                    "playlists.write");

    /// What an administrator has.
    static final List<String> ADMIN =
            Stream.concat(
                            USER.stream(),
                            Stream.of(
                                    "roms.write",
                                    "platforms.write",
                                    "firmware.write",
                                    "users.read",
                                    "users.write",
                                    "tasks.run"))
                    .toList();

    private Scopes() {}

    static List<String> of(Rows.User user) {
        return user.admin() ? ADMIN : USER;
    }
}
