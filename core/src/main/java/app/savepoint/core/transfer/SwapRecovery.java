package app.savepoint.core.transfer;

import app.savepoint.core.backup.BackupReason;
import app.savepoint.core.backup.BackupStore;
import app.savepoint.core.backup.VerifiedCopy;
import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.Place;
import app.savepoint.core.save.SaveFile;
import app.savepoint.core.transfer.SwapMarkers.Marker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Ends what a crash cut short, before anything is looked at.
///
/// Each file of a save that is still old or new is brought to new if all staged files are whole,
/// else back to old. If any is neither, an emulator wrote: nothing is replaced, and what was staged
/// goes to the backups.
public final class SwapRecovery {
    private static final System.Logger LOG = System.getLogger(SwapRecovery.class.getName());

    private final SwapMarkers markers;
    private final BackupStore backups;

    public SwapRecovery(SwapMarkers markers, BackupStore backups) {
        this.markers = markers;
        this.backups = backups;
    }

    /// Ends every replacement that was cut short, and returns the places where that is not possible
    /// yet, because their disk is not there: these are to be held.
    public Set<Place> recover() throws IOException {
        backups.clearLeftovers();
        Set<Place> unfinished = new HashSet<>();
        for (Marker marker : markers.all()) {
            try {
                if (!Files.isDirectory(marker.files().root())) {
                    unfinished.add(marker.files().place());
                    continue;
                }
                end(marker);
                markers.remove(marker.file());
            } catch (IOException e) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        marker.save() + ": the replacement could not be ended yet",
                        e);
                unfinished.add(marker.files().place());
            }
        }
        return unfinished;
    }

    private void end(Marker marker) throws IOException {
        boolean someoneWrote = false;
        boolean allStaged = true;
        for (Swap swap : marker.swaps()) {
            if (swap.isDone()) continue;
            if (!swap.isUntouched()) someoneWrote = true;
            allStaged &=
                    swap.wanted() == null
                            || (swap.staged() != null
                                    && VerifiedCopy.holds(swap.staged(), swap.wanted()));
        }
        if (someoneWrote) {
            keepStaged(marker);
            keepAsides(marker);
        } else if (allStaged) {
            for (Swap swap : marker.swaps()) if (!swap.isDone()) finish(swap);
        } else {
            for (Swap swap : marker.swaps())
                if (swap.isDone() || !Files.exists(swap.target())) swap.undo();
        }
        for (Swap swap : marker.swaps()) {
            swap.clear();
            Path folder = swap.target().getParent();
            if (folder != null && Files.isDirectory(folder)) VerifiedCopy.syncFolder(folder);
        }
    }

    private static void finish(Swap swap) throws IOException {
        if (swap.aside() != null && !Files.exists(swap.aside())) swap.putAside();
        swap.moveIn();
    }

    /// The new content, as far as it is here whole, goes to the backups; it is in the storage as
    /// well.
    private void keepStaged(Marker marker) throws IOException {
        Manifest wanted = marker.wanted();
        if (wanted == null) return;
        Map<String, Path> where = new HashMap<>();
        for (Swap swap : marker.swaps()) {
            SaveFile file = swap.wanted();
            if (file == null) continue;
            Path staged = swap.staged();
            if (staged != null && VerifiedCopy.holds(staged, file)) where.put(file.name(), staged);
            else if (VerifiedCopy.holds(swap.target(), file)) where.put(file.name(), swap.target());
        }
        keepIfWhole(marker, wanted, where);
    }

    /// The old content was backed up before the marker was written; what lies under a second name
    /// may be newer still.
    private void keepAsides(Marker marker) throws IOException {
        Manifest seen = marker.seen();
        if (seen == null) return;
        Map<String, Path> where = new HashMap<>();
        for (Swap swap : marker.swaps()) {
            SaveFile file = swap.old();
            if (file == null) continue;
            if (swap.aside() != null && VerifiedCopy.holds(swap.aside(), file))
                where.put(file.name(), swap.aside());
            else if (VerifiedCopy.holds(swap.target(), file)) where.put(file.name(), swap.target());
        }
        keepIfWhole(marker, seen, where);
    }

    private void keepIfWhole(Marker marker, @Nullable Manifest manifest, Map<String, Path> where)
            throws IOException {
        if (manifest == null || where.size() < manifest.files().size()) return;
        backups.keep(
                marker.save(),
                marker.files().place(),
                manifest,
                file -> Files.newInputStream(Objects.requireNonNull(where.get(file.name()))),
                BackupReason.INTERRUPTED);
    }

    /// Clears staged files of a replacement that was cut short before it touched anything. Nobody
    /// else may be writing.
    public static void clearStaged(List<Path> folders) throws IOException {
        for (Path folder : folders)
            try (Stream<Path> entries = Files.list(folder)) {
                for (Path entry : entries.toList())
                    if (Objects.toString(entry.getFileName()).startsWith(Swap.OURS)
                            && Files.isRegularFile(entry)) Files.delete(entry);
            } catch (NoSuchFileException e) {
                // nothing to clear where nothing is
            }
    }
}
