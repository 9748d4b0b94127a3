package app.savepoint.core.save;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A published version of a save, or its published end (a tombstone).
///
/// @param id its identity
/// @param save which save
/// @param parents the revisions it continues or settles; none for a first one
/// @param device who published it
/// @param time when, by the publisher's hybrid logical clock
/// @param manifest its files; null for a tombstone
/// @param blank whether its publisher found it to hold no progress (empty, uniform or freshly
///   formatted)
public record Revision(
        RevisionId id,
        SaveId save,
        Set<RevisionId> parents,
        DeviceId device,
        Hlc time,
        @Nullable Manifest manifest,
        boolean blank) {
    public Revision {
        parents = Set.copyOf(parents);
        if (parents.contains(id))
            throw new IllegalArgumentException("a revision is not its own parent");
    }

    /// Whether it says that the save was deleted.
    public boolean isTombstone() {
        return manifest == null;
    }

    /// The time of its content on the device that published it; of a tombstone, when it was
    /// published.
    public Instant modifiedAt() {
        return manifest == null ? Instant.ofEpochMilli(time.millis()) : manifest.modifiedAt();
    }

    /// What it holds; empty for a tombstone.
    public Optional<ContentId> contentId() {
        return Optional.ofNullable(manifest).map(Manifest::contentId);
    }
}
