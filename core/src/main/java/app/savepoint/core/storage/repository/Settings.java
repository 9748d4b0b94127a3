package app.savepoint.core.storage.repository;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;

/// How a device works with a repository.
///
/// @param workFolder where contents too large for memory are packed; made when needed, only
///   temporary files are in it
/// @param parallel how many contents are stored or looked for at once; 8 suits a folder, 32 a
///   bucket
/// @param clock this device's wall clock
/// @param ids gives random UUIDs
/// @param housework how to look after what this device wrote
public record Settings(
        Path workFolder,
        int parallel,
        InstantSource clock,
        Supplier<UUID> ids,
        Housework housework) {
    public Settings {
        if (parallel < 1) throw new IllegalArgumentException("at least one at once");
    }

    /// With the usual housework.
    public Settings(Path workFolder, int parallel, InstantSource clock, Supplier<UUID> ids) {
        this(workFolder, parallel, clock, ids, Housework.USUAL);
    }
}
