package app.savepoint.storage.romm;

import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.storage.server.ServerVersion;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What the server's rows hold, as it is remembered. A version is named after the row's number and
/// what tells its content, so that it is the same on every device.
final class Versions {
    private Versions() {}

    /// What a save's row holds.
    ///
    /// @param by who published it, if that is known
    static ServerVersion of(SaveRow row, @Nullable DeviceId by) {
        String content = row.hash() == null ? "at " + row.changedAt() : row.hash();
        return new Seen(row.id(), row.rom(), row.fileName(), row.size(), row.changedAt())
                .version(
                        "romm " + row.id() + " " + row.size() + " " + content,
                        row.slot(),
                        row.hash(),
                        by);
    }

    /// What a state's row holds.
    static ServerVersion of(StateRow row) {
        return new Seen(row.id(), row.rom(), row.fileName(), row.size(), row.changedAt())
                .version(
                        "romm state " + row.id() + " " + row.size() + " at " + row.changedAt(),
                        row.emulator(),
                        null,
                        null);
    }

    /// Whether two times may be the same one. Over most databases RomM keeps whole seconds, cut or
    /// rounded, but answers an upload with the fraction that it is about to lose.
    static boolean isOneMoment(Instant one, Instant other) {
        return (isWhole(one) || isWhole(other))
                && Duration.between(one, other).abs().compareTo(Duration.ofSeconds(1)) < 0;
    }

    private static boolean isWhole(Instant time) {
        return time.equals(time.truncatedTo(ChronoUnit.SECONDS));
    }

    /// What rows of both kinds say.
    private record Seen(long row, long game, String fileName, long size, Instant changedAt) {
        ServerVersion version(
                String name, @Nullable String slot, @Nullable String hash, @Nullable DeviceId by) {
            return new ServerVersion(
                    new RevisionId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))),
                    row,
                    game,
                    slot,
                    fileName,
                    size,
                    hash,
                    changedAt,
                    changedAt,
                    by,
                    null,
                    false,
                    true);
        }
    }
}
