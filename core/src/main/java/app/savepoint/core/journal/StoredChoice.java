package app.savepoint.core.journal;

import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.SaveId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a person decided about a save, with what it was decided on.
///
/// @param save which save
/// @param kind what sort of decision, a word of the planner's
/// @param argument what the decision names, such as a revision; empty if nothing
/// @param local this device's content at that moment; null if there was none
/// @param heads the storage's heads at that moment
/// @param madeAt when, to the millisecond
public record StoredChoice(
        SaveId save,
        String kind,
        String argument,
        @Nullable ContentId local,
        Set<RevisionId> heads,
        Instant madeAt) {
    public StoredChoice {
        heads = Set.copyOf(heads);
        madeAt = Instant.ofEpochMilli(madeAt.toEpochMilli());
    }
}
