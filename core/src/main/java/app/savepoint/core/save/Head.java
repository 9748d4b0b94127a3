package app.savepoint.core.save;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A revision that nothing continues, as much of it as a plan needs.
///
/// @param id the revision
/// @param save which save
/// @param device who published it
/// @param time when, by the publisher's hybrid logical clock
/// @param content what it holds; null for a tombstone
/// @param blank whether its publisher found it to hold no progress
/// @param modifiedAt the time of its content on the device that published it; of a tombstone, when
///   it was published
public record Head(
        RevisionId id,
        SaveId save,
        DeviceId device,
        Hlc time,
        @Nullable ContentId content,
        boolean blank,
        Instant modifiedAt) {

    /// The head that a revision is while nothing continues it.
    public static Head of(Revision revision) {
        return new Head(
                revision.id(),
                revision.save(),
                revision.device(),
                revision.time(),
                revision.contentId().orElse(null),
                revision.blank(),
                revision.modifiedAt());
    }

    /// Whether it says that the save was deleted.
    public boolean isTombstone() {
        return content == null;
    }

    /// Whether it holds what a person played for.
    public boolean hasProgress() {
        return !isTombstone() && !blank;
    }

    /// What it holds; empty for a tombstone.
    public Optional<ContentId> contentId() {
        return Optional.ofNullable(content);
    }
}
