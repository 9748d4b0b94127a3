package app.savepoint.core.storage.repository;

import app.savepoint.core.save.Device;
import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.DeviceType;
import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.ETag;
import app.savepoint.core.storage.ObjectInfo;
import app.savepoint.core.storage.ObjectStore;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.repository.StreamReader.End;
import app.savepoint.core.storage.repository.StreamReader.Position;
import app.savepoint.core.storage.repository.StreamReader.Stretch;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Brings what is known of one device's stream up to what lies in the storage, also where that is
/// not a continuation of what was read: a storage that was put back, segments that were joined, a
/// head file that alone is old or gone.
final class StreamFollower {
    /// Stands for the version of a head file that is not there, though its stream is.
    private static final ETag NO_HEAD = new ETag("-");

    private final ObjectStore store;
    private final RepositoryMemory memory;
    private final StreamReader reader;
    private final Observation observation;
    private final Damage damage;
    private @Nullable Supplier<Optional<HeldSegments>> elsewhere;
    private @Nullable StreamReader ahead;
    private long worthIt;

    StreamFollower(
            ObjectStore store,
            RepositoryMemory memory,
            StreamReader reader,
            Observation observation) {
        this.store = store;
        this.memory = memory;
        this.reader = reader;
        this.observation = observation;
        this.damage = new Damage(memory);
    }

    /// Has streams of which nothing was read yet begin with what is held elsewhere, as far as that
    /// fits their heads.
    ///
    /// @param held asked once, and only if a stream has as many events
    void beginWith(Supplier<Optional<HeldSegments>> held, long atLeast) {
        elsewhere = held;
        worthIt = atLeast;
    }

    private @Nullable StreamReader ahead(HeadFile head, Stream stream) {
        Supplier<Optional<HeldSegments>> held = elsewhere;
        if (stream.seq() > 0 || head.last() < worthIt) return null;
        if (held != null) ahead = held.get().map(StreamReader::new).orElse(null);
        elsewhere = null;
        return ahead;
    }

    /// Takes in what a head file, in the version that was listed, says is new.
    void catchUp(DeviceId device, ObjectInfo info) throws StorageException {
        Stream known = memory.streams().get(device);
        if (known != null
                && info.etag().equals(known.headEtag())
                && known.seq() >= known.announced()) return;
        Optional<Quarantined> before = damage.quarantined(info.key());
        if (before.isPresent() && before.get().etag().equals(info.etag())) return;
        HeadFile head;
        try {
            Optional<HeadFile> read = readHead(device);
            if (read.isEmpty()) return;
            head = read.get();
        } catch (Malformed e) {
            damage.quarantine(
                    info.key(),
                    info.etag(),
                    Saying.of("storage.damaged.head", device, e.getMessage())
                            .inEnglish("the head of device " + device + " " + e.getMessage()));
            return;
        }
        if (before.isPresent()) damage.release(info.key());
        Stream stream =
                known == null ? new Stream(head.device(), 0, null, 0, 0, null, null) : known;
        follow(head, info.etag(), stream);
    }

    Optional<HeadFile> readHead(DeviceId device) throws StorageException, Malformed {
        Optional<Bytes> object = Bytes.read(store, Keys.head(device), HeadFile.LONGEST);
        return object.isEmpty()
                ? Optional.empty()
                : Optional.of(HeadFile.decode(object.get().bytes(), device));
    }

    private void follow(HeadFile head, ETag etag, Stream stream) throws StorageException {
        DeviceId device = head.device().id();
        String folder = Keys.events(device);
        Optional<Quarantined> before = damage.quarantined(folder);
        if (before.isPresent()) {
            var now = StreamReader.fingerprint(reader.list(device, Position.START), etag);
            if (before.get().etag().equals(now)) return;
            damage.release(folder);
        }
        boolean sameEnd = head.last() == stream.seq() && head.digest().equals(stream.digest());
        if (head.last() < stream.seq() || (head.last() == stream.seq() && !sameEnd)) {
            readAnew(stream, head, etag);
            return;
        }
        Stream from = stream;
        StreamReader first = ahead(head, stream);
        if (first != null) {
            Stretch begun = read(first, head, etag, stream);
            from = moved(stream, head, etag, begun.at());
        }
        Stretch stretch = read(reader, head, etag, from);
        switch (stretch.end()) {
            case End.Reached(), End.More(), End.Gap() -> {}
            case End.Wrong(var why) -> readAnew(heard(device), head, etag);
        }
    }

    private Stream heard(DeviceId device) {
        return Objects.requireNonNull(memory.streams().get(device), "was folded just now");
    }

    /// Folds a stream from where it was read to, up to its head, or as far as it goes.
    private Stretch read(StreamReader reader, HeadFile head, ETag etag, Stream from)
            throws StorageException {
        Position at = new Position(from.seq(), from.digest());
        Stream stream = from;
        while (true) {
            Stretch stretch = reader.readTo(head, at);
            at = stretch.at();
            Stream now = moved(stream, head, etag, at);
            if (!now.equals(memory.streams().get(now.device().id())))
                observation.fold(stretch.events(), Set.of(), now, false);
            stream = now;
            if (!(stretch.end() instanceof End.More)) return stretch;
        }
    }

    private static Stream moved(Stream stream, HeadFile head, ETag etag, Position at) {
        return new Stream(
                head.device(),
                at.seq(),
                at.digest(),
                head.last(),
                Math.max(stream.highest(), Math.max(head.last(), at.seq())),
                etag,
                head.writeId());
    }

    /// The stream is not the one that was read: follows it from its start, and only if it holds
    /// together takes it in place of what was known.
    private void readAnew(Stream known, HeadFile head, ETag etag) throws StorageException {
        DeviceId device = known.device().id();
        List<ObjectInfo> listed = reader.list(device, Position.START);
        // Where only the head file went back, the segments still reach as far as they did.
        long until = head.last() < known.seq() ? Long.MAX_VALUE : head.last();
        Stretch whole = reader.check(device, head, listed, until);
        if (whole.at().seq() < head.last()) {
            String why = whole.end() instanceof End.Wrong(var what) ? what : "segments are missing";
            observation.fold(
                    List.of(),
                    Set.of(),
                    moved(known, head, etag, new Position(known.seq(), known.digest())),
                    false);
            damage.quarantine(
                    Keys.events(device),
                    StreamReader.fingerprint(listed, etag),
                    Saying.of("storage.damaged.stream", head.device().name(), why)
                            .inEnglish(
                                    "what "
                                            + head.device().name()
                                            + " published can not be followed: "
                                            + why));
            return;
        }
        replace(known, moved(known, head, etag, whole.at()), head);
    }

    /// Takes a stream that was checked in place of what was known of it.
    private void replace(Stream known, Stream now, @Nullable HeadFile head)
            throws StorageException {
        DeviceId device = now.device().id();
        Position at = Position.START;
        Set<DeviceId> anew = Set.of(device);
        do {
            Stretch stretch = reader.readOn(device, head, at, now.seq());
            at = stretch.at();
            observation.fold(
                    stretch.events(),
                    anew,
                    new Stream(
                            now.device(),
                            at.seq(),
                            at.digest(),
                            now.announced(),
                            now.highest(),
                            now.headEtag(),
                            now.writeId()),
                    false);
            anew = Set.of();
            if (stretch.events().isEmpty()) break;
        } while (at.seq() < now.seq());
        if (at.seq() < known.seq()) sayRolledBack(now.device().name(), known.seq() - at.seq());
    }

    private void sayRolledBack(String name, long gone) {
        observation.say(
                "storage.rolled-back",
                Saying.of(
                                gone == 1 ? "storage.rolled-back.one" : "storage.rolled-back.other",
                                name,
                                gone)
                        .inEnglish(
                                "the storage was put back to an older state: of what "
                                        + name
                                        + " published, the last "
                                        + gone
                                        + " changes are gone from it; whoever still has them"
                                        + " publishes them again"));
    }

    /// Takes in segments that follow what the head speaks of, as far as they continue each other.
    /// That none of them is damaged or missing is nothing to tell: nobody announced them.
    ///
    /// @param listed all segments of the stream
    /// @param head the head file; null if there is none
    void readBeyondHead(DeviceId device, List<ObjectInfo> listed, @Nullable ObjectInfo head)
            throws StorageException {
        Stream known = memory.streams().get(device);
        Stream stream =
                known != null
                        ? known
                        : new Stream(
                                unnamed(device),
                                0,
                                null,
                                0,
                                0,
                                head == null ? NO_HEAD : null,
                                null);
        if (stream.seq() < stream.announced()) return;
        while (true) {
            Position at = new Position(stream.seq(), stream.digest());
            Stretch stretch = reader.readOn(device, at, listed);
            if (stretch.events().isEmpty()) return;
            stream =
                    new Stream(
                            stream.device(),
                            stretch.at().seq(),
                            stretch.at().digest(),
                            stream.announced(),
                            Math.max(stream.highest(), stretch.at().seq()),
                            stream.headEtag(),
                            stream.writeId());
            observation.fold(stretch.events(), Set.of(), stream, false);
        }
    }

    /// A device that has not said its name, which stands in its head file.
    private static Device unnamed(DeviceId id) {
        return new Device(id, id.last12(), DeviceType.OTHER);
    }

    /// A head file that was there is not: either it alone is gone, or the stream with it.
    void headIsGone(Stream known) throws StorageException {
        if (NO_HEAD.equals(known.headEtag()) || known.seq() == 0) return;
        DeviceId device = known.device().id();
        List<ObjectInfo> listed = reader.list(device, Position.START);
        Stretch whole = reader.check(device, null, listed, Long.MAX_VALUE);
        Stream now =
                new Stream(
                        known.device(),
                        whole.at().seq(),
                        whole.at().digest(),
                        whole.at().seq(),
                        known.highest(),
                        NO_HEAD,
                        known.writeId());
        if (whole.at().seq() >= known.seq()) {
            observation.say(
                    "storage.head-missing",
                    Saying.of("storage.head-missing", known.device().name())
                            .inEnglish(
                                    "the head file of "
                                            + known.device().name()
                                            + " is missing in the storage; it comes back when that"
                                            + " device publishes again"));
        }
        replace(known, now, null);
    }
}
