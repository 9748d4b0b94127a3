package app.savepoint.core.scan;

import app.savepoint.core.save.ContentHash;
import app.savepoint.core.scan.ScanCache.Entry;
import app.savepoint.core.scan.Seen.Stamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Keeps the scan cache true while files are replaced.
///
/// The rule for times near the moment of hashing holds for these files as for any other. Most come
/// with a time from long before, which no later write can give them by chance, so the next scan
/// believes it; one that was played seconds ago elsewhere is hashed once more.
public final class PlacedFiles implements Placements {
    private static final System.Logger LOG = System.getLogger(PlacedFiles.class.getName());

    private final ScanCache cache;
    private final InstantSource clock;

    public PlacedFiles(ScanCache cache, InstantSource clock) {
        this.cache = cache;
        this.clock = clock;
    }

    @Override
    public Written look(Target target, Path staged, ContentHash hash, boolean blank)
            throws IOException {
        return new Written(
                target,
                Files.readAttributes(staged, BasicFileAttributes.class),
                hash,
                blank,
                clock.instant());
    }

    /// Where files have no numbers of their own, another content of the same size and time would
    /// pass for the old one; so that is forgotten before it is replaced.
    @Override
    public void changing(Collection<Target> targets) {
        Map<Long, List<String>> byRoot = new HashMap<>();
        for (Target target : targets)
            byRoot.computeIfAbsent(target.root(), root -> new ArrayList<>()).add(target.path());
        byRoot.forEach((root, paths) -> cache.update(root, List.of(), paths));
    }

    @Override
    public void placed(Collection<Written> files) {
        Map<Long, List<Written>> byRoot = new HashMap<>();
        for (Written file : files)
            byRoot.computeIfAbsent(file.target().root(), root -> new ArrayList<>()).add(file);
        byRoot.forEach(this::remember);
    }

    private void remember(long root, List<Written> files) {
        try {
            Volume volume = Volume.at(files.getFirst().target().folder());
            Duration tolerance = RootView.tolerance(volume);
            List<Entry> entries = new ArrayList<>();
            for (Written file : files) {
                Stamp stamp = Stamp.of(file.attributes(), volume.numbersFiles());
                Duration age = Duration.between(stamp.modifiedAt(), file.when()).abs();
                entries.add(
                        new Entry(
                                file.target().path(),
                                stamp.size(),
                                stamp.modifiedNanos(),
                                stamp.key(),
                                file.hash(),
                                file.blank(),
                                age.compareTo(tolerance) > 0));
            }
            cache.update(root, entries, List.of());
        } catch (IOException e) {
            // Then the next scan reads them
            LOG.log(System.Logger.Level.DEBUG, "no volume known of placed files", e);
        }
    }
}
