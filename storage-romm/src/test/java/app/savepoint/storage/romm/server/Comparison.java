package app.savepoint.storage.romm.server;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the server advises about one save of a client and the head of its slot. It goes by hashes
/// where both are known and equal, else by the clocks.
enum Comparison {
    UPLOAD_NEW("upload", "Save exists on client but not on server"),
    UNTRACKED("no_op", "Save is untracked on this device"),
    IDENTICAL("no_op", "Content is identical"),
    BOTH_CHANGED("conflict", "Both sides changed since last sync"),
    CLIENT_NEWER("upload", "Client save is newer than last sync"),
    SERVER_NEWER("download", "Server save is newer than last sync"),
    UNCHANGED("no_op", "No changes since last sync"),
    CLIENT_NEWER_UNKNOWN("upload", "Client save is newer (no sync history)"),
    SERVER_NEWER_UNKNOWN("download", "Server save is newer (no sync history)"),
    SAME_TIME("conflict", "Same timestamp but different content"),
    SEEMS_IDENTICAL("no_op", "Saves appear identical"),
    ABSENT_AND_OLD("download", "Server save updated since last sync, not present on client"),
    ABSENT("download", "Save exists on server but not on client");

    private final String action;
    private final String reason;

    Comparison(String action, String reason) {
        this.action = action;
        this.reason = reason;
    }

    String action() {
        return action;
    }

    String reason() {
        return reason;
    }

    /// @param time the client's, of its file
    /// @param hash the client's; null where it sent none
    /// @param head the newest row of the slot; null where there is none
    /// @param sync what the device had of that row; null where nothing
    static Comparison of(
            Instant time,
            @Nullable String hash,
            Rows.@Nullable Save head,
            Rows.@Nullable DeviceSync sync) {
        if (head == null) {
            return UPLOAD_NEW;
        }
        if (sync != null && sync.untracked()) {
            return UNTRACKED;
        }
        if (hash != null && hash.equals(head.contentHash())) {
            return IDENTICAL;
        }
        return sync == null
                ? byClocks(time, hash, head)
                : sinceThen(
                        time.isAfter(sync.lastSyncedAt()),
                        head.updatedAt().isAfter(sync.lastSyncedAt()));
    }

    private static Comparison sinceThen(boolean client, boolean server) {
        if (client && server) {
            return BOTH_CHANGED;
        }
        if (client) {
            return CLIENT_NEWER;
        }
        return server ? SERVER_NEWER : UNCHANGED;
    }

    private static Comparison byClocks(Instant time, @Nullable String hash, Rows.Save head) {
        if (time.isAfter(head.updatedAt())) {
            return CLIENT_NEWER_UNKNOWN;
        }
        if (time.isBefore(head.updatedAt())) {
            return SERVER_NEWER_UNKNOWN;
        }
        return hash == null && head.contentHash() == null ? SEEMS_IDENTICAL : SAME_TIME;
    }
}
