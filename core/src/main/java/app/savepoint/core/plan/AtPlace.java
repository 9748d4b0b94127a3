package app.savepoint.core.plan;

import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.Lineage;
import app.savepoint.core.save.Place;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One save at one place of this device, with what is known of how it got there.
///
/// @param place where; null if the save lies nowhere here yet
/// @param local what lies there
/// @param base what was last agreed on for this place; null if nothing ever was
/// @param lineage how the storage's head stands to [Base#lastHad]; any value where either is
///   missing
/// @param earlierRevision whether what lies there is an earlier revision of the storage's only head
/// @param olderThanBase whether the file's time is earlier than the one in base by more than the
///   tolerance, on a device that has a clock
/// @param laterThere whether a storage without lineage says that its content is later than the one
///   in base
/// @param gateOpen whether no emulator runs that may still write the file back
public record AtPlace(
        @Nullable Place place,
        Local local,
        @Nullable Base base,
        Lineage lineage,
        boolean earlierRevision,
        boolean olderThanBase,
        boolean laterThere,
        boolean gateOpen) {

    public AtPlace {
        if (place == null && !(local instanceof Local.Absent))
            throw new IllegalArgumentException("what lies here lies somewhere");
    }

    /// A save that lies nowhere on this device, with what was agreed on without placing it.
    public static AtPlace nowhere(@Nullable Base base, Lineage lineage) {
        return new AtPlace(null, new Local.Absent(), base, lineage, false, false, false, true);
    }

    /// The content that lies there; empty if there is none or it is held.
    public Optional<Local.Content> content() {
        return local instanceof Local.Content content ? Optional.of(content) : Optional.empty();
    }

    /// The id of the content that lies there, or null.
    public @Nullable ContentId contentId() {
        return content().map(Local.Content::id).orElse(null);
    }

    /// Whether the content there is not the one this device had at this place before.
    boolean isNew() {
        return content().isPresent() && !isAtBase();
    }

    /// Whether the content there is the one this device last agreed on or kept at this place. What
    /// was agreed on without being placed was never had here.
    boolean isAtBase() {
        return base != null
                && base.wasHere()
                && content().isPresent()
                && content().get().id().equals(base.lastHadContent());
    }

    /// Whether this place's own side of a conflict went to the storage.
    boolean hasKept() {
        return base != null && base.kept() != null;
    }

    /// Whether this device had the save at this place before, whatever it held.
    boolean wasHere() {
        return base != null && base.wasHere();
    }
}
