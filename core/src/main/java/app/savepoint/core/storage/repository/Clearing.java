package app.savepoint.core.storage.repository;

import app.savepoint.core.save.DeviceId;
import app.savepoint.core.storage.ObjectInfo;
import app.savepoint.core.storage.ObjectStore;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.repository.StreamReader.Position;
import app.savepoint.core.storage.repository.StreamReader.Stretch;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Removes the parts of what was joined, once the union has lain there so long that everyone can
/// have it.
///
/// How long is told by two clocks that have to agree: the storage's, by the times of two objects
/// that this device put there, and [PassedTime] here. And before anything is removed, the stream is
/// read from its start to its end without it.
final class Clearing {
    private static final Logger LOG = System.getLogger(Clearing.class.getName());

    /// Unions whose parts are there, and when they were seen first, by [PassedTime].
    private static final String NOTE = "unions";

    private static final int MOST = 500;

    private final ObjectStore store;
    private final RepositoryMemory memory;
    private final Duration stay;
    private final StreamReader reader;

    Clearing(ObjectStore store, RepositoryMemory memory, Duration stay) {
        this.store = store;
        this.memory = memory;
        this.stay = stay;
        this.reader = new StreamReader(store);
    }

    private Map<String, Long> waiting(DeviceId self) {
        Map<String, Long> waiting = new LinkedHashMap<>();
        for (String line : memory.noted(NOTE).orElse("").lines().toList()) {
            int space = line.lastIndexOf(' ');
            // Another identity's are not ours to remove
            if (line.startsWith(Keys.events(self)))
                waiting.put(line.substring(0, space), Long.parseLong(line.substring(space + 1)));
        }
        return waiting;
    }

    private void note(Map<String, Long> waiting) {
        StringBuilder lines = new StringBuilder();
        waiting.forEach((key, since) -> lines.append(key).append(' ').append(since).append('\n'));
        if (!memory.noted(NOTE).orElse("").contentEquals(lines))
            memory.note(NOTE, lines.toString());
    }

    /// Takes note of the unions that have parts.
    ///
    /// @param listed the own stream as it was listed
    /// @param put unions that were put since
    void notice(DeviceId self, List<ObjectInfo> listed, List<String> put, long passed) {
        List<Keys.Span> spans = new ArrayList<>(spans(self, listed));
        for (String key : put) Keys.span(self, key).ifPresent(spans::add);
        Map<String, Long> before = waiting(self);
        Map<String, Long> waiting = new LinkedHashMap<>();
        for (Keys.Span span : withParts(spans))
            waiting.put(span.key(), before.getOrDefault(span.key(), passed));
        note(waiting);
    }

    /// Those that others are parts of, last first. A stream may have thousands of segments, so they
    /// are not held against each other: from the end of the stream to its start, it is enough to
    /// know where the one ends that ends first.
    private static List<Keys.Span> withParts(List<Keys.Span> spans) {
        List<Keys.Span> sorted = new ArrayList<>(spans);
        sorted.sort(
                Comparator.comparingLong(Keys.Span::first)
                        .thenComparing(Comparator.comparingLong(Keys.Span::last).reversed()));
        List<Keys.Span> found = new ArrayList<>();
        long firstEnd = Long.MAX_VALUE;
        for (Keys.Span span : sorted.reversed()) {
            if (firstEnd <= span.last()) found.add(span);
            firstEnd = Math.min(firstEnd, span.last());
        }
        return found;
    }

    private static List<Keys.Span> spans(DeviceId self, List<ObjectInfo> listed) {
        return listed.stream().flatMap(object -> Keys.span(self, object.key()).stream()).toList();
    }

    private static boolean isPart(Keys.Span part, Keys.Span of) {
        return !part.equals(of) && part.first() >= of.first() && part.last() <= of.last();
    }

    /// Whether something is to be removed.
    boolean isDue(DeviceId self, long passed) {
        return waiting(self).values().stream().anyMatch(since -> passed - since >= stay.toMillis());
    }

    /// Removes what is to be removed.
    void clear(Stream mine, long passed) throws StorageException {
        DeviceId self = mine.device().id();
        List<ObjectInfo> listed = store.list(Keys.events(self));
        Map<String, Long> waiting = waiting(self);
        Set<String> due = new HashSet<>();
        Set<String> young = new HashSet<>();
        Optional<Instant> now = StorageTime.of(store, self);
        for (ObjectInfo object : listed) {
            Long since = waiting.get(object.key());
            if (since == null) continue;
            boolean isOld =
                    passed - since >= stay.toMillis()
                            && now.isPresent()
                            && !object.modifiedAt().plus(stay).isAfter(now.get());
            (isOld ? due : young).add(object.key());
            // The clocks do not agree; not to be asked with every sync
            if (!isOld && passed - since >= stay.toMillis())
                waiting.put(object.key(), passed - stay.toMillis() + stay.dividedBy(7).toMillis());
        }
        List<Keys.Span> unions =
                spans(self, listed).stream().filter(span -> due.contains(span.key())).toList();
        List<String> parts =
                spans(self, listed).stream()
                        .filter(span -> span.last() <= mine.seq())
                        .filter(span -> unions.stream().anyMatch(union -> isPart(span, union)))
                        .map(Keys.Span::key)
                        .toList();
        if (!parts.isEmpty()) {
            if (!holdsWithout(mine, listed, parts, young)) {
                LOG.log(Level.WARNING, "its parts stay: the stream can not be read without them");
                unions.forEach(union -> waiting.put(union.key(), passed));
                note(waiting);
                return;
            }
            for (String part : parts.subList(0, Math.min(MOST, parts.size()))) store.delete(part);
            LOG.log(Level.INFO, () -> "removed segments that were joined: " + parts.size());
        }
        note(waiting);
        Set<String> gone = new HashSet<>(parts.subList(0, Math.min(MOST, parts.size())));
        notice(
                self,
                listed.stream().filter(object -> !gone.contains(object.key())).toList(),
                List.of(),
                passed);
    }

    /// Whether a reader comes to the end of the own stream without some of its segments. What has
    /// not lain there long enough for everyone to have it does not help.
    private boolean holdsWithout(
            Stream mine, List<ObjectInfo> listed, List<String> parts, Set<String> young)
            throws StorageException {
        Set<String> without = new HashSet<>(parts);
        without.addAll(young);
        Stretch whole =
                reader.check(
                        mine.device().id(),
                        null,
                        listed.stream().filter(object -> !without.contains(object.key())).toList(),
                        mine.seq());
        return Objects.equals(whole.at(), new Position(mine.seq(), mine.digest()));
    }
}
