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
        return next(all.bySave().getOrDefault(sent.save(), List.of()), sent)
                .filter(row -> isOurs(row, sent))
                .map(ServerVersion::id);
    }

    /// What came right after what was seen. Whatever had come before that was the head is not what
    /// was sent then, though it may hold the same.
    private static Optional<ServerVersion> next(List<ServerVersion> held, InDoubt sent) {
        if (sent.expectedHeads().isEmpty()) return held.stream().findFirst();
        Optional<ServerVersion> seen =
                held.stream().filter(row -> sent.expectedHeads().contains(row.id())).findFirst();
        return seen.flatMap(head ->
                held.stream()
                        .filter(row -> !row.id().equals(head.id()))
                        .filter(row -> !row.since().isBefore(head.changedAt()))
                        .min(Shelf.BY_AGE));
    }

    private boolean isOurs(ServerVersion row, InDoubt sent) {
        Manifest manifest = row.manifest();
        if (manifest == null || !manifest.contentId().equals(sent.content())) return false;
        return States.isOne(sent.save())
                ? StateNames.isOf(row.fileName(), sent.revision())
                : self.get().equals(row.device());
    }
}
