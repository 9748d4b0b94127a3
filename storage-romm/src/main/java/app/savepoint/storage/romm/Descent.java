package app.savepoint.storage.romm;

import app.savepoint.core.save.Lineage;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.storage.server.GameKey;
import app.savepoint.core.storage.server.ServerVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// How one content at the server stands to another. RomM has no lineage. What it does have is the
/// order in which this device saw its contents come into a slot: the later took the place of the
/// earlier. Two slots, and two games, are two playthroughs.
///
/// A game that was imported again has another number, and its slot begins anew. If what was agreed
/// on came into it first, the order tells as before. Else only the server's times are left, and
/// they count where nothing speaks against them.
final class Descent {
    /// By less than that two of the server's times, which are whole seconds, tell nothing.
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    private final Shelf saves;
    private final Shelf states;
    private final Supplier<Instant> serverTime;

    /// @param serverTime what the server's clock shows now
    Descent(Shelf saves, Shelf states, Supplier<Instant> serverTime) {
        this.saves = saves;
        this.states = states;
        this.serverTime = serverTime;
    }

    /// One content at the server, and the table it lies in.
    private record Known(Shelf shelf, ServerVersion version) {
        boolean isSave() {
            return !(shelf instanceof StateShelf);
        }
    }

    private Optional<Known> known(RevisionId id) {
        return saves.version(id)
                .map(version -> new Known(saves, version))
                .or(() -> states.version(id).map(version -> new Known(states, version)));
    }

    Lineage of(RevisionId head, RevisionId base) {
        if (head.equals(base)) return Lineage.DESCENDS;
        Optional<Known> one = known(head);
        Optional<Known> other = known(base);
        if (one.isEmpty() || other.isEmpty()) return Lineage.UNKNOWN;
        return of(one.get(), other.get().version());
    }

    private Lineage of(Known head, ServerVersion base) {
        ServerVersion now = head.version();
        // A state's is the emulator, which can be spelled in more than one way
        if (head.isSave() && !Objects.equals(now.slot(), base.slot())) return Lineage.UNRELATED;
        ServerVersion later = head.isSave() ? saves.latestAs(now) : now;
        if (now.game() == base.game()) return inOrder(later, base);
        return head.shelf()
                .sameIn(now.game(), base)
                .map(again -> inOrder(later, again))
                .orElse(isThere(base.game()) ? Lineage.UNRELATED : Lineage.UNKNOWN);
    }

    private static Lineage inOrder(ServerVersion head, ServerVersion base) {
        int order = Shelf.BY_AGE.compare(head, base);
        if (Versions.isOneMoment(head.since(), base.since())) {
            order = Long.compare(head.row(), base.row());
            // One row, written over: which of the two came first nobody knows
            if (order == 0) return Lineage.UNKNOWN;
        }
        return order > 0 ? Lineage.DESCENDS : Lineage.ANCESTOR;
    }

    private boolean isThere(long game) {
        return saves.naming().game(game).isPresent();
    }

    /// Whether a content of unknown lineage came after what was agreed on, by the server's own
    /// times: never on the strength of a time that the server's clock has not reached yet, nor
    /// where a person said which game it is, since they may mean another than before.
    boolean isLater(RevisionId head, RevisionId base) {
        @Nullable Known now = known(head).orElse(null);
        @Nullable Known before = known(base).orElse(null);
        if (now == null || before == null) return false;
        ServerVersion one = now.version();
        ServerVersion other = before.version();
        return one.game() != other.game()
                && !isSaid(one.game())
                && other.changedAt().plus(TOLERANCE).isBefore(one.since())
                && !one.since().isAfter(serverTime.get().plus(TOLERANCE));
    }

    private boolean isSaid(long game) {
        Naming naming = saves.naming();
        Optional<GameKey> key = naming.key(game);
        return key.isEmpty() || naming.said(key.get()).isPresent();
    }
}
