package app.savepoint.core.storage;

import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.Hlc;
import app.savepoint.core.save.Lineage;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.server.Matching;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// What the engine needs of a storage. What a storage remembers between runs lives in the journal,
/// so that it is committed together with what the engine concludes from it.
///
/// Used by one thread at a time, except where a method says otherwise; a storage may use as many as
/// it likes inside.
public interface Storage extends AutoCloseable {
    /// What this storage is. Costs no request.
    StorageInfo info();

    /// Looks what is new and returns the remote tree as it then stands. Where nothing is new this
    /// is one request. What is not whole yet is left out and counted as pending: it is never an
    /// error and never a deletion.
    RemoteTree observe() throws StorageException;

    /// Looks what is new, as [#observe] does, and returns only what a person should hear of; what
    /// was new is [#remembered] then, and written into the journal. For whoever has no use for the
    /// tree where nothing is new.
    List<RemoteTree.Notice> look() throws StorageException;

    /// The remote tree as it stood when it was last observed. Costs no request.
    RemoteTree remembered();

    /// Publishes revisions, as one batch where the storage can. Outcomes come in the order of the
    /// drafts, one each; an exception means that the whole batch is in doubt and must be observed
    /// again.
    List<Published> publish(List<Draft> drafts) throws StorageException;

    /// Publishes as [#publish(List)] does, and may begin to store the contents of what is published
    /// next, so that neither waits for the other. Whoever calls it calls [#takeBack] at the end.
    ///
    /// @param next what the next call will most likely publish; their sources may be read by other
    ///   threads until then
    default List<Published> publish(List<Draft> drafts, List<Draft> next) throws StorageException {
        return publish(drafts);
    }

    /// The revision as which this device began to send just this before and was cut off, so that
    /// what has arrived of it is of use; `fresh` itself where there is none. Costs no request.
    ///
    /// @param fresh what is going to be published
    default Revision resumed(Revision fresh) {
        return fresh;
    }

    /// Takes back what was stored for a publishing that did not come.
    default void takeBack() {}

    /// Finds out what came of something that this device sent without hearing whether it was taken,
    /// once the storage was observed again. Only what is sure to be from this device counts, and
    /// only with nothing between it and what was seen before that nobody here knew of.
    ///
    /// @return the revision that it is in the storage; empty if it was not taken
    default Optional<RevisionId> cameOf(InDoubt sent) throws StorageException {
        return revision(sent.revision()).map(Revision::id);
    }

    /// Writes the bytes of a revision's files to `sink`, each file once. May be called by several
    /// threads. [StorageException.Unavailable] with [#observe] to repeat later if the content has
    /// not arrived yet; [StorageException.NeedsPerson] (corrupt) if it is there and is not what was
    /// published.
    void fetch(Revision revision, ContentSink sink) throws StorageException;

    /// A revision that is known here. Costs no request.
    Optional<Revision> revision(RevisionId id);

    /// Those of many revisions that are known here, by their id. Costs no request, and less than to
    /// ask for one after the other.
    Map<RevisionId, Revision> revisions(Collection<RevisionId> ids);

    /// Finds out what these saves held earlier, before a person is shown it. Where all of it is
    /// known it costs no request. May be called while another thread is at work here.
    default void learn(Collection<SaveId> saves) throws StorageException {
        // A repository's history comes with its events.
    }

    /// All revisions of a save that are known here, newest first by the clock of the DAG. Costs no
    /// request.
    List<Revision> history(SaveId save);

    /// How `head` stands to `base`. Costs no request.
    Lineage lineage(RevisionId head, RevisionId base);

    /// Whether `head` came after `base` by the storage's own times, where the lineage of the two is
    /// unknown. False wherever a clock is in doubt: what is not later for certain is asked about.
    /// Costs no request.
    default boolean isLater(RevisionId head, RevisionId base) {
        // Where lineage is kept, no time decides
        return false;
    }

    /// What a device calls itself, as far as that is known here. Costs no request.
    Optional<String> nameOf(DeviceId device);

    /// Every device that shares this storage, without those that were removed and have not
    /// published since.
    List<StoredDevice> devices() throws StorageException;

    /// Says that this device is there, and under which name: at start, at exit, before sleep, when
    /// `unsent` changes, else every 15 minutes at most.
    ///
    /// @param appVersion the Savepoint it runs
    /// @param unsent how many saves it holds that are not in the storage
    void announce(String appVersion, int unsent) throws StorageException;

    /// Tells the storage this device's present name, after it was changed.
    void tellName() throws StorageException;

    /// Removes the contents of all revisions of a save that something else continues, because a
    /// person said so. That they were there stays known.
    ///
    /// @param now a reading of this device's clock
    void prune(SaveId save, Hlc now) throws StorageException;

    /// The revisions whose contents were removed. Costs no request.
    Set<RevisionId> pruned();

    /// Hides a device from [#devices] on every device, until it publishes again. What it published
    /// stays.
    ///
    /// @param now a reading of this device's clock
    void removeDevice(DeviceId device, Hlc now) throws StorageException;

    /// Whether a content of a save was published and is there, as far as that is known here. Costs
    /// no request.
    default boolean holds(SaveId save, ContentId content) {
        Set<RevisionId> with =
                history(save).stream()
                        .filter(one -> one.contentId().filter(content::equals).isPresent())
                        .map(Revision::id)
                        .collect(Collectors.toSet());
        return !with.isEmpty() && !pruned().containsAll(with);
    }

    /// Which of a server's games the games here are, where the storage goes by games of its own.
    default Optional<Matching> matching() {
        return Optional.empty();
    }

    /// Why this storage can not take a save; empty if it can. Such a save stays on this device and
    /// in its backups. Costs no request.
    default Optional<Refusal> refuses(SaveId save) {
        return Optional.empty();
    }

    /// Whether states are kept in step with it where nobody said anything about states.
    default boolean takesStatesUnasked() {
        return true;
    }

    /// Whether a save that was agreed on and is not there any more is known to have been lost
    /// there, and not removed by someone: then it is published again. Costs no request.
    ///
    /// @param agreed what this device last agreed on
    default boolean lost(SaveId save, RevisionId agreed) {
        return info().can(Capability.LINEAGE);
    }

    /// Hears that these revisions lie on this device's disk now, whole and where they belong, or
    /// that what lay there was found to be the same. For a storage that keeps book of who has what;
    /// a failure costs nothing but that.
    default void placed(Collection<RevisionId> revisions) {
        // A repository's devices keep their own books.
    }

    /// Hears that a sync begins to move saves. For a storage that keeps book of syncs; one that
    /// only looks is not told.
    ///
    /// @throws StorageException if it wants nothing moved now; that it could not write its book is
    ///   no reason
    default void begin(Collection<SaveId> saves) throws StorageException {
        // A repository's devices keep their own books.
    }

    /// Hears how a sync ended that was begun; a failure to note it costs nothing but that.
    ///
    /// @param done how many saves it moved
    /// @param failed how many it could not move
    default void end(int done, int failed) {
        // As above.
    }

    /// Does what is due for the storage's own sake: joins small pieces, and drops contents that the
    /// rules no longer keep. Where nothing is due it costs no request; what can not be done now is
    /// due another time.
    ///
    /// @param now gives readings of this device's clock
    default void tidy(Keeping keeping, Supplier<Hlc> now) throws StorageException {
        // A server looks after itself.
    }

    /// What time it is there, by a clock that may be another than this device's; empty where that
    /// can not be told at next to no cost.
    default Optional<Instant> time() {
        return Optional.empty();
    }

    /// What has been asked of the storage since it was opened.
    Requests requests();

    @Override
    void close() throws StorageException;
}
