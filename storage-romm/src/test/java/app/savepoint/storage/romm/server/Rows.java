package app.savepoint.storage.romm.server;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the server's tables hold, a record for each row; times as stored.
public final class Rows {
    private Rows() {}

    /// An account. Hidden ROMs answer as if they were not there, from 5.0.
    public record User(
            int id,
            String name,
            String password,
            boolean admin,
            boolean enabled,
            Set<Integer> hiddenRoms,
            @Nullable Instant lastLogin,
            @Nullable Instant lastActive,
            Instant createdAt,
            Instant updatedAt) {
        User active(Instant now) {
            return new User(
                    id, name, password, admin, enabled, hiddenRoms, lastLogin, now, createdAt, now);
        }

        User loggedIn(Instant now) {
            return new User(
                    id, name, password, admin, enabled, hiddenRoms, now, now, createdAt, now);
        }

        User enabled(boolean now) {
            return new User(
                    id,
                    name,
                    password,
                    admin,
                    now,
                    hiddenRoms,
                    lastLogin,
                    lastActive,
                    createdAt,
                    updatedAt);
        }

        User hiding(Set<Integer> roms) {
            return new User(
                    id,
                    name,
                    password,
                    admin,
                    enabled,
                    roms,
                    lastLogin,
                    lastActive,
                    createdAt,
                    updatedAt);
        }
    }

    /// A client token; the secret is replaced when it is paired or regenerated.
    public record Token(
            int id,
            int userId,
            String name,
            List<String> scopes,
            String secret,
            @Nullable String deviceId,
            @Nullable Instant expiresAt,
            @Nullable Instant lastUsedAt,
            Instant createdAt) {
        Token renewed(String other) {
            return new Token(id, userId, name, scopes, other, deviceId, expiresAt, null, createdAt);
        }

        Token used(Instant now) {
            return new Token(id, userId, name, scopes, secret, deviceId, expiresAt, now, createdAt);
        }

        Token expiring(Instant when) {
            return new Token(
                    id, userId, name, scopes, secret, deviceId, when, lastUsedAt, createdAt);
        }

        Token unbound() {
            return new Token(
                    id, userId, name, scopes, secret, null, expiresAt, lastUsedAt, createdAt);
        }
    }

    /// A platform: RomM's own word for the system, and the folder it has in this library.
    public record Platform(
            int id,
            String slug,
            String fsSlug,
            String name,
            Instant createdAt,
            Instant updatedAt) {}

    /// A game's entry. Hashes are null where hashing is off.
    public record Rom(
            int id,
            int platformId,
            String fsName,
            List<String> regions,
            List<String> languages,
            List<String> tags,
            String revision,
            @Nullable String crc,
            @Nullable String md5,
            @Nullable String sha1,
            List<RomFile> files,
            boolean missing,
            Instant createdAt,
            Instant updatedAt) {}

    /// A file of a game, inside the game's folder or alone.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record RomFile(
            int id,
            String name,
            byte[] bytes,
            @Nullable String crc,
            @Nullable String md5,
            @Nullable String sha1) {}

    /// A device of a user.
    public record Device(
            String id,
            int userId,
            @Nullable String name,
            @Nullable String platform,
            @Nullable String client,
            @Nullable String clientVersion,
            @Nullable String ipAddress,
            @Nullable String macAddress,
            @Nullable String hostname,
            @Nullable String clientIdentifier,
            String syncMode,
            boolean syncEnabled,
            Instant lastSeen,
            Instant createdAt,
            Instant updatedAt) {
        Device called(String other) {
            return new Device(
                    other,
                    userId,
                    name,
                    platform,
                    client,
                    clientVersion,
                    ipAddress,
                    macAddress,
                    hostname,
                    clientIdentifier,
                    syncMode,
                    syncEnabled,
                    lastSeen,
                    createdAt,
                    updatedAt);
        }

        Device enabled(boolean on) {
            return new Device(
                    id,
                    userId,
                    name,
                    platform,
                    client,
                    clientVersion,
                    ipAddress,
                    macAddress,
                    hostname,
                    clientIdentifier,
                    syncMode,
                    on,
                    lastSeen,
                    createdAt,
                    updatedAt);
        }

        Device seen(Instant now) {
            return new Device(
                    id,
                    userId,
                    name,
                    platform,
                    client,
                    clientVersion,
                    ipAddress,
                    macAddress,
                    hostname,
                    clientIdentifier,
                    syncMode,
                    syncEnabled,
                    now,
                    createdAt,
                    now);
        }
    }

    /// A version of a save; the newest of a slot is its head.
    public record Save(
            int id,
            int romId,
            int userId,
            String fileName,
            String filePath,
            long size,
            @Nullable String emulator,
            @Nullable String slot,
            @Nullable String contentHash,
            boolean isPublic,
            @Nullable String originDevice,
            Instant createdAt,
            Instant updatedAt) {
        /// Where its file lies.
        public String fullPath() {
            return filePath + "/" + fileName;
        }
    }

    /// What a device last had of a save.
    public record DeviceSync(
            String deviceId, int saveId, Instant lastSyncedAt, boolean untracked) {}

    /// An emulator's state.
    public record State(
            int id,
            int romId,
            int userId,
            String fileName,
            String filePath,
            long size,
            @Nullable String emulator,
            boolean isPublic,
            Instant createdAt,
            Instant updatedAt) {
        /// Where its file lies.
        public String fullPath() {
            return filePath + "/" + fileName;
        }
    }

    /// A picture, tied to saves and states by its name alone.
    public record Screenshot(
            int id,
            int romId,
            int userId,
            String fileName,
            String filePath,
            long size,
            Instant createdAt,
            Instant updatedAt) {
        /// Where its file lies.
        public String fullPath() {
            return filePath + "/" + fileName;
        }
    }

    /// A session of syncing.
    public record Session(
            int id,
            String deviceId,
            int userId,
            String status,
            Instant initiatedAt,
            @Nullable Instant completedAt,
            int planned,
            int completed,
            int failed) {}

    /// A stretch of playing.
    public record Play(
            int id,
            int userId,
            @Nullable String deviceId,
            @Nullable Integer romId,
            @Nullable String slot,
            Instant start,
            Instant end,
            long durationMs,
            Instant createdAt) {}

    /// When a user last played a game.
    public record RomUser(
            int id,
            int userId,
            int romId,
            Instant lastPlayed,
            Instant createdAt,
            Instant updatedAt) {}

    /// The bytes of a file and when they were written.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Stored(byte[] bytes, Instant writtenAt) {}
}
