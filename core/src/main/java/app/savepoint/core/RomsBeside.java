package app.savepoint.core;

import app.savepoint.core.journal.Journal;
import app.savepoint.core.journal.RomMemory.Line;
import app.savepoint.core.library.RomFiles;
import app.savepoint.core.scan.LocalSave;
import app.savepoint.core.scan.Root;
import app.savepoint.core.storage.server.GameKey;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads the games themselves, where they lie beside their saves: in the folder of a save or the
/// one above it, within a root, called as the save is. A file is read again only if it is another.
final class RomsBeside {
    private static final System.Logger LOG = System.getLogger(RomsBeside.class.getName());

    /// Larger ones are images of discs, which servers seldom hash.
    private static final long LARGEST = 512L << 20;

    private final Journal journal;
    private final RomFiles files = RomFiles.bundled();

    RomsBeside(Journal journal) {
        this.journal = journal;
    }

    /// Reads the games of those saves that were not read yet.
    ///
    /// @param most how many bytes may be read now; what is left waits for the next time
    /// @return whether anything is known now that was not
    boolean learn(Set<GameKey> wanted, long most) {
        if (wanted.isEmpty()) return false;
        Map<String, Line> known = new HashMap<>();
        for (Line line : journal.roms().all()) known.put(line.key() + "\n" + line.path(), line);
        List<Line> fresh = new ArrayList<>();
        long left = most;
        for (Map.Entry<GameKey, Set<Path>> one : found(wanted).entrySet())
            for (Path file : one.getValue())
                try {
                    var attributes = Files.readAttributes(file, BasicFileAttributes.class);
                    long size = attributes.size();
                    Instant modified =
                            attributes
                                    .lastModifiedTime()
                                    .toInstant()
                                    .truncatedTo(ChronoUnit.MILLIS);
                    Line line = known.get(one.getKey() + "\n" + file);
                    boolean same =
                            line != null
                                    && line.size() == size
                                    && line.modifiedAt().equals(modified);
                    if (same || !attributes.isRegularFile() || size > Math.min(left, LARGEST))
                        continue;
                    left -= size;
                    fresh.add(
                            new Line(one.getKey(), file.toString(), size, modified, hashes(file)));
                } catch (IOException e) {
                    // Whatever it is, it is not needed for a sync
                    LOG.log(Level.DEBUG, "a game beside its save could not be read", e);
                }
        journal.roms().remember(fresh);
        return !fresh.isEmpty();
    }

    /// What can not be read now is as it is until it changes: it is not read again and again.
    private static Set<String> hashes(Path file) {
        try {
            return RomFiles.hashes(file, LARGEST);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "a game beside its save could not be read", e);
            return Set.of();
        }
    }

    private Map<GameKey, Set<Path>> found(Set<GameKey> wanted) {
        Map<Long, Path> roots = new HashMap<>();
        for (Root root : journal.roots().all()) roots.put(root.id(), root.path());
        Map<Path, List<Path>> listed = new HashMap<>();
        Map<GameKey, Set<Path>> found = new HashMap<>();
        for (LocalSave save : journal.local().saves()) {
            GameKey key = GameKey.of(save.save());
            Path root = roots.get(save.place().root());
            if (root == null || !wanted.contains(key)) continue;
            Path folder = root.resolve(save.place().path()).getParent();
            for (int up = 0; up < 2 && folder != null && folder.startsWith(root); up++) {
                for (Path file : listed.computeIfAbsent(folder, RomsBeside::list))
                    if (files.isOf(key.game(), String.valueOf(file.getFileName())))
                        found.computeIfAbsent(key, _ -> new HashSet<>()).add(file);
                folder = folder.getParent();
            }
        }
        return found;
    }

    private static List<Path> list(Path folder) {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            all.forEach(files::add);
        } catch (IOException | java.nio.file.DirectoryIteratorException e) {
            LOG.log(Level.DEBUG, "a folder could not be listed", e);
        }
        return files;
    }
}
