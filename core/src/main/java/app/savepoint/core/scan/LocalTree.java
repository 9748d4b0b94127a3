package app.savepoint.core.scan;

import java.util.List;

/// What a scan found.
///
/// @param saves every save in every place, sorted by id and place
/// @param roots each root that was looked at, with its health; saves of an unhealthy root are not
///   in `saves`
/// @param filesHashed how many files' contents were read
public record LocalTree(List<LocalSave> saves, List<RootReport> roots, int filesHashed) {
    public LocalTree {
        saves = List.copyOf(saves);
        roots = List.copyOf(roots);
    }

    /// How one root was found.
    ///
    /// @param root which
    /// @param health whether what it shows may be believed
    /// @param detail what exactly, for a person; if healthy, empty or the links that lead out of it
    /// @param saves how many saves were found in it
    /// @param otherFiles how many files were seen that are no saves
    public record RootReport(
            Root root, RootHealth health, String detail, int saves, int otherFiles) {}
}
