package app.savepoint.core.storage.repository;

import app.savepoint.core.save.Device;
import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.Head;
import app.savepoint.core.save.Hlc;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.RemoteSave;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What this device remembers of one repository between runs.
///
/// Every method that changes something is one transaction: after a crash all of it is there or none
/// of it, and once it returned it stays. Readers see the last finished change. Safe for use by
/// several threads.
public interface RepositoryMemory {
    /// Who this device is, in this repository.
    Device self();

    /// Gives this device another identity, because another home uses the present one. Name and type
    /// stay. The old identity's stream stays known as that of any other device, and an intent to
    /// publish is forgotten.
    void renew(DeviceId fresh);

    /// The repository this memory is about; empty until it was first seen.
    Optional<KnownRepository> repository();

    /// Remembers, or replaces, which repository this is.
    void remember(KnownRepository repository);

    /// What was read of every device's stream, the own one included.
    Map<DeviceId, Stream> streams();

    /// What this device was about to publish and has not been seen to finish.
    Optional<PublishingIntent> intent();

    /// Commits the intent, replacing an earlier one; it survives a power cut before this returns.
    void intend(PublishingIntent intent);

    /// Takes in what was read or published, all in one transaction and in the order of
    /// [FoldBatch]'s components. Folding the same batch again changes nothing.
    void fold(FoldBatch batch);

    /// Remembers which revisions' contents are not in the repository although they should be, and
    /// which of them have turned up. Ids that are not known as revisions are passed over.
    void contents(Set<RevisionId> missing, Set<RevisionId> arrived);

    /// A revision that was folded, also one that the storage lost since.
    Optional<Revision> revision(RevisionId id);

    /// Those of many revisions that are known, by their id.
    Map<RevisionId, Revision> revisions(Collection<RevisionId> ids);

    /// Those of `ids` that were folded and have not been lost since.
    Set<RevisionId> known(Collection<RevisionId> ids);

    /// All revisions of a save that are not lost, newest first by [Revision#time], then by id.
    List<Revision> history(SaveId save);

    /// The heads of a save, newest first by [Head#time], then by id: its revisions that are not
    /// lost and that no revision *of the same save* which is not lost has as a parent.
    List<Head> heads(SaveId save);

    /// The same of many saves with one question; each of them has an entry.
    Map<SaveId, List<Head>> heads(Set<SaveId> saves);

    /// Every save of which a revision that is not lost, or a pending event, is known. Quick for
    /// 10,000 saves: heads are kept ready, nothing is parsed. A save is *arriving* while one of its
    /// events is pending or the content of one of its heads is missing; its heads are ordered as in
    /// [#heads].
    Map<SaveId, RemoteSave> tree();

    /// Whether `child` is `ancestor` or continues it over any number of steps. Lost revisions, and
    /// parents in other saves, count; an unknown one continues nothing and is continued by nothing.
    boolean descends(RevisionId child, RevisionId ancestor);

    /// Events of that action, in the order they were read; those of a stream that went back are
    /// among them.
    List<StoredEvent> events(String action);

    /// Events that wait for a parent.
    List<PendingEvent> pending();

    /// What can not become right as it is.
    List<Quarantined> quarantine();

    /// Revisions whose content was missing when it was last looked for.
    Set<RevisionId> missing();

    /// The latest reading of a clock that was folded and believed; [Hlc#ZERO] at first.
    Hlc latest();

    /// Revisions with a content that are neither lost nor heads, were made before a time, and of
    /// whose save there are at least `last` newer ones with a content that are not lost.
    ///
    /// @param before in milliseconds since 1970, by [Revision#time]
    List<OldContent> old(int last, long before);

    /// What was noted under a name about the keeping of the repository.
    Optional<String> noted(String name);

    /// Notes something in place of what stood under that name. Nothing about a save may follow from
    /// it.
    void note(String name, String value);
}
