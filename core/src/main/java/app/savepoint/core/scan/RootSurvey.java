package app.savepoint.core.scan;

import app.savepoint.core.library.SaveNames;
import app.savepoint.core.save.Place;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// What a folder holds that may become a root, going by names and sizes alone.
///
/// @param saves how many saves would be taken
/// @param unplaced how many of those belong to no known system
/// @param otherFiles how many files are no saves
/// @param knownLayout whether some folder in it is named after a system or a core
/// @param candidates the first saves, at most twenty, as paths below the folder
public record RootSurvey(
        int saves, int unplaced, int otherFiles, boolean knownLayout, List<String> candidates) {
    private static final int SHOWN = 20;

    /// So many files that are no saves make a person look twice.
    private static final int MANY = 2_000;

    public RootSurvey {
        candidates = List.copyOf(candidates);
    }

    /// Looks at a folder as if it were that root. Reads no file.
    ///
    /// @throws IOException if the folder can not be listed
    public static RootSurvey of(Root root, SaveNames names)
            throws IOException, InterruptedException {
        Glance.OfRoot glance = Glance.at(root, names, Disk.real());
        RootView view = new RootView.Look(names, new NoCache(), Disk.real(), Map.of()).at(glance);
        if (view.report().health() != RootHealth.OK) throw new IOException(view.report().detail());
        int unplaced =
                (int)
                        view.units().stream()
                                .filter(unit ->
                                        unit.save().system().equals(SaveNames.UNKNOWN_SYSTEM))
                                .count();
        return new RootSurvey(
                view.units().size(),
                unplaced,
                view.report().otherFiles(),
                new SystemFolders(root, names, List.of()).anyKnown(),
                view.units().stream()
                        .map(unit -> unit.place())
                        .map(Place::path)
                        .sorted()
                        .limit(SHOWN)
                        .toList());
    }

    /// Whether a person has to say yes: it holds files but neither a save nor a known layout, or
    /// thousands of files of which most are no saves.
    public boolean needsYes() {
        boolean strange = otherFiles > 0 && saves == 0 && !knownLayout;
        return strange || (otherFiles >= MANY && otherFiles > saves);
    }

    /// Nothing is remembered of a folder that is no root yet.
    private static final class NoCache implements ScanCache {
        @Override
        public Map<String, Entry> entries(long root) {
            return Map.of();
        }

        @Override
        public void update(long root, Collection<Entry> seen, Collection<String> gone) {
            throw new IllegalStateException("a survey hashes nothing");
        }
    }
}
