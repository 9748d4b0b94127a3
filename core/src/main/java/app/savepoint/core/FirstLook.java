package app.savepoint.core;

import app.savepoint.core.journal.Journal;
import app.savepoint.core.save.Place;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.scan.Glance;
import app.savepoint.core.scan.HoldRule;
import app.savepoint.core.scan.LocalTree;
import app.savepoint.core.scan.Root;
import app.savepoint.core.scan.Scanner;
import app.savepoint.core.storage.Capability;
import app.savepoint.core.storage.RemoteTree;
import app.savepoint.core.storage.Storage;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StorageInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The beginning of a look at everything: the roots were walked, and the storage may have been
/// asked what is new. If both are as they were when there was last nothing to do, nothing else has
/// to be looked at; else it goes on from here.
final class FirstLook implements AutoCloseable {
    private final Journal journal;
    private final Storage storage;
    private final Scanner scanner;
    private final List<Root> roots;
    private final Set<Place> unfinished;
    private final boolean offline;
    private final Optional<List<String>> note;
    private final String version;
    private final boolean manyThreads;
    private final Glance glance;
    private @Nullable ReadAhead ahead;
    private boolean asked;

    /// What it needs.
    ///
    /// @param version of the Savepoint that looks: another one may know other saves
    /// @param manyThreads whether it may read ahead meanwhile
    record With(
            Journal journal,
            Storage storage,
            Scanner scanner,
            String version,
            boolean manyThreads) {}

    /// @param unfinished places at which a crash left something that can not be ended now
    /// @param offline whether to use what was last seen of the storage
    FirstLook(With with, Set<Place> unfinished, boolean offline) {
        journal = with.journal();
        storage = with.storage();
        scanner = with.scanner();
        manyThreads = with.manyThreads();
        this.unfinished = unfinished;
        this.offline = offline;
        version = with.version();
        roots = journal.roots().all();
        note = journal.stillness().note();
        if (note.isEmpty()) readAhead();
        glance = walk();
    }

    private Glance walk() {
        try {
            return scanner.glance(roots);
        } catch (InterruptedException e) {
            close();
            throw interrupted(e);
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /// What the journal knows and will be asked for once the folders have been walked.
    private void readAhead() {
        if (!manyThreads || ahead != null) return;
        List<Runnable> questions = new ArrayList<>();
        questions.add(storage::remembered);
        for (Root root : roots) questions.add(() -> journal.scanCache().entries(root.id()));
        ahead = new ReadAhead(questions);
    }

    List<Root> roots() {
        return roots;
    }

    /// Whether it goes by what was last seen of the storage.
    boolean isOffline() {
        return offline;
    }

    Set<Place> unfinished() {
        return unfinished;
    }

    /// What stands to be said, if nothing is new since it was noted. Asks the storage, unless it is
    /// known before that something else is new.
    Optional<Standing> standing() throws StorageException {
        if (offline || note.isEmpty()) return Optional.empty();
        Optional<Standing> standing = ground().flatMap(seen -> Standing.noted(note.get(), seen));
        if (standing.isEmpty()) return Optional.empty();
        asked = true;
        boolean silent = storage.look().isEmpty();
        // Whatever was new in the storage was written down, and the note is gone
        return silent && journal.stillness().note().equals(note) ? standing : Optional.empty();
    }

    /// What the conclusions of this look will stand on, besides the journal as it is; none if a
    /// later look could come to others all the same.
    Optional<String> ground() {
        if (!unfinished.isEmpty()) return Optional.empty();
        StorageInfo info = storage.info();
        String there =
                info.id()
                        + (info.can(Capability.WRITE) ? " " : " read-only ")
                        + (info.can(Capability.READ) ? "" : "send-only ");
        return glance.fingerprint().map(seen -> version + " " + there + seen);
    }

    LocalTree scan(HoldRule rule, Map<Place, SaveId> known) {
        readAhead();
        try {
            return scanner.scan(glance, rule, known);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    RemoteTree remote() throws StorageException {
        return offline || asked ? storage.remembered() : storage.observe();
    }

    static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted while looking at saves", e);
    }

    @Override
    public void close() {
        if (ahead != null) ahead.close();
    }
}
