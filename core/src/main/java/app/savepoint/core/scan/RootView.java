package app.savepoint.core.scan;

import app.savepoint.core.library.Ignore;
import app.savepoint.core.library.ParamSfo;
import app.savepoint.core.library.SaveNames;
import app.savepoint.core.save.Hold;
import app.savepoint.core.save.Place;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.scan.LocalTree.RootReport;
import app.savepoint.core.scan.Seen.Stamp;
import app.savepoint.core.scan.Walk.Blocked;
import app.savepoint.core.scan.Walk.Folder;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One root as a scan finds it, before any file is hashed.
///
/// @param report its health and counts
/// @param units its saves; none if it is not healthy
/// @param unseen saves that are known to be here and could not be looked at, or are left out now
/// @param cached what is known of its files
/// @param gone cached paths at which nothing is any more
/// @param tolerance how near to the moment of reading a modified time proves nothing
/// @param withKeys whether file keys mean something on its volume
record RootView(
        RootReport report,
        List<Unit> units,
        List<LocalSave> unseen,
        Map<String, ScanCache.Entry> cached,
        Set<String> gone,
        Duration tolerance,
        boolean withKeys) {
    private static final System.Logger LOG = System.getLogger(RootView.class.getName());

    /// Times on most disks are finer than this, but not all programs write them so.
    private static final Duration FINE = Duration.ofSeconds(2);

    /// FAT keeps times to two seconds, and may round up.
    private static final Duration COARSE = Duration.ofSeconds(4);

    private static final int FEWEST_GONE = 5;

    /// Whether the entry still describes the file, so that it need not be read.
    static boolean describes(ScanCache.@Nullable Entry entry, Stamp stamp) {
        return entry != null
                && entry.settled()
                && entry.size() == stamp.size()
                && entry.modifiedNanos() == stamp.modifiedNanos()
                && Objects.equals(entry.fileKey(), stamp.key());
    }

    /// How near to the moment of reading a modified time proves nothing on that volume.
    static Duration tolerance(Volume volume) {
        return volume.isFat() ? COARSE : FINE;
    }

    /// Puts together what a first look at roots found.
    record Look(SaveNames names, ScanCache cache, Disk disk, Map<Place, SaveId> known) {

        RootView at(Glance.OfRoot glance) {
            return switch (glance) {
                case Glance.Ill(var report) -> ill(report);
                case Glance.Healthy healthy -> healthy(healthy);
            };
        }

        private static RootView ill(RootReport report) {
            return new RootView(report, List.of(), List.of(), Map.of(), Set.of(), COARSE, false);
        }

        private RootView healthy(Glance.Healthy glance) {
            Root root = glance.root();
            Path real = glance.real();
            Ignore ignore = glance.ignore();
            Volume volume = glance.volume();
            Walk.Result walk = glance.walk();
            Map<String, ScanCache.Entry> cached = cache.entries(root.id());

            var leftOut = new HashSet<String>();
            var paths = new HashSet<String>();
            var folders = new TreeMap<String, Folder>();
            for (Folder folder : walk.folders()) {
                var files = new ArrayList<Seen>(folder.files().size());
                for (Seen seen : folder.files()) {
                    paths.add(seen.path());
                    if (ignore.leavesOut(seen.path())) leftOut.add(seen.path());
                    else files.add(seen);
                }
                folders.put(folder.path(), new Folder(folder.names(), files));
            }
            if (!walk.blocked().isEmpty())
                for (String path : cached.keySet())
                    addUnseen(folders, paths, leftOut, ignore, real, path, walk.blocked());

            Collection<Folder> distinct =
                    walk.linked()
                            ? new OneSpelling(root, names).of(folders.values())
                            : folders.values();
            var units =
                    new Units(
                            root,
                            names,
                            known,
                            walk.blocked(),
                            sfo -> marksGameData(sfo, cached.get(sfo.path())));
            List<Unit> found = units.of(List.copyOf(distinct));
            List<LocalSave> unseen = unseen(root, found, walk.blocked(), leftOut);
            int saves = found.size() + unseen.size();
            int lost = root.savesAccepted() - saves;
            if (lost >= FEWEST_GONE && lost * 2 > root.savesAccepted())
                return ill(
                        Glance.report(
                                root,
                                RootHealth.MANY_GONE,
                                lost + " of " + root.savesAccepted() + " saves are gone"));
            return new RootView(
                    new RootReport(
                            root,
                            RootHealth.OK,
                            String.join("; ", walk.notes()),
                            saves,
                            units.others()),
                    found,
                    unseen,
                    cached,
                    cached.keySet().stream()
                            .filter(path -> !paths.contains(path))
                            .collect(Collectors.toSet()),
                    tolerance(volume),
                    volume.numbersFiles());
        }

        /// A file that was there at an earlier scan and lies where this one could not look.
        private static void addUnseen(
                Map<String, Folder> folders,
                Set<String> paths,
                Set<String> leftOut,
                Ignore ignore,
                Path real,
                String path,
                List<Blocked> blocked) {
            for (Blocked b : blocked) {
                if (!b.covers(path) || !paths.add(path)) continue;
                if (ignore.leavesOut(path)) {
                    leftOut.add(path);
                    return;
                }
                int slash = path.lastIndexOf('/');
                String parent = slash < 0 ? "" : path.substring(0, slash);
                folders.computeIfAbsent(parent, p -> new Folder(namesOf(p), new ArrayList<>()))
                        .files()
                        .add(new Seen(path, real.resolve(path), path, Stamp.NONE, b.trouble()));
                return;
            }
        }

        private static List<String> namesOf(String path) {
            return path.isEmpty() ? List.of() : List.of(path.split("/", -1));
        }

        /// Whether a `PARAM.SFO` says that its folder is an install or a game. One that was hashed
        /// before belongs to a save, for only saves are hashed.
        private boolean marksGameData(Seen sfo, ScanCache.@Nullable Entry entry) {
            if (describes(entry, sfo.stamp())) return false;
            try (InputStream stream = disk.open(sfo.file())) {
                return ParamSfo.isNoSave(stream.readNBytes(ParamSfo.LONGEST));
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "taken for a save, since it can not be read", e);
                return false;
            }
        }

        private List<LocalSave> unseen(
                Root root, List<Unit> found, List<Blocked> blocked, Set<String> leftOut) {
            if (blocked.isEmpty() && leftOut.isEmpty()) return List.of();
            Set<Place> places = found.stream().map(Unit::place).collect(Collectors.toSet());
            var unseen = new HashMap<Place, LocalSave>();
            known.forEach((place, save) -> {
                if (place.root() != root.id() || places.contains(place)) return;
                LocalSave.Held held = heldAt(place.path(), blocked, leftOut);
                if (held != null) unseen.put(place, new LocalSave(save, place, held));
            });
            return List.copyOf(unseen.values());
        }

        private static LocalSave.@Nullable Held heldAt(
                String path, List<Blocked> blocked, Set<String> leftOut) {
            for (Blocked b : blocked)
                if (b.covers(path) || b.path().startsWith(path + '/'))
                    return new LocalSave.Held(b.trouble().why(), b.trouble().detail(), 0);
            String inside = path + '/';
            if (leftOut.contains(path) || leftOut.stream().anyMatch(p -> p.startsWith(inside)))
                return new LocalSave.Held(Hold.LEFT_OUT, "a pattern leaves it out", 0);
            return null;
        }
    }
}
