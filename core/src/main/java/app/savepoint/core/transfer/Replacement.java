package app.savepoint.core.transfer;

import app.savepoint.core.backup.BackupReason;
import app.savepoint.core.backup.BackupStore;
import app.savepoint.core.backup.Durable;
import app.savepoint.core.backup.Workers;
import app.savepoint.core.disk.FileSystemSync;
import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.scan.Placements;
import app.savepoint.core.storage.ContentSink;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Puts new contents where saves lie, or removes saves, without ever losing what was there.
///
/// In this order: stage beside the target and check the hashes, set the present content aside in
/// the backups, note in the home what is to be switched, check that the target is still what the
/// plan saw and that no emulator runs, keep each file under a second name, move the new one in,
/// look at the old one again. What waits for the disk does so once for many saves; what could lose
/// bytes is done save by save. [SwapRecovery] ends what a crash cut short.
public final class Replacement {
    private static final System.Logger LOG = System.getLogger(Replacement.class.getName());

    /// How many bytes are staged before they are switched.
    private static final long SLICE = 256L << 20;

    /// How many saves are staged before the disk begins to write them down.
    static final int PART = 250;

    private final BackupStore backups;
    private final SwapMarkers markers;
    private final Steps steps;
    private final Links links;
    private final Workers workers;
    private final Placements placements;
    private final SwapSettler settler;
    private final FileSystemSync.Finder volumes;

    /// @param placements told what is replaced
    /// @param workers how many saves are fetched, and how many files forced to the disk, at once
    public Replacement(
            BackupStore backups,
            SwapMarkers markers,
            Placements placements,
            Steps steps,
            Workers workers) {
        this(backups, markers, placements, steps, workers, Links.hard());
    }

    Replacement(
            BackupStore backups,
            SwapMarkers markers,
            Placements placements,
            Steps steps,
            Workers workers,
            Links links) {
        this(backups, markers, placements, steps, workers, links, FileSystemSync::of);
    }

    Replacement(
            BackupStore backups,
            SwapMarkers markers,
            Placements placements,
            Steps steps,
            Workers workers,
            Links links,
            FileSystemSync.Finder volumes) {
        this.volumes = volumes;
        this.placements = placements;
        this.backups = backups;
        this.markers = markers;
        this.steps = steps;
        this.links = links;
        this.workers = workers;
        this.settler = new SwapSettler(backups, links, steps);
    }

    /// Where the bytes of a new content come from: told to write each file, once if all goes well.
    @FunctionalInterface
    public interface Bytes {
        void writeTo(ContentSink sink) throws IOException;
    }

    /// What is to be replaced by what.
    ///
    /// @param save which save
    /// @param files where it lies
    /// @param seen what the plan saw there; null: nothing
    /// @param wanted what shall lie there, under the names it gets there; null: nothing
    /// @param reason why what lies there goes to the backups
    public record Order(
            SaveId save,
            PlaceFiles files,
            @Nullable Manifest seen,
            @Nullable Manifest wanted,
            BackupReason reason) {
        long staged() {
            return wanted == null ? 0 : wanted.size();
        }
    }

    /// An order and what carrying it out needs.
    ///
    /// @param bytes where the new content comes from; not asked if there is none
    /// @param gateOpen asked at the last moment whether no emulator runs
    public record Job(Order order, Bytes bytes, BooleanSupplier gateOpen) {}

    /// Carries out one order. What it changed is safe from a power cut when it returns.
    public Replaced carryOut(Order order, Bytes bytes, BooleanSupplier gateOpen) {
        return carryOut(List.of(new Job(order, bytes, gateOpen)), () -> false).getFirst();
    }

    /// Carries out many orders, each by itself, and returns what became of them in the same order.
    /// What they changed is safe from a power cut when it returns. No two may be for one place.
    ///
    /// @param cancelled asked before each save; those not begun then are [Replaced.Cancelled]
    public List<Replaced> carryOut(List<Job> jobs, BooleanSupplier cancelled) {
        List<Replaced> results = new ArrayList<>();
        List<Job> slice = new ArrayList<>();
        long bytes = 0;
        for (Job job : jobs) {
            if (!slice.isEmpty() && bytes + job.order().staged() > SLICE) {
                results.addAll(together(slice, cancelled));
                slice.clear();
                bytes = 0;
            }
            slice.add(job);
            bytes += job.order().staged();
        }
        if (!slice.isEmpty()) results.addAll(together(slice, cancelled));
        return results;
    }

    private List<Replaced> together(List<Job> jobs, BooleanSupplier cancelled) {
        String token = UUID.randomUUID().toString().substring(0, 8);
        List<ReplaceTask> tasks = new ArrayList<>();
        for (Job job : jobs)
            tasks.add(
                    new ReplaceTask(
                            job, token + "-" + tasks.size(), settler, links, placements, steps));
        workers.each(tasks, ReplaceTask::plan);
        try {
            SwapMarkers.Marker staging = markers.begin(alive(tasks));
            stage(tasks, cancelled);
            backUp(tasks);
            SwapMarkers.Marker switching = markers.commit(staging, alive(tasks));
            steps.reached("marked");
            placements.changing(
                    alive(tasks).stream().flatMap(entry -> entry.targets().stream()).toList());
            switchOver(tasks, cancelled);
            placements.placed(tasks.stream().flatMap(ReplaceTask::placedFiles).toList());
            markers.keepOnly(switching, tasks.stream().flatMap(ReplaceTask::unsettled).toList());
            steps.reached("unmarked");
        } catch (IOException e) {
            // No marker can be written, or none removed: nothing more is begun, and what was is
            // ended; a marker that stays finds nothing to do
            for (ReplaceTask task : tasks) task.fail(e);
        }
        return tasks.stream().map(ReplaceTask::result).toList();
    }

    private static List<SwapEntry> alive(List<ReplaceTask> tasks) {
        return tasks.stream().flatMap(ReplaceTask::entry).toList();
    }

    private void stage(List<ReplaceTask> tasks, BooleanSupplier cancelled) {
        List<FileSystemSync.Forced> whole =
                tasks.size() > FileSystemSync.FEW ? volumes(tasks) : List.of();
        var forcing = new Forcing(whole);
        try {
            for (int from = 0; from < tasks.size(); from += PART) {
                List<ReplaceTask> part = tasks.subList(from, Math.min(tasks.size(), from + PART));
                workers.each(part, task -> task.stage(cancelled, whole.isEmpty()));
                // The disk need not wait until all are written
                forcing.begin();
            }
            forcing.settle();
        } catch (IOException e) {
            for (ReplaceTask task : tasks) task.fail(e);
        }
        steps.reached("staged");
    }

    /// The volumes that many files are staged on; empty if one of them can not be forced as a
    /// whole.
    private List<FileSystemSync.Forced> volumes(List<ReplaceTask> tasks) {
        Set<Path> folders = new LinkedHashSet<>();
        for (ReplaceTask task : tasks)
            task.entry()
                    .forEach(one -> one.folders().forEach(folder -> folders.add(there(folder))));
        Map<FileStore, FileSystemSync.Forced> found = new HashMap<>();
        try {
            for (Path folder : folders) {
                FileStore store = Files.getFileStore(folder);
                if (found.containsKey(store)) continue;
                Optional<? extends FileSystemSync.Forced> volume = volumes.of(folder);
                if (volume.isEmpty()) return List.of();
                found.put(store, volume.get());
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "files are forced to the disk one by one", e);
            return List.of();
        }
        return List.copyOf(found.values());
    }

    /// The folder, or of those above it the first that is there.
    private static Path there(Path folder) {
        Path there = folder;
        while (!Files.isDirectory(there) && there.getParent() != null) there = there.getParent();
        return there;
    }

    private void backUp(List<ReplaceTask> tasks) {
        List<ReplaceTask> withWish = new ArrayList<>();
        List<BackupStore.Wish> wishes = new ArrayList<>();
        for (ReplaceTask task : tasks) {
            Optional<BackupStore.Wish> wish = task.wish();
            if (!task.isAlive() || wish.isEmpty()) continue;
            withWish.add(task);
            wishes.add(wish.get());
        }
        List<BackupStore.Outcome> outcomes = backups.keepAll(wishes);
        for (int i = 0; i < outcomes.size(); i++) withWish.get(i).backedUp(outcomes.get(i));
        steps.reached("backed-up");
    }

    private void switchOver(List<ReplaceTask> tasks, BooleanSupplier cancelled) {
        Set<Path> folders = new LinkedHashSet<>();
        for (ReplaceTask task : tasks) task.entry().forEach(one -> folders.addAll(one.folders()));
        workers.each(
                tasks,
                task -> {
                    task.check(cancelled);
                    steps.reached("checked");
                    task.switchOver();
                });
        steps.reached("switched");
        Durable.folders(folders, workers);
        steps.reached("settled");
        workers.each(tasks, ReplaceTask::clear);
        steps.reached("cleared");
    }
}
