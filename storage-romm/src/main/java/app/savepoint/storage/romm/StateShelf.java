package app.savepoint.storage.romm;

import app.savepoint.core.save.SaveId;
import app.savepoint.core.save.SaveKind;
import app.savepoint.core.storage.server.GameKey;
import app.savepoint.core.storage.server.ServerMemory;
import app.savepoint.core.storage.server.ServerVersion;
import app.savepoint.core.storage.server.WantedStates;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What is known of a server's states. They have a table of their own there, so their numbers say
/// nothing of saves; their games are those of the saves.
final class StateShelf extends Shelf {
    private final ServerMemory memory;
    private final Shelf saves;
    private final Supplier<WantedStates> wanted;
    private volatile @Nullable WantedStates last;

    StateShelf(ServerMemory memory, Shelf saves, Supplier<WantedStates> wanted) {
        super(memory, Set::of, memory.states());
        this.memory = memory;
        this.saves = saves;
        this.wanted = wanted;
    }

    /// Which states are wanted, as it stood when heads were last asked for.
    WantedStates wanted() {
        WantedStates known = last;
        return known == null ? wantedNow() : known;
    }

    private WantedStates wantedNow() {
        WantedStates now = wanted.get();
        last = now;
        return now;
    }

    @Override
    void write(Collection<ServerVersion> seen) {
        memory.rememberStates(seen);
    }

    @Override
    Naming naming() {
        return saves.naming();
    }

    @Override
    Optional<SaveId> save(ServerVersion version, Naming names) {
        Optional<String> slot = StateNames.slot(version.slot(), version.fileName());
        Optional<GameKey> game = names.key(version.game());
        if (slot.isEmpty() || game.isEmpty()) return Optional.empty();
        GameKey key = game.get();
        try {
            return Optional.of(new SaveId(key.system(), key.game(), SaveKind.STATE, slot.get()));
        } catch (IllegalArgumentException e) {
            // A name that no save can have on every device
            return Optional.empty();
        }
    }

    @Override
    String extension(ServerVersion version) {
        return StateNames.extensionOf(version.fileName());
    }

    /// Only those that this device keeps in step: the others are as if they were not there.
    @Override
    Map<SaveId, ServerVersion> heads() {
        WantedStates now = wantedNow();
        Map<SaveId, ServerVersion> heads = super.heads();
        heads.entrySet().removeIf(one -> !now.wants(one.getKey(), one.getValue().size()));
        return heads;
    }

    /// Which state a row is one of its name says.
    @Override
    Map<SaveId, ServerVersion> undecided() {
        return Map.of();
    }

    /// Whether what the server holds of a state is not kept in step by this device.
    boolean leavesOut(SaveId state) {
        return head(state).filter(head -> !wanted().wants(state, head.size())).isPresent();
    }

    /// Every state of which anything was seen, oldest version first.
    Map<SaveId, List<ServerVersion>> all() {
        return Map.copyOf(bySave());
    }
}
