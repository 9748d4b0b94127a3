package app.savepoint.core.plan;

import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.RevisionId;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a person decided about a save, and what it was decided on.
///
/// @param wish what is to be done
/// @param local the content of this device that the person saw; null if there was none
/// @param heads the heads that the person saw
public record Choice(Wish wish, @Nullable ContentId local, Set<RevisionId> heads) {
    public Choice {
        heads = Set.copyOf(heads);
    }

    /// What a person can want.
    public sealed interface Wish {
        /// This device's content is the one to go on with.
        record KeepLocal() implements Wish {}

        /// That head is the one to go on with.
        record KeepRemote(RevisionId head) implements Wish {}

        /// Every content stays, each in a slot of its own.
        record KeepBoth() implements Wish {}

        /// The save shall be on this device.
        record PullHere() implements Wish {}

        /// The save shall be gone from the storage.
        record DeleteRemote() implements Wish {}
    }

    /// Whether what the person saw is still so.
    public boolean holds(@Nullable ContentId localNow, Set<RevisionId> headsNow) {
        return Objects.equals(local, localNow) && heads.equals(headsNow);
    }

    /// The same choice after a crash cut it short: its first half, `settled`, is the storage's only
    /// head now, published on the very heads that the person saw. Empty if that is not so, or if
    /// nothing is left to do.
    ///
    /// @param wished what the head holds that [Wish.KeepRemote] names; null for a tombstone, and
    ///   for other wishes
    public Optional<Choice> after(Revision settled, @Nullable ContentId wished) {
        if (!settled.parents().equals(heads)) return Optional.empty();
        Set<RevisionId> now = Set.of(settled.id());
        @Nullable ContentId content = settled.contentId().orElse(null);
        return switch (wish) {
            case Wish.KeepRemote _ ->
                    Objects.equals(content, wished)
                            ? Optional.of(new Choice(new Wish.KeepRemote(settled.id()), local, now))
                            : Optional.empty();
            case Wish.DeleteRemote() ->
                    settled.isTombstone()
                            ? Optional.of(new Choice(wish, local, now))
                            : Optional.empty();
            case Wish.KeepLocal(), Wish.KeepBoth(), Wish.PullHere() -> Optional.empty();
        };
    }
}
