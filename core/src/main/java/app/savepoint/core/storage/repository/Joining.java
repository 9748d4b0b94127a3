package app.savepoint.core.storage.repository;

import app.savepoint.core.save.DeviceId;
import app.savepoint.core.storage.Content;
import app.savepoint.core.storage.ObjectInfo;
import app.savepoint.core.storage.ObjectStore;
import app.savepoint.core.storage.Precondition;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StorageException.ChangedMeanwhile;
import app.savepoint.core.storage.repository.Segment.Part;
import app.savepoint.core.storage.repository.StreamReader.Whole;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Joins the small segments of this device's stream into few large ones, so that a new device has
/// little to ask for (decision 0008).
///
/// A union is made of what lies in the storage, read and checked as any reader would, and says
/// nothing that its parts did not; nobody has to notice it. The segment that the head file names is
/// left out, so the head stays as it is. A crash leaves a union or none; two homes with one
/// identity make the same one.
final class Joining {
    private static final Logger LOG = System.getLogger(Joining.class.getName());

    /// A segment of so many events, or bytes as it lies in the storage, is large enough for good.
    private static final int FULL_EVENTS = 10_000;

    private static final long FULL_BYTES = 2 * 1024 * 1024;

    /// The most in one union; a reader takes [Segment#LONGEST].
    private static final int MOST_EVENTS = 2 * FULL_EVENTS;

    private static final long MOST_BYTES = 16L * 1024 * 1024;

    /// The most that is asked for at once: unions, and parts of each.
    private static final int MOST_UNIONS = 4;

    private static final int MOST_PARTS = 64;

    private final ObjectStore store;
    private final Settings settings;
    private final StreamReader reader;

    Joining(ObjectStore store, Settings settings) {
        this.store = store;
        this.settings = settings;
        this.reader = new StreamReader(store);
    }

    /// A segment that stands in the chain.
    ///
    /// @param bytes how long it is in the storage
    record Link(Keys.Span span, long bytes) {
        long events() {
            return span.last() - span.first() + 1;
        }

        boolean isFull() {
            return events() >= FULL_EVENTS || bytes >= FULL_BYTES;
        }
    }

    /// What became of a stream.
    ///
    /// @param unions the keys of those that were put
    /// @param small how many small segments are left at its end, the head's included
    record Joined(List<String> unions, int small) {}

    /// Joins what is to be joined.
    ///
    /// @param listed the own stream as it is listed
    /// @param seq the number of its last event
    Joined join(DeviceId self, List<ObjectInfo> listed, long seq) throws StorageException {
        List<String> unions = new ArrayList<>();
        List<Link> chain = chain(self, listed, seq);
        List<Link> tail = tail(chain);
        if (tail.size() >= settings.housework().joinFrom())
            for (List<Link> run : runs(tail)) {
                Link union = unions.size() == MOST_UNIONS ? null : join(self, run);
                if (union == null) break;
                unions.add(union.span().key());
                put(chain, union);
            }
        return new Joined(unions, tail(chain).size() + 1);
    }

    /// Puts a union where its parts stand.
    static void put(List<Link> chain, Link union) {
        int at = 0;
        while (chain.get(at).span().first() < union.span().first()) at++;
        chain.removeIf(link ->
                link.span().first() >= union.span().first()
                        && link.span().last() <= union.span().last());
        chain.add(at, union);
    }

    /// The segments by which a reader comes from the start to the own end, but for the last one,
    /// which the head file names; none if there is a hole.
    private static List<Link> chain(DeviceId self, List<ObjectInfo> listed, long seq) {
        List<Link> all = new ArrayList<>();
        for (ObjectInfo object : listed)
            Keys.span(self, object.key())
                    .filter(span -> span.last() <= seq)
                    .ifPresent(span -> all.add(new Link(span, object.size())));
        List<Link> chain = new ArrayList<>();
        long at = 0;
        while (at < seq) {
            Link longest = null;
            for (Link link : all)
                if (link.span().first() == at + 1
                        && (longest == null || link.span().last() > longest.span().last()))
                    longest = link;
            if (longest == null) return new ArrayList<>();
            chain.add(longest);
            at = longest.span().last();
        }
        if (!chain.isEmpty()) chain.removeLast();
        return chain;
    }

    /// What may be joined of a chain, its oldest part first.
    ///
    /// From the end back, what holds no more events than all behind it together is taken: so each
    /// event that is written once more lies in something at least twice as large afterwards (but
    /// for those of the newest segment, which are so once), and what is left in front grows at
    /// least twofold from one segment to the one before. With `n` events that is at most `log2 n`
    /// segments besides the few that are not joined yet, and each event is written `log2 n` times
    /// more at most.
    static List<Link> tail(List<Link> chain) {
        int begin = chain.size();
        long behind = 0;
        while (begin > 0) {
            Link link = chain.get(begin - 1);
            if (link.isFull() || (behind > 0 && link.events() > behind)) break;
            behind += link.events();
            begin--;
        }
        return List.copyOf(chain.subList(begin, chain.size()));
    }

    /// What is joined at once: not too much of it.
    static List<List<Link>> runs(List<Link> tail) {
        List<List<Link>> runs = new ArrayList<>();
        List<Link> run = new ArrayList<>();
        long events = 0;
        for (Link link : tail) {
            if (run.size() == MOST_PARTS || events + link.events() > MOST_EVENTS) {
                runs.add(run);
                run = new ArrayList<>();
                events = 0;
            }
            run.add(link);
            events += link.events();
        }
        runs.add(run);
        return runs.stream().filter(each -> each.size() > 1).toList();
    }

    /// Puts one union, unless its parts are not as they have to be.
    private @Nullable Link join(DeviceId self, List<Link> run) throws StorageException {
        List<Optional<Whole>> read =
                Parallel.map(run, settings.parallel(), link -> whole(self, link));
        List<Part> parts = new ArrayList<>();
        List<StoredEvent> events = new ArrayList<>();
        @Nullable UUID writeId = null;
        Whole first = null;
        Whole before = null;
        long bytes = 0;
        int joined = 0;
        for (Optional<Whole> each : read) {
            if (each.isEmpty()) return null;
            Whole next = each.get();
            if (before != null && !before.digest().equals(next.segment().previous())) {
                LOG.log(Level.WARNING, "not joined: " + self + " does not hold together");
                return null;
            }
            bytes += next.segment().events().stream().mapToLong(e -> Events.line(e).length).sum();
            if (bytes > MOST_BYTES) break;
            if (first == null) first = next;
            parts.addAll(next.parts());
            events.addAll(next.segment().events());
            writeId = next.segment().writeId();
            before = next;
            joined++;
        }
        if (first == null || writeId == null || joined < 2) return null;
        var union =
                new Segment(
                        self,
                        first.segment().first(),
                        first.segment().previous(),
                        writeId,
                        parts,
                        events);
        byte[] object = union.encode();
        try {
            store.put(union.key(), Content.of(object), Precondition.ABSENT);
        } catch (ChangedMeanwhile e) {
            LOG.log(Level.DEBUG, "was joined before: " + union.key(), e);
        }
        store.flush();
        LOG.log(Level.INFO, () -> "joined segments into " + union.key());
        return new Link(new Keys.Span(union.key(), union.first(), union.last()), object.length);
    }

    private Optional<Whole> whole(DeviceId self, Link link) throws StorageException {
        try {
            return reader.whole(self, link.span());
        } catch (Malformed e) {
            LOG.log(Level.WARNING, "not joined: " + link.span().key(), e);
            return Optional.empty();
        }
    }
}
