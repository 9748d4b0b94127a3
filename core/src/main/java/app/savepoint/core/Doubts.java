package app.savepoint.core;

import app.savepoint.core.journal.Agreement;
import app.savepoint.core.journal.Journal;
import app.savepoint.core.journal.Sending;
import app.savepoint.core.plan.Base;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.storage.InDoubt;
import app.savepoint.core.storage.RemoteSave;
import app.savepoint.core.storage.RemoteTree;
import app.savepoint.core.storage.Storage;
import app.savepoint.core.storage.StorageException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What this device sent without hearing of it. Where the storage turns out to have taken it, it is
/// what was last agreed on, so that what was played on since continues it and is no conflict with
/// oneself (decision 0014).
final class Doubts {
    private static final System.Logger LOG = System.getLogger(Doubts.class.getName());

    private final Journal journal;
    private final Storage storage;
    private final long storageNumber;

    Doubts(Journal journal, Storage storage, long storageNumber) {
        this.journal = journal;
        this.storage = storage;
        this.storageNumber = storageNumber;
    }

    /// Ends what can be told; what is still arriving stays in doubt.
    ///
    /// @param remote the storage as it was just seen
    /// @return whether more was agreed on than was known
    boolean settle(RemoteTree remote) {
        List<Agreement> taken = new ArrayList<>();
        List<Sending> refused = new ArrayList<>();
        for (Sending sending : journal.sendings().to(storageNumber)) {
            InDoubt sent = sending.what();
            if (isArriving(remote, sent)) continue;
            try {
                Optional<RevisionId> revision = storage.cameOf(sent);
                if (revision.isPresent()) taken.add(agreement(sending, revision.get()));
                else refused.add(sending);
            } catch (StorageException e) {
                // One save that can not be told stays in doubt, and keeps no other from moving
                LOG.log(Level.INFO, "what came of " + sent.save() + " can not be told yet", e);
            }
        }
        journal.bases().record(taken, List.of(), List.of());
        journal.sendings().forget(refused);
        return !taken.isEmpty();
    }

    /// Whether more of the save is still to come, without which nothing can be said of it.
    private boolean isArriving(RemoteTree remote, InDoubt sent) {
        RemoteSave there = remote.saves().get(sent.save());
        return there != null && there.arriving() && storage.revision(sent.revision()).isEmpty();
    }

    private static Agreement agreement(Sending sending, RevisionId revision) {
        Base agreed = Base.agreed(revision, sending.what().content(), true, sending.fileTime());
        return new Agreement(sending.storage(), sending.what().save(), sending.place(), agreed);
    }
}
