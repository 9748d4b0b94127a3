package app.savepoint.core.view;

import app.savepoint.core.save.Saying;
import java.util.List;

/// What became of a wish to watch a folder.
public sealed interface RootAdded {
    /// It is watched from now on.
    record Added(RootRow row) implements RootAdded {}

    /// It holds files, and few of them look like saves, so a person has to say yes first.
    ///
    /// @param saves how many files look like saves
    /// @param otherFiles how many do not
    /// @param candidates the first files that would be taken, at most twenty, as paths below the
    ///   folder
    record NeedsYes(int saves, int otherFiles, List<String> candidates) implements RootAdded {}

    /// It must not be watched.
    ///
    /// @param code a stable word: `root.missing`, `root.home`, `root.drive`, `root.overlaps`,
    ///   `root.storage`, `root.own-home`, `root.system-unknown`
    /// @param why the reason, naming the other folder where there is one
    record Refused(String code, Saying why) implements RootAdded {}
}
