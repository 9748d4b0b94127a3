package app.savepoint.core.storage.repository;

import app.savepoint.core.save.ContentHash;
import app.savepoint.core.save.Device;
import app.savepoint.core.save.Head;
import app.savepoint.core.save.Hlc;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.Content;
import app.savepoint.core.storage.Draft;
import app.savepoint.core.storage.ETag;
import app.savepoint.core.storage.ObjectStore;
import app.savepoint.core.storage.Precondition;
import app.savepoint.core.storage.Published;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StorageException.ChangedMeanwhile;
import app.savepoint.core.storage.repository.StreamReader.Position;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/// Publishes one batch: contents first, then the events that speak of them, the head last.
///
/// Before the first event is written the intent is committed to memory, so that after a crash the
/// device knows what in its stream may be its own.
final class Publishing {
    private final ObjectStore store;
    private final RepositoryMemory memory;
    private final Settings settings;
    private final Contents contents;
    private final Begun begun;
    private final Look look;

    /// Observes the repository.
    interface Look {
        /// Observes it once more.
        void again() throws StorageException;

        /// Whether the last observation was only just now, and nothing was written since.
        boolean isFresh();
    }

    Publishing(
            ObjectStore store,
            RepositoryMemory memory,
            Settings settings,
            Contents contents,
            Begun begun,
            Look look) {
        this.store = store;
        this.memory = memory;
        this.settings = settings;
        this.contents = contents;
        this.begun = begun;
        this.look = look;
    }

    /// Publishes drafts.
    ///
    /// @param next whose contents may be stored meanwhile
    List<Published> publish(List<Draft> drafts, List<Draft> next, Ahead ahead)
            throws StorageException {
        if (memory.intent().isPresent()) look.again();
        Device self = memory.self();
        for (Draft draft : drafts)
            if (!draft.revision().device().equals(self.id()))
                throw new ChangedMeanwhile(
                        newIdentity("this device has another identity by now; plan again"), null);

        List<Outgoing> items = ahead.take(drafts);
        checkGround(items);
        begun.begin(both(drafts, next));
        Parallel.map(
                items.stream().filter(Outgoing::open).toList(), settings.parallel(), this::upload);
        for (Outgoing item : items)
            if (item.isInTheWay()) begun.forget(item.draft().revision().id());
        ahead.begin(next, settings.parallel(), this::upload);
        Optional<ETag> leftAt = leftAt(items);
        try {
            if (leftAt.isEmpty()) look.again();
        } catch (StorageException e) {
            // Perhaps the share is gone, and what was stored lies beneath where it was mounted.
            discard(items);
            throw e;
        }
        if (!memory.self().id().equals(self.id())) {
            discard(items);
            throw new ChangedMeanwhile(
                    newIdentity("this device took a new identity just now; plan again"), null);
        }
        checkGround(items);
        discard(items.stream().filter(item -> !item.open()).toList());
        List<Draft> accepted =
                items.stream().filter(Outgoing::open).map(item -> item.draft()).toList();
        try {
            if (!accepted.isEmpty()) append(accepted, self, leftAt);
        } catch (ChangedMeanwhile e) {
            // Someone else writes this stream, such as a copy of this home: the look finds that
            // out. What was stored stays, as part of it may be published.
            look.again();
            if (memory.self().id().equals(self.id())) {
                // Only the head file was another, and the look has taken in what had no head.
                if (isPublished(accepted)) return items.stream().map(Outgoing::outcome).toList();
                throw e;
            }
            for (Outgoing item : items)
                if (item.open())
                    item.refuse(
                            new Published.Superseded(
                                    item.draft(), memory.heads(item.draft().revision().save())));
        }
        return items.stream().map(Outgoing::outcome).toList();
    }

    private static List<Draft> both(List<Draft> drafts, List<Draft> next) {
        List<Draft> both = new ArrayList<>(drafts);
        both.addAll(next);
        return both;
    }

    /// The version in which this device left its head file, where the last look stands for the one
    /// before appending: it was just now, and each draft plays on from the only head of its save,
    /// so that what another device publishes meanwhile comes to two heads with that look as without
    /// it. Then the head file is written only if it still is that version, which tells of all that
    /// the look would have found out about this device's own stream.
    private Optional<ETag> leftAt(List<Outgoing> items) {
        Stream mine = memory.streams().get(memory.self().id());
        if (mine == null || mine.seq() == 0 || memory.intent().isPresent()) return Optional.empty();
        if (!items.stream().allMatch(Publishing::playsOn) || !look.isFresh())
            return Optional.empty();
        return Optional.ofNullable(mine.headEtag());
    }

    private static boolean playsOn(Outgoing item) {
        Revision revision = item.draft().revision();
        return revision.manifest() != null
                && revision.parents().size() == 1
                && revision.parents().equals(item.draft().expectedHeads());
    }

    private boolean isPublished(List<Draft> drafts) {
        return drafts.stream()
                .allMatch(draft -> memory.revision(draft.revision().id()).isPresent());
    }

    private static Saying newIdentity(String english) {
        return Saying.of("storage.identity").inEnglish(english);
    }

    /// What an event says that is about no revision.
    ///
    /// @param item the UUID of the thing it is about
    /// @param payload device and number are added
    record Said(UUID item, ObjectNode payload) {}

    /// Publishes events that are about no revision.
    void say(String action, List<Said> all) throws StorageException {
        look.again();
        Device self = memory.self();
        append(
                self,
                List.of(),
                Precondition.ANY,
                (first, now, owner) -> {
                    List<StoredEvent> events = new ArrayList<>();
                    for (Said said : all)
                        events.add(
                                Events.saying(
                                        settings.ids().get(),
                                        action,
                                        said.item(),
                                        said.payload(),
                                        self.id(),
                                        first + events.size(),
                                        now,
                                        owner));
                    return events;
                });
    }

    /// Writes the own head again, with the name this device has now. Without a stream there is
    /// nothing to tell yet: the first publishing does.
    void tellName() throws StorageException {
        look.again();
        Device self = memory.self();
        Stream mine = memory.streams().get(self.id());
        if (mine == null || mine.seq() == 0) return;
        HeadFile head;
        try {
            Optional<Bytes> object = Bytes.read(store, Keys.head(self.id()), HeadFile.LONGEST);
            if (object.isEmpty()) return;
            head = HeadFile.decode(object.get().bytes(), self.id());
        } catch (Malformed e) {
            throw new ChangedMeanwhile(
                    Saying.of("storage.head.unreadable")
                            .inEnglish("this device's head file can not be read"),
                    e);
        }
        if (head.last() != mine.seq() || head.device().equals(self)) return;
        var renamed = new HeadFile(self, head.first(), head.last(), head.digest(), head.writeId());
        ETag etag = store.put(Keys.head(self.id()), Content.of(renamed.encode()), Precondition.ANY);
        store.flush();
        fold(List.of(), List.of(), OwnStream.written(mine, renamed, etag), Hlc.ZERO);
    }

    /// Goes through the drafts in their order, as if each were published before the next, and
    /// refuses those whose heads are others by now or that continue something unknown.
    private void checkGround(List<Outgoing> items) {
        Map<SaveId, Map<RevisionId, Head>> heads = new HashMap<>();
        memory.heads(saves(items)).forEach((save, now) -> heads.put(save, byId(now)));
        Set<RevisionId> known = knownParents(items.stream().map(item -> item.draft()).toList());
        Set<RevisionId> inBatch = new HashSet<>();
        for (Outgoing item : items) {
            if (!item.open()) continue;
            Revision revision = item.draft().revision();
            Map<RevisionId, Head> now = Objects.requireNonNull(heads.get(revision.save()));
            boolean followsUnknown =
                    revision.parents().stream()
                            .filter(p -> !known.contains(p) && !inBatch.contains(p))
                            .anyMatch(p -> memory.revision(p).isEmpty());
            if (!now.keySet().equals(item.draft().expectedHeads())) {
                item.refuse(new Published.Superseded(item.draft(), List.copyOf(now.values())));
            } else if (followsUnknown) {
                item.refuse(
                        new Published.Failed(
                                item.draft(),
                                new ChangedMeanwhile(
                                        Saying.of("storage.parent.unknown")
                                                .inEnglish("what it continues is not known here"),
                                        null)));
            } else {
                inBatch.add(revision.id());
                revision.parents().forEach(now::remove);
                now.put(revision.id(), Head.of(revision));
            }
        }
    }

    private static Set<SaveId> saves(List<Outgoing> items) {
        Set<SaveId> saves = new HashSet<>();
        for (Outgoing item : items) saves.add(item.draft().revision().save());
        return saves;
    }

    private static Map<RevisionId, Head> byId(List<Head> heads) {
        Map<RevisionId, Head> byId = new HashMap<>();
        for (Head head : heads) byId.put(head.id(), head);
        return byId;
    }

    private Set<RevisionId> knownParents(List<Draft> drafts) {
        Set<RevisionId> parents = new HashSet<>();
        drafts.forEach(draft -> parents.addAll(draft.revision().parents()));
        return memory.known(parents);
    }

    private Outgoing upload(Outgoing item) {
        return item.store(contents, settings.workFolder());
    }

    /// Takes back what was stored for drafts that are not published after all.
    private void discard(List<Outgoing> items) {
        items.forEach(item -> item.discard(contents));
    }

    /// Makes the events of one publishing.
    ///
    /// @see #append
    @FunctionalInterface
    private interface Telling {
        /// @param seq the number of the first
        /// @param now milliseconds since 1970
        List<StoredEvent> events(long seq, long now, UUID owner);
    }

    private void append(List<Draft> accepted, Device self, Optional<ETag> leftAt)
            throws StorageException {
        List<Revision> revisions = grounded(accepted);
        append(
                self,
                revisions,
                leftAt.<Precondition>map(Precondition.Match::new).orElse(Precondition.ANY),
                (first, now, owner) -> {
                    List<StoredEvent> events = new ArrayList<>();
                    for (Revision revision : revisions)
                        events.add(
                                Events.publishing(
                                        revision, self.id(), first + events.size(), now, owner));
                    return events;
                });
    }

    /// @param expected what has to hold of the head file for it to be written
    private void append(
            Device self, List<Revision> revisions, Precondition expected, Telling telling)
            throws StorageException {
        Stream mine = memory.streams().get(self.id());
        Position at = mine == null ? Position.START : new Position(mine.seq(), mine.digest());
        UUID writeId = settings.ids().get();
        UUID owner = memory.repository().orElseThrow().owner();
        List<StoredEvent> events = telling.events(at.seq() + 1, settings.clock().millis(), owner);

        store.flush();
        memory.intend(new PublishingIntent(self.id(), at.seq() + 1, writeId));
        HeadFile head = putSegments(self, at, writeId, events);
        store.flush();
        ETag etag = store.put(Keys.head(self.id()), Content.of(head.encode()), expected);
        store.flush();
        Stream before = mine == null ? new Stream(self, 0, null, 0, 0, null, null) : mine;
        fold(events, revisions, OwnStream.written(before, head, etag), latest(revisions));
    }

    private void fold(
            List<StoredEvent> events, List<Revision> revisions, Stream stream, Hlc latest) {
        memory.fold(
                new FoldBatch(
                        Map.of(),
                        events,
                        revisions,
                        List.of(),
                        List.of(),
                        Set.of(),
                        Set.of(),
                        List.of(stream),
                        latest,
                        true));
    }

    private HeadFile putSegments(Device self, Position from, UUID writeId, List<StoredEvent> events)
            throws StorageException {
        Position at = from;
        HeadFile head = null;
        for (List<StoredEvent> part : parts(events)) {
            var segment = new Segment(self.id(), at.seq() + 1, at.digest(), writeId, part);
            byte[] object = segment.encode();
            // Refused if the number was used: then someone else writes this stream, which the next
            // look finds out.
            store.put(segment.key(), Content.of(object), Precondition.ABSENT);
            at = new Position(segment.last(), ContentHash.of(object));
            head =
                    new HeadFile(
                            self,
                            segment.first(),
                            segment.last(),
                            Objects.requireNonNull(at.digest()),
                            writeId);
        }
        return Objects.requireNonNull(head, "there is at least one event");
    }

    private static List<List<StoredEvent>> parts(List<StoredEvent> events) {
        List<List<StoredEvent>> parts = new ArrayList<>();
        List<StoredEvent> part = new ArrayList<>();
        long length = 0;
        for (StoredEvent event : events) {
            if (part.size() == Segment.MOST_EVENTS || length > Segment.FULL) {
                parts.add(part);
                part = new ArrayList<>();
                length = 0;
            }
            part.add(event);
            length += event.payload().length();
        }
        parts.add(part);
        return parts;
    }

    /// The revisions as they are published. A parent that the storage lost is replaced by what it
    /// continued and the storage still has: nobody else could ever find it.
    private List<Revision> grounded(List<Draft> accepted) {
        Set<RevisionId> known = new HashSet<>(knownParents(accepted));
        List<Revision> revisions = new ArrayList<>();
        for (Draft draft : accepted) {
            Revision revision = draft.revision();
            Set<RevisionId> parents = new HashSet<>();
            Deque<RevisionId> open = new ArrayDeque<>(revision.parents());
            Set<RevisionId> seen = new HashSet<>(open);
            while (!open.isEmpty()) {
                RevisionId parent = open.poll();
                if (known.contains(parent)) {
                    parents.add(parent);
                    continue;
                }
                for (RevisionId further : memory.revision(parent).orElseThrow().parents())
                    if (seen.add(further)) open.add(further);
                known.addAll(memory.known(open));
            }
            known.add(revision.id());
            revisions.add(
                    new Revision(
                            revision.id(),
                            revision.save(),
                            parents,
                            revision.device(),
                            revision.time(),
                            revision.manifest(),
                            revision.blank()));
        }
        return revisions;
    }

    private static Hlc latest(List<Revision> revisions) {
        return revisions.stream().map(Revision::time).reduce(Hlc.ZERO, Hlc::max);
    }
}
