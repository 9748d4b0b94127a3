package app.savepoint.core.storage.repository;

import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.Hlc;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.RevisionId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a memory takes in at once.
///
/// @param rolledBack streams that went back, with the last number that is still there: revisions
///   published by events of the stream with a higher number become *lost* (their parents may be
///   heads again), such events are no longer pending. Nothing is deleted
/// @param events events that were read, known actions or not; one whose `uuid` is there already is
///   left as it is. Several of a device may bear one number after a roll-back
/// @param revisions revisions whose parents all are folded already or stand earlier in the list.
///   Each has an event with the same uuid, in `events` or folded before. It is no longer pending
///   and no longer in quarantine, nor missing unless `missing` says so. One that is known and lost
///   is lost no more; one that is known otherwise changes nothing
/// @param pending events that wait for a parent; their events are in `events` or folded before
/// @param quarantine what can not become right; added, or replaced where key and event are equal.
///   An event named here is no longer pending
/// @param released keys about which all that is in quarantine without an event is forgotten
/// @param missing revisions whose content was looked for and is not there yet
/// @param streams how far each stream was read; replaces what was known of it
/// @param latest the latest clock reading among the events that can be believed; the memory keeps
///   the latest of all
/// @param publishingDone whether the intent to publish is fulfilled, or void, and to be forgotten
public record FoldBatch(
        Map<DeviceId, Long> rolledBack,
        List<StoredEvent> events,
        List<Revision> revisions,
        List<PendingEvent> pending,
        List<Quarantined> quarantine,
        Set<String> released,
        Set<RevisionId> missing,
        List<Stream> streams,
        Hlc latest,
        boolean publishingDone) {
    public FoldBatch {
        rolledBack = Map.copyOf(rolledBack);
        events = List.copyOf(events);
        revisions = List.copyOf(revisions);
        pending = List.copyOf(pending);
        quarantine = List.copyOf(quarantine);
        released = Set.copyOf(released);
        missing = Set.copyOf(missing);
        streams = List.copyOf(streams);
    }

    /// Whether there is nothing in it.
    public boolean isEmpty() {
        return rolledBack.isEmpty()
                && events.isEmpty()
                && revisions.isEmpty()
                && pending.isEmpty()
                && quarantine.isEmpty()
                && released.isEmpty()
                && missing.isEmpty()
                && streams.isEmpty()
                && !publishingDone;
    }
}
