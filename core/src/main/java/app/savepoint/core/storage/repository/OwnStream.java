package app.savepoint.core.storage.repository;

import app.savepoint.core.save.ContentHash;
import app.savepoint.core.save.Device;
import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.Content;
import app.savepoint.core.storage.ETag;
import app.savepoint.core.storage.ObjectInfo;
import app.savepoint.core.storage.ObjectStore;
import app.savepoint.core.storage.Precondition;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StorageException.NeedsPerson;
import app.savepoint.core.storage.repository.StreamReader.End;
import app.savepoint.core.storage.repository.StreamReader.Position;
import app.savepoint.core.storage.repository.StreamReader.Stretch;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Looks after this device's own stream: finishes a publishing that was cut short, and notices when
/// the stream is not its own any more.
///
/// That is so when another home publishes under the same identity (a cloned home), when this home
/// was put back to an older copy, or when the storage was. In each case going on would write a
/// number twice; so the device goes on under a new identity, in a new stream, and its old one is
/// read as any other device's.
final class OwnStream {
    private static final Logger LOG = System.getLogger(OwnStream.class.getName());

    /// What took the identity away.
    private record Why(String key, String english) {}

    private static final Why PUT_BACK =
            new Why("device.renewed.put-back", "the storage was put back to an older state");
    private static final Why SHARED =
            new Why(
                    "device.renewed.shared",
                    "another home uses its identity, or this home was put back to an older copy");
    private static final Why NOT_AS_LEFT =
            new Why(
                    "device.renewed.not-as-left",
                    "its own stream in the storage is not as this device left it");

    private final ObjectStore store;
    private final RepositoryMemory memory;
    private final Settings settings;
    private final StreamReader reader;
    private final StreamFollower follower;
    private final Observation observation;

    OwnStream(
            ObjectStore store,
            RepositoryMemory memory,
            Settings settings,
            StreamReader reader,
            StreamFollower follower,
            Observation observation) {
        this.store = store;
        this.memory = memory;
        this.settings = settings;
        this.reader = reader;
        this.follower = follower;
        this.observation = observation;
    }

    /// Compares the own head file with what this device knows to have written. Costs no request
    /// where it is the version that was seen last.
    void checkIdentity(Map<DeviceId, ObjectInfo> heads) throws StorageException {
        DeviceId self = memory.self().id();
        Stream mine = memory.streams().get(self);
        Optional<PublishingIntent> intent = memory.intent();
        ObjectInfo info = heads.get(self);
        if (mine == null || mine.seq() == 0) return; // nothing is known that could be contradicted
        if (info != null && info.etag().equals(mine.headEtag())) return;
        HeadFile head = null;
        try {
            if (info != null) head = follower.readHead(self).orElse(null);
        } catch (Malformed e) {
            observation.say(
                    "storage.head-damaged",
                    Saying.of("storage.head-damaged")
                            .inEnglish(
                                    "this device's head file in the storage was damaged and is"
                                            + " written again"));
        }
        if (head == null) {
            if (!mended(mine, 0)) renew(PUT_BACK);
            return;
        }
        UUID writeId = head.writeId();
        boolean last =
                writeId.equals(mine.writeId())
                        && head.last() == mine.seq()
                        && head.digest().equals(mine.digest());
        boolean intended =
                intent.isPresent()
                        && writeId.equals(intent.get().writeId())
                        && head.last() >= mine.seq();
        // Where only the head file went back, the segments still say all that was published
        boolean behind = head.last() < mine.seq();
        if (last || intended || (behind && mended(mine, head.last()))) return;
        if (!behind) tellOfWhatIsThere(head, mine, intent);
        renew(behind ? PUT_BACK : SHARED);
    }

    /// Where a server let two homes write the same number, the segment may be this one's and the
    /// head the other's: then nobody can follow the stream, and the other, whose head it is, does
    /// not find out. So the head is made to fit the segment.
    private void tellOfWhatIsThere(HeadFile head, Stream mine, Optional<PublishingIntent> intent)
            throws StorageException {
        DeviceId self = memory.self().id();
        List<ObjectInfo> listed = reader.list(self, Position.START);
        if (!(reader.check(self, head, listed, head.last()).end() instanceof End.Wrong)) return;
        Stretch there = reader.check(self, null, listed, Long.MAX_VALUE);
        ContentHash digest = there.at().digest();
        if (digest == null) return;
        UUID written = there.writeIds().getLast();
        boolean own =
                written.equals(mine.writeId())
                        || intent.filter(one -> written.equals(one.writeId())).isPresent();
        if (own) close(head(there, digest, written));
    }

    /// Writes the own head file again, so that it tells of all that is there. Whether only the head
    /// file was gone: all that this device published is there.
    ///
    /// @param told the number of the last event that the head file tells of
    private boolean mended(Stream mine, long told) throws StorageException {
        DeviceId self = mine.device().id();
        Stretch there = reader.check(self, null, reader.list(self, Position.START), mine.seq());
        ContentHash digest = there.at().digest();
        if (digest == null) return false;
        if (there.at().seq() == mine.seq()) {
            if (!digest.equals(mine.digest())) return false;
            UUID writeId = Objects.requireNonNullElseGet(mine.writeId(), settings.ids());
            HeadFile head = head(there, digest, writeId);
            observation.fold(List.of(), Set.of(), written(mine, head, putHead(head)), false);
            return true;
        }
        // Nobody writes this stream after this device goes on as another: what others have read
        // beyond its head would be announced to no one else.
        if (there.at().seq() > told) close(head(there, digest, there.writeIds().getLast()));
        return false;
    }

    private HeadFile head(Stretch whole, ContentHash digest, UUID writeId) {
        return new HeadFile(memory.self(), whole.lastFirst(), whole.at().seq(), digest, writeId);
    }

    private void close(HeadFile head) throws StorageException {
        try {
            putHead(head);
        } catch (NeedsPerson e) {
            LOG.log(Level.WARNING, "the stream this device leaves keeps its old head", e);
        }
    }

    /// Takes a new identity. What was published under the old one stays.
    private void renew(Why why) {
        Device before = memory.self();
        memory.renew(new DeviceId(settings.ids().get()));
        observation.say(
                "device.renewed",
                Saying.of(why.key(), before.name())
                        .inEnglish(
                                before.name()
                                        + " goes on as a new device, because "
                                        + why.english()
                                        + "; nothing is lost by that"));
    }

    /// While an intent to publish stands: adopts what lies in the own stream beyond what is known,
    /// writes the head for it, and forgets the intent.
    void finishPublishing() throws StorageException {
        Optional<PublishingIntent> intent = memory.intent();
        if (intent.isPresent()) adoptTail(intent.get());
    }

    /// Where the memory is new: adopts what lies in the own stream beyond its head, because the
    /// memory that was lost may have had an intent.
    void adoptForgotten() throws StorageException {
        adoptTail(null);
    }

    private void adoptTail(@Nullable PublishingIntent intent) throws StorageException {
        Device self = memory.self();
        Stream mine = memory.streams().get(self.id());
        Stream stream = mine == null ? new Stream(self, 0, null, 0, 0, null, null) : mine;
        if (intent != null && !intent.device().equals(self.id())) {
            observation.fold(List.of(), Set.of(), stream, true);
            return;
        }
        Position at = new Position(stream.seq(), stream.digest());
        while (true) {
            Stretch tail = reader.readOn(self.id(), null, at, Long.MAX_VALUE);
            boolean foreign =
                    intent != null
                            && tail.writeIds().stream().anyMatch(w -> !w.equals(intent.writeId()));
            if (foreign || tail.end() instanceof End.Wrong || tail.end() instanceof End.Gap) {
                renew(NOT_AS_LEFT);
                return;
            }
            boolean more = tail.end() instanceof End.More;
            if (tail.events().isEmpty()) {
                if (intent != null) observation.fold(List.of(), Set.of(), stream, true);
                return;
            }
            at = tail.at();
            ContentHash digest = Objects.requireNonNull(at.digest(), "a segment was read");
            var head =
                    new HeadFile(
                            self, tail.lastFirst(), at.seq(), digest, tail.writeIds().getLast());
            ETag etag = putHead(head);
            stream = written(stream, head, etag);
            observation.fold(tail.events(), Set.of(), stream, !more);
            if (!more) return;
        }
    }

    private ETag putHead(HeadFile head) throws StorageException {
        store.flush();
        ETag etag =
                store.put(
                        Keys.head(head.device().id()), Content.of(head.encode()), Precondition.ANY);
        store.flush();
        return etag;
    }

    /// What is known of the own stream once a head was written.
    static Stream written(Stream before, HeadFile head, ETag etag) {
        return new Stream(
                head.device(),
                head.last(),
                head.digest(),
                head.last(),
                Math.max(before.highest(), head.last()),
                etag,
                head.writeId());
    }
}
