package app.savepoint.app.cli;

import app.savepoint.core.RequestException;
import app.savepoint.core.view.HistoryRow;
import java.util.List;
import java.util.Locale;

/// Finds the revision that a person means by its id, or by the end of it that tables show.
///
/// @param known the revisions that may be meant
record RevisionFinder(List<HistoryRow> known) {
    private static final int SHORTEST_END = 6;

    HistoryRow find(String typed) {
        String id = typed.toLowerCase(Locale.ROOT);
        List<HistoryRow> found =
                known.stream().filter(row -> isMeant(row.revision().id().toString(), id)).toList();
        if (found.size() == 1) return found.getFirst();
        throw new RequestException(
                found.isEmpty() ? "revision.unknown" : "revision.several", typed);
    }

    private static boolean isMeant(String id, String typed) {
        return id.equals(typed) || (typed.length() >= SHORTEST_END && id.endsWith(typed));
    }
}
