package app.savepoint.core.plan;

import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.RevisionId;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What this device last agreed on with a storage, for one save at one place: the third tree.
///
/// @param revision the revision agreed on
/// @param content what it held; null for a tombstone
/// @param placed whether that content was on this device's disk at that place
/// @param fileTime the content's time on this device's disk when it was agreed or kept; null if it
///   was not placed
/// @param storageTime the storage's own time of the revision, where it has no lineage; else null
/// @param kept the latest revision under which this device's own content went to the storage
///   without an agreement, as one side of a conflict; null if there is none
/// @param keptContent what that revision holds; null with `kept`
public record Base(
        RevisionId revision,
        @Nullable ContentId content,
        boolean placed,
        @Nullable Instant fileTime,
        @Nullable Instant storageTime,
        @Nullable RevisionId kept,
        @Nullable ContentId keptContent) {
    public Base {
        if (placed && content == null)
            throw new IllegalArgumentException("a tombstone is nowhere placed");
        if ((kept == null) != (keptContent == null))
            throw new IllegalArgumentException("a kept revision and its content go together");
    }

    /// An agreement without anything kept aside.
    public static Base agreed(
            RevisionId revision,
            @Nullable ContentId content,
            boolean placed,
            @Nullable Instant fileTime) {
        return new Base(revision, content, placed, fileTime, null, null, null);
    }

    /// Whether what was agreed on is that the save is gone.
    public boolean isTombstone() {
        return content == null;
    }

    /// Whether a content of this save has been on this device's disk at that place since it was
    /// last unwanted there: as agreed, or as this device's own side of a conflict.
    public boolean wasHere() {
        return placed || kept != null;
    }

    /// The revision this device's next one continues: what it kept last, else what it agreed on
    /// last.
    public RevisionId lastHad() {
        return Optional.ofNullable(kept).orElse(revision);
    }

    /// What that revision holds; null for a tombstone.
    public @Nullable ContentId lastHadContent() {
        return kept == null ? content : keptContent;
    }

    /// The same agreement, with the device's own content of that file time now in the storage as
    /// `own`.
    public Base keeping(RevisionId own, ContentId ownContent, Instant ownFileTime) {
        return new Base(revision, content, placed, ownFileTime, storageTime, own, ownContent);
    }
}
