package app.savepoint.storage.romm;

import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.InDoubt;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.server.ServerVersion;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// What came of uploads that were sent and not heard of (decision 0014).
///
/// A save is known again by the device that the server names for it and by what it holds, a state
/// by its name, which nobody else gives.
final class RommDoubts {
    private final Shelf saves;
    private final StateShelf states;
    private final Reader reader;
    private final Supplier<DeviceId> self;

    /// Reads what the rows of a save hold, as far as that is not known.
    interface Reader {
        void read(SaveId save) throws StorageException;
    }

    /// @param self this device
    RommDoubts(Shelf saves, StateShelf states, Reader reader, Supplier<DeviceId> self) {
        this.saves = saves;
        this.states = states;
        this.reader = reader;
        this.self = self;
    }

    /// The revision that it is there; empty if it never came, or is not the next after what it was
    /// made on.
    Optional<RevisionId> cameOf(InDoubt sent) throws StorageException {
        Shelf all = States.isOne(sent.save()) ? states : saves;
        if (all.revision(sent.revision()).isPresent()) return Optional.of(sent.revision());
        if (Uploads.isGround(all.head(sent.save()).orElse(null), sent.expectedHeads()))
            return Optional.empty();
        reader.read(sent.save());
        // What the slot held, oldest first: ours is what came right after what was seen
        List<ServerVersion> held = all.bySave().getOrDefault(sent.save(), List.of());
        for (int at = 0; at < held.size(); at++)
            if (isNext(held, at, sent) && isOurs(held.get(at), sent))
                return Optional.of(held.get(at).id());
        return Optional.empty();
    }

    private static boolean isNext(List<ServerVersion> held, int at, InDoubt sent) {
        return at == 0
                ? sent.expectedHeads().isEmpty()
                : sent.expectedHeads().contains(held.get(at - 1).id());
    }

    private boolean isOurs(ServerVersion row, InDoubt sent) {
        Manifest manifest = row.manifest();
        if (manifest == null || !manifest.contentId().equals(sent.content())) return false;
        return States.isOne(sent.save())
                ? StateNames.isOf(row.fileName(), sent.revision())
                : self.get().equals(row.device());
    }
}
