package app.savepoint.core.transfer;

import app.savepoint.core.backup.BackupReason;
import app.savepoint.core.backup.BackupStore;
import app.savepoint.core.backup.Durable;
import app.savepoint.core.backup.Workers;
import app.savepoint.core.save.Place;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.transfer.SwapMarkers.Marker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;

/// Ends what a crash cut short, before anything is looked at.
///
/// A save of which nothing was touched yet stays as it is: the next plan decides with fresh eyes.
/// Else each file that is still old or new is brought to new if all staged files are whole, else
/// back to old. If any is neither, an emulator wrote: nothing is replaced, and old and new are in
/// the backups. If one was removed, the others go back to old. What an emulator wrote to the old
/// file while that was put aside comes back to its place.
public final class SwapRecovery {
    private static final System.Logger LOG = System.getLogger(SwapRecovery.class.getName());

    private final SwapMarkers markers;
    private final BackupStore backups;
    private final Links links;
    private final Steps steps;
    private final SwapSettler settler;

    public SwapRecovery(SwapMarkers markers, BackupStore backups, Steps steps) {
        this(markers, backups, steps, Links.hard());
    }

    SwapRecovery(SwapMarkers markers, BackupStore backups, Steps steps, Links links) {
        this.markers = markers;
        this.backups = backups;
        this.links = links;
        this.steps = steps;
        this.settler = new SwapSettler(backups, links, steps);
    }

    /// Ends every replacement that was cut short, and returns the places where that is not possible
    /// yet, because their disk is not there or an emulator runs: these are to be held. Nobody else
    /// may be replacing.
    ///
    /// @param gateOpen whether no emulator runs that may still write a save
    public Set<Place> recover(BiPredicate<SaveId, Place> gateOpen) throws IOException {
        backups.recover();
        Set<Place> unfinished = new HashSet<>();
        Set<Path> inUse = new HashSet<>();
        for (Marker marker : markers.all()) {
            if (!marker.switching()) {
                forget(marker, inUse);
                continue;
            }
            List<SwapEntry> left = new ArrayList<>();
            for (SwapEntry entry : marker.entries()) if (!isEnded(entry, gateOpen)) left.add(entry);
            for (SwapEntry entry : left) {
                unfinished.add(entry.files().place());
                for (FileSwap swap : entry.swaps()) inUse.addAll(swap.ownNames());
            }
            steps.reached("recovered");
            markers.keepOnly(marker, left);
        }
        return unfinished;
    }

    /// The places where a replacement was cut short and is not ended yet.
    public Set<Place> unfinished() throws IOException {
        Set<Place> places = new HashSet<>();
        for (Marker marker : markers.all())
            if (marker.switching())
                for (SwapEntry entry : marker.entries()) places.add(entry.files().place());
        return places;
    }

    /// Clears what was staged by a replacement that touched nothing yet.
    private void forget(Marker marker, Set<Path> inUse) throws IOException {
        List<SwapEntry> left = new ArrayList<>();
        for (SwapEntry entry : marker.entries()) {
            if (entry.swaps().stream().anyMatch(swap -> inUse.contains(swap.staged()))) continue;
            try {
                if (isThere(entry)) settler.clear(entry, false);
                else left.add(entry);
            } catch (IOException e) {
                LOG.log(System.Logger.Level.WARNING, entry.save() + ": not cleared yet", e);
                left.add(entry);
            }
        }
        markers.keepOnly(marker, left);
    }

    private boolean isEnded(SwapEntry entry, BiPredicate<SaveId, Place> gateOpen) {
        try {
            if (!isThere(entry)) return false;
            boolean touched = false;
            for (FileSwap swap : entry.swaps())
                touched |= swap.hasAside() || swap.look() != FileSwap.Found.OLD;
            if (touched) {
                if (!gateOpen.test(entry.save(), entry.files().place())) return false;
                end(entry);
            }
            Durable.folders(entry.folders(), new Workers(1));
            settler.clear(entry, true);
            return true;
        } catch (IOException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    entry.save() + ": the replacement could not be ended yet",
                    e);
            return false;
        }
    }

    /// Whether the disk is there. An empty root is more likely a disk that is not.
    private static boolean isThere(SwapEntry entry) throws IOException {
        Path root = entry.files().root();
        if (!Files.isDirectory(root)) return false;
        try (var names = Files.newDirectoryStream(root)) {
            return names.iterator().hasNext() || entry.seen() == null;
        }
    }

    private void end(SwapEntry entry) throws IOException {
        boolean overtaken = settler.keepStrange(entry, BackupReason.INTERRUPTED).isPresent();
        boolean someoneWrote = false;
        boolean someoneRemoved = false;
        boolean allStaged = true;
        for (FileSwap swap : entry.swaps()) {
            FileSwap.Found found = swap.look();
            someoneWrote |= found == FileSwap.Found.OTHER;
            someoneRemoved |= found == FileSwap.Found.MISSING && !swap.hasAside();
            allStaged &= found == FileSwap.Found.NEW || swap.isStaged();
        }
        for (Path kept : entry.unchanged().keySet()) someoneRemoved |= !Files.exists(kept);
        steps.reached("looked");
        if (someoneWrote && overtaken) {
            // A crash cut short how what something else wrote was brought back
            settler.keepNew(entry);
            settler.back(entry);
        } else if (someoneWrote) {
            settler.keepNew(entry);
            for (FileSwap swap : entry.swaps())
                if (swap.look() == FileSwap.Found.MISSING) swap.back(links, steps);
        } else if (someoneRemoved) {
            settler.keepNew(entry);
            settler.back(entry);
        } else if (overtaken || !allStaged) {
            settler.back(entry);
        } else {
            goOn(entry);
        }
    }

    private void goOn(SwapEntry entry) throws IOException {
        for (FileSwap swap : entry.swaps())
            if (swap.look() != FileSwap.Found.NEW) swap.resume(links, steps);
        boolean overtaken = settler.keepStrange(entry, BackupReason.INTERRUPTED).isPresent();
        if (overtaken || entry.isTorn()) settler.back(entry);
    }
}
