package app.savepoint.storage.romm;

import app.savepoint.core.save.Revision;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.save.SaveKind;
import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.ContentSink;
import app.savepoint.core.storage.Draft;
import app.savepoint.core.storage.Keeping;
import app.savepoint.core.storage.Published;
import app.savepoint.core.storage.Refusal;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StorageException.NeedsPerson;
import app.savepoint.core.storage.StorageException.Reason;
import app.savepoint.core.storage.server.ServerGame;
import app.savepoint.core.storage.server.ServerMemory;
import app.savepoint.core.storage.server.ServerVersion;
import java.util.List;
import java.util.Optional;

/// States at a RomM server, where the person wants them. RomM knows neither slots nor versions of
/// them: each upload is a row of its own, and the newest row of a game, emulator and number is what
/// a state holds.
final class States implements AutoCloseable {
    private final RommSettings settings;
    private final StateShelf shelf;
    private final StateStaging staging;
    private final StateLookout lookout;
    private final StateUploads uploads;
    private final StateKeeping keeping;

    States(
            RommClient server,
            ServerMemory memory,
            Shelf saves,
            Staging files,
            FeatureBook features,
            RommSettings settings) {
        this.settings = settings;
        StateClient client = new StateClient(server.wire());
        shelf = new StateShelf(memory, saves, settings.states());
        staging = new StateStaging(client, files);
        lookout = new StateLookout(features, client, memory, shelf, staging, settings);
        uploads = new StateUploads(client, shelf, lookout, files);
        keeping = new StateKeeping(client, shelf);
    }

    static boolean isOne(SaveId save) {
        return save.kind() == SaveKind.STATE;
    }

    StateShelf shelf() {
        return shelf;
    }

    StateLookout lookout() {
        return lookout;
    }

    /// Why a state of a game that is known can not go there; empty if it can.
    Optional<Refusal> refuses(SaveId state) {
        // The engine holds it back before that, with a better reason
        if (!shelf.wanted().wants(state, 0)) return Optional.of(Refusal.KIND);
        if (lookout.isTooOld()) return Optional.of(Refusal.TOO_OLD);
        // What this device leaves out there stands in the way of what it would send
        if (shelf.leavesOut(state)) return Optional.of(Refusal.KIND);
        return StateNames.canName(state) ? Optional.empty() : Optional.of(Refusal.KIND);
    }

    Published publish(Draft draft, ServerGame game) throws StorageException {
        return uploads.publish(draft, game);
    }

    void settle() {
        uploads.settle();
    }

    /// Hands on the files of a revision; false if it is none of a state.
    boolean fetch(Revision revision, ContentSink sink) throws StorageException {
        Optional<ServerVersion> row = shelf.version(revision.id());
        if (row.isEmpty()) return false;
        if (!row.get().there())
            throw new NeedsPerson(
                    Reason.NOT_FOUND, Saying.of("romm.removed", row.get().fileName()), null);
        Optional<ServerVersion> without = staging.hand(row.get(), revision, sink);
        if (without.isPresent()) {
            // The picture is another one or none: the next plan knows, and finds the same state
            shelf.remember(List.of(without.get()));
            throw StateStaging.moved(row.get());
        }
        return true;
    }

    /// Reads what a state held earlier.
    void learn(SaveId state) throws StorageException {
        Unread.read(shelf, Unread.latest(shelf.rows(state)), row -> staging.read(row, false));
    }

    Optional<ServerVersion> version(RevisionId id) {
        return shelf.version(id);
    }

    void tidy(Keeping rules) throws StorageException {
        if (settings.states().get().any()) keeping.tidy(rules, settings.device().get().id());
    }

    void prune(SaveId state) throws StorageException {
        keeping.prune(state);
    }

    @Override
    public void close() {
        staging.close();
    }
}
