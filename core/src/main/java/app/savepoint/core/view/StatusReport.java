package app.savepoint.core.view;

import app.savepoint.core.storage.RemoteTree.Notice;
import java.util.List;

/// Where every save stands.
///
/// @param summary how many of which sort
/// @param saves one row per save, sorted by id
/// @param roots how each root was found
/// @param notices what concerns the storage or a root as a whole
/// @param offline whether the storage was not asked, so that its side is what was last seen
/// @param arriving how many things are known to be on their way into the storage
public record StatusReport(
        Summary summary,
        List<SaveRow> saves,
        List<RootRow> roots,
        List<Notice> notices,
        boolean offline,
        int arriving) {
    public StatusReport {
        saves = List.copyOf(saves);
        roots = List.copyOf(roots);
        notices = List.copyOf(notices);
    }

    /// How many saves are of which sort. A save counts once.
    public record Summary(int inSync, int push, int pull, int conflicts, int waiting, int errors) {}

    /// Whether something waits for a person.
    public boolean waitsForPerson() {
        return saves.stream().anyMatch(SaveRow::waitsForPerson);
    }
}
