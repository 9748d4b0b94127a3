package app.savepoint.core.scan;

import app.savepoint.core.library.SaveNames;
import app.savepoint.core.scan.Walk.Folder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Leaves each real file in the list once, though links may lead to it by several paths.
///
/// The path that names a system stays; among those the one without a link; else the first by name.
final class OneSpelling {
    private record Candidate(Seen seen, boolean systemKnown) {}

    private static final Comparator<Candidate> BEST_FIRST =
            Comparator.comparing((Candidate c) -> !c.systemKnown())
                    .thenComparing(c -> !c.seen().path().equals(c.seen().real()))
                    .thenComparing(c -> c.seen().path());

    private final Root root;
    private final SaveNames names;

    OneSpelling(Root root, SaveNames names) {
        this.root = root;
        this.names = names;
    }

    List<Folder> of(Collection<Folder> folders) {
        Map<String, Candidate> best = new HashMap<>();
        for (Folder folder : folders) {
            boolean systemKnown =
                    !names.folder(folder.names(), root.system())
                            .system()
                            .equals(SaveNames.UNKNOWN_SYSTEM);
            for (Seen seen : folder.files())
                best.merge(
                        seen.real(),
                        new Candidate(seen, systemKnown),
                        (a, b) -> BEST_FIRST.compare(a, b) <= 0 ? a : b);
        }
        var result = new ArrayList<Folder>();
        for (Folder folder : folders)
            result.add(
                    new Folder(
                            folder.names(),
                            folder.files().stream().filter(seen -> chosen(best, seen)).toList()));
        return result;
    }

    private static boolean chosen(Map<String, Candidate> best, Seen seen) {
        Candidate candidate = best.get(seen.real());
        return candidate != null && candidate.seen().path().equals(seen.path());
    }
}
