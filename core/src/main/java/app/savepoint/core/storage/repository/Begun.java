package app.savepoint.core.storage.repository;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.savepoint.core.save.ContentHash;
import app.savepoint.core.save.Hlc;
import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.storage.Draft;
import app.savepoint.core.storage.ObjectStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Contents that go in parts and that this device began to store. If that is cut off, the parts lie
/// under a key in which the revision's id and time stand; so the next try has to be the same
/// revision, or all is sent once more.
///
/// It is the same only if all else in it is: then no two revisions share an id, also where the
/// first try turns out to have been published.
final class Begun {
    private static final String NOTE = "begun";

    /// After as long, a store may give up what has arrived.
    private static final Duration STAYS = Duration.ofDays(1);

    private static final UUID NOBODY = new UUID(0, 0);

    private final ObjectStore store;
    private final RepositoryMemory memory;
    private final InstantSource clock;
    private @Nullable List<Line> read;

    Begun(ObjectStore store, RepositoryMemory memory, InstantSource clock) {
        this.store = store;
        this.memory = memory;
        this.clock = clock;
    }

    /// Under which id and time something was begun.
    ///
    /// @param what all else of the revision
    private record Line(RevisionId id, Hlc time, ContentHash what) {
        static Line of(Revision revision) {
            Revision bare = with(new RevisionId(NOBODY), Hlc.ZERO, revision);
            String said = Events.publishing(bare, revision.device(), 0, 0, NOBODY).payload();
            return new Line(revision.id(), revision.time(), ContentHash.of(said.getBytes(UTF_8)));
        }

        static Line parse(String text) {
            String[] words = text.split(" ", 3);
            return new Line(
                    RevisionId.parse(words[0]), Hlc.parse(words[1]), new ContentHash(words[2]));
        }

        @Override
        public String toString() {
            return id + " " + time + " " + what.hex();
        }
    }

    private static Revision with(RevisionId id, Hlc time, Revision rest) {
        return new Revision(
                id,
                rest.save(),
                rest.parents(),
                rest.device(),
                time,
                rest.manifest(),
                rest.blank());
    }

    /// Whether a store takes it in parts.
    static boolean goesInParts(ObjectStore store, @Nullable Manifest manifest) {
        return manifest != null && manifest.size() > store.longestPiece();
    }

    /// The revision as which the same was begun; itself if it was not.
    Revision resumed(Revision fresh) {
        if (!goesInParts(store, fresh.manifest())) return fresh;
        // A parent that was lost is replaced, by what may be another one each time
        if (!memory.known(fresh.parents()).containsAll(fresh.parents())) return fresh;
        ContentHash what = Line.of(fresh).what();
        return open(lines()).stream()
                .filter(line -> line.what().equals(what))
                .findFirst()
                .map(line -> with(line.id(), line.time(), fresh))
                .orElse(fresh);
    }

    /// Notes what goes in parts, before any of them is sent.
    void begin(List<Draft> drafts) {
        List<Line> now = new ArrayList<>();
        for (Draft draft : drafts)
            if (goesInParts(store, draft.revision().manifest())) now.add(Line.of(draft.revision()));
        Set<ContentHash> again = now.stream().map(Line::what).collect(Collectors.toSet());
        for (Line line : open(lines())) if (!again.contains(line.what())) now.add(line);
        note(now);
    }

    /// It can not be stored under this revision's key.
    void forget(RevisionId id) {
        note(lines().stream().filter(line -> !line.id().equals(id)).toList());
    }

    /// Those that were not published and may still be there.
    private List<Line> open(List<Line> lines) {
        if (lines.isEmpty()) return lines;
        Set<RevisionId> ids = new HashSet<>(lines.stream().map(Line::id).toList());
        Set<RevisionId> published = memory.revisions(ids).keySet();
        long oldest = clock.millis() - STAYS.toMillis();
        return lines.stream()
                .filter(line -> !published.contains(line.id()) && line.time().millis() >= oldest)
                .toList();
    }

    private List<Line> lines() {
        List<Line> lines = read;
        if (lines == null) lines = memory.noted(NOTE).orElse("").lines().map(Line::parse).toList();
        read = lines;
        return lines;
    }

    private void note(List<Line> now) {
        if (Set.copyOf(now).equals(Set.copyOf(lines()))) return;
        memory.note(NOTE, now.stream().map(Line::toString).collect(Collectors.joining("\n")));
        read = List.copyOf(now);
    }
}
