package app.savepoint.core.transfer;

import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.Role;
import app.savepoint.core.save.SaidException;
import app.savepoint.core.save.SaveFile;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.save.Saying;
import app.savepoint.core.scan.Placements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The change of one save: of each of its files whose bytes change.
///
/// @param save which save
/// @param files where it lies
/// @param seen what lay there; null: nothing
/// @param wanted what shall lie there; null: nothing
/// @param swaps the change of each file
/// @param made the folders that have to be made for it, innermost first
/// @param emptied the folders of the save that it may leave empty, innermost first
record SwapEntry(
        SaveId save,
        PlaceFiles files,
        @Nullable Manifest seen,
        @Nullable Manifest wanted,
        List<FileSwap> swaps,
        List<Path> made,
        List<Path> emptied) {

    /// Plans the change; nothing is touched.
    ///
    /// @param token makes the names of its own its own
    /// @throws IOException if a file lies outside the root, or its name can not be written here
    static SwapEntry of(Replacement.Order order, String token) throws IOException {
        PlaceFiles files = order.files();
        Map<Path, SaveFile> old = byPath(files, order.seen());
        Map<Path, SaveFile> now = byPath(files, order.wanted());
        Set<Path> targets = new LinkedHashSet<>(now.keySet());
        targets.addAll(old.keySet());
        List<FileSwap> swaps = new ArrayList<>();
        Set<Path> made = new LinkedHashSet<>();
        Set<Path> emptied = new LinkedHashSet<>();
        for (Path target : targets) {
            SaveFile before = old.get(target);
            SaveFile after = now.get(target);
            if (before != null && after != null && before.hash().equals(after.hash())) continue;
            if (before != null && after == null && staysBeside(before, order.wanted())) continue;
            Path folder = PlaceFiles.parent(target);
            String name = FileSwap.OURS + token + "-" + swaps.size();
            swaps.add(
                    new FileSwap(
                            target,
                            folder.resolve(name + "-new"),
                            folder.resolve(name + "-old"),
                            before,
                            after));
            for (Path up = folder; !Files.exists(up); up = PlaceFiles.parent(up)) made.add(up);
            if (after == null) emptied.addAll(foldersOfSave(order, target));
        }
        return new SwapEntry(
                order.save(),
                files,
                order.seen(),
                order.wanted(),
                swaps,
                innermostFirst(made),
                innermostFirst(emptied));
    }

    /// A cartridge's clock is no part of what was played for: where another content brings none,
    /// the one that is here goes on.
    private static boolean staysBeside(SaveFile before, @Nullable Manifest wanted) {
        return wanted != null && wanted.folder() == null && before.role().equals(Role.RTC);
    }

    /// The folders around a file that belong to its save.
    private static List<Path> foldersOfSave(Replacement.Order order, Path target) {
        List<Path> folders = new ArrayList<>();
        Manifest seen = order.seen();
        if (seen == null || seen.folder() == null) return folders;
        for (SaveFile file : seen.files()) {
            Path inside = target.getFileSystem().getPath(file.name());
            if (!target.endsWith(inside)) continue;
            Path up = target;
            for (int n = 0; n < inside.getNameCount(); n++) {
                up = PlaceFiles.parent(up);
                folders.add(up);
            }
            return folders;
        }
        return folders;
    }

    private static List<Path> innermostFirst(Set<Path> folders) {
        List<Path> sorted = new ArrayList<>(folders);
        sorted.sort((a, b) -> Integer.compare(b.getNameCount(), a.getNameCount()));
        return sorted;
    }

    private static Map<Path, SaveFile> byPath(PlaceFiles files, @Nullable Manifest manifest)
            throws IOException {
        Map<Path, SaveFile> paths = new LinkedHashMap<>();
        if (manifest != null)
            for (SaveFile file : manifest.files())
                if (paths.put(files.forWriting(manifest, file), file) != null)
                    throw new SaidException(
                            Saying.of("staged.one-name", file.name())
                                    .inEnglish(
                                            file.name() + " and another file would be one here"));
        return paths;
    }

    /// The files of the save that keep their bytes, by path.
    Map<Path, SaveFile> unchanged() throws IOException {
        Map<Path, SaveFile> unchanged = byPath(files, seen);
        for (FileSwap swap : swaps) unchanged.remove(swap.target());
        return unchanged;
    }

    /// Whether some of the files that shall be there are, and others are not: someone removed them.
    boolean isTorn() throws IOException {
        if (wanted == null) return false;
        int there = 0;
        for (SaveFile file : wanted.files())
            if (Files.exists(files.path(wanted, file), LinkOption.NOFOLLOW_LINKS)) there++;
        return there > 0 && there < wanted.files().size();
    }

    /// The change of each file that shall be there afterwards.
    Map<SaveFile, FileSwap> byWanted() {
        Map<SaveFile, FileSwap> found = new HashMap<>();
        for (FileSwap swap : swaps) if (swap.wanted() != null) found.put(swap.wanted(), swap);
        return found;
    }

    /// The files that change, as scans know them.
    Set<Placements.Target> targets() {
        Set<Placements.Target> targets = new LinkedHashSet<>();
        for (FileSwap swap : swaps) {
            if (swap.old() != null && seen != null) targets.add(files.target(seen, swap.old()));
            if (swap.wanted() != null && wanted != null)
                targets.add(files.target(wanted, swap.wanted()));
        }
        return targets;
    }

    /// The folders whose names change.
    Set<Path> folders() {
        Set<Path> folders = new LinkedHashSet<>();
        for (FileSwap swap : swaps) folders.add(swap.folder());
        for (Path one : made) folders.add(PlaceFiles.parent(one));
        for (Path one : emptied) folders.add(PlaceFiles.parent(one));
        return folders;
    }
}
