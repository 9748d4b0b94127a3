package app.savepoint.core.backup;

import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.Place;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.ContentSource;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The contents set aside on this device, as plain files below one folder, with an index in the
/// journal.
///
/// A backup is a folder `<system>/<game>/<kind>.<slot>/<UTC time>-<last 8 of the content id>` with
/// the save's files in `files/` and `backup.json` beside it, and is never changed. Plain files
/// rather than packed ones, because a person in need can copy them back without this program. Safe
/// for use by several threads.
public final class BackupStore {
    private static final System.Logger LOG = System.getLogger(BackupStore.class.getName());

    private final BackupIndex index;
    private final InstantSource clock;
    private final Workers workers;
    private final BackupFolders folders;
    private final AtomicLong kept = new AtomicLong();

    /// @param dir the folder of the backups
    public BackupStore(Path dir, BackupIndex index, InstantSource clock) {
        this(dir, index, clock, new Workers(Workers.WIDTH));
    }

    /// @param workers how many files are forced to the disk at once
    public BackupStore(Path dir, BackupIndex index, InstantSource clock, Workers workers) {
        this.index = index;
        this.clock = clock;
        this.workers = workers;
        this.folders = new BackupFolders(dir, index);
    }

    /// What is to be set aside.
    ///
    /// @param save which save
    /// @param place where it lies; null if it lies nowhere here
    /// @param manifest its files
    /// @param source their bytes
    /// @param reason why
    public record Wish(
            SaveId save,
            @Nullable Place place,
            Manifest manifest,
            ContentSource source,
            BackupReason reason) {}

    /// What became of a wish: one of the two is null.
    ///
    /// @param backup where the content now lies, safe from a power cut
    /// @param failure why it could not be set aside; a [ContentMovedException] if the bytes are
    ///   not, or no longer, those of the manifest
    public record Outcome(@Nullable StoredBackup backup, @Nullable IOException failure) {}

    /// Sets one content aside and returns once it is safe from a power cut.
    ///
    /// @throws ContentMovedException if the bytes are not, or no longer, those of the manifest
    public StoredBackup keep(
            SaveId save,
            @Nullable Place place,
            Manifest manifest,
            ContentSource source,
            BackupReason reason)
            throws IOException {
        Outcome outcome =
                keepAll(List.of(new Wish(save, place, manifest, source, reason))).getFirst();
        if (outcome.failure() != null) throw outcome.failure();
        if (outcome.backup() == null) throw new IllegalStateException("neither kept nor failed");
        return outcome.backup();
    }

    /// Sets many contents aside and returns, in the order of the wishes, once all are safe from a
    /// power cut. What is among the backups already, and still whole there, is not stored again: it
    /// is listed under the new time and reason.
    public List<Outcome> keepAll(List<Wish> wishes) {
        Path staging;
        try {
            staging = folders.newStaging();
        } catch (IOException e) {
            return wishes.stream().map(wish -> new Outcome(null, e)).toList();
        }
        List<KeepTask> tasks = new ArrayList<>();
        for (Wish wish : wishes)
            tasks.add(
                    new KeepTask(
                            wish,
                            folders,
                            staging.resolve(Integer.toString(tasks.size())),
                            clock.instant()));
        workers.each(tasks, task -> task.stage(find(task.wish().save(), task.wish().manifest())));

        List<Path> files = new ArrayList<>();
        for (KeepTask task : tasks) files.addAll(task.staged());
        Map<Path, IOException> failed = Durable.files(files, workers);
        for (KeepTask task : tasks) task.commit(failed);

        Set<Path> touched = new LinkedHashSet<>();
        for (KeepTask task : tasks) touched.addAll(task.touched());
        Durable.folders(touched, workers);
        List<StoredBackup> done =
                tasks.stream().map(KeepTask::backup).flatMap(Optional::stream).toList();
        index.add(done);
        kept.addAndGet(done.size());
        for (StoredBackup one : done)
            LOG.log(
                    Level.INFO,
                    () -> "set aside " + one.save() + " as " + one.id() + ": " + one.reason());
        BackupFolders.deleteTree(staging);
        return tasks.stream().map(KeepTask::outcome).toList();
    }

    /// A backup of exactly these bytes of the save, whose folder is there.
    public Optional<StoredBackup> find(SaveId save, Manifest manifest) {
        return index.of(save).stream()
                .filter(backup -> backup.manifest().sameBytes(manifest))
                .filter(backup -> Files.isDirectory(folders.files(backup)))
                .findFirst();
    }

    /// A backup of that content of the save; empty if there is none or its folder is gone.
    public Optional<StoredBackup> find(SaveId save, ContentId content) {
        return index.of(save).stream()
                .filter(backup -> backup.content().equals(content))
                .filter(backup -> Files.isDirectory(folders.files(backup)))
                .findFirst();
    }

    /// Whether a content of the save is among the backups.
    public boolean holds(SaveId save, ContentId content) {
        return find(save, content).isPresent();
    }

    /// The bytes of a backup's files.
    public ContentSource source(StoredBackup backup) {
        return folders.source(backup);
    }

    /// Backups newest first.
    public List<StoredBackup> all() {
        return index.all();
    }

    /// Keeps a backup for ever, or lets the rules apply to it again. False if there is no such
    /// backup.
    ///
    /// @throws IOException if that could not be noted beside the backup, for a day on which the
    ///   index is lost
    public boolean pin(String id, boolean pinned) throws IOException {
        Optional<StoredBackup> backup = index.find(id);
        if (backup.isEmpty()) return false;
        // A pin is never on the list alone, and taken off the list first
        if (!pinned) index.pin(id, false);
        folders.pin(backup.get(), pinned);
        if (pinned) index.pin(id, true);
        return true;
    }

    /// What is wrong with a backup, for a person; empty if it is whole.
    public Optional<Saying> damage(StoredBackup backup) {
        return folders.damage(backup);
    }

    /// A backup that is no longer what it was.
    ///
    /// @param backup which
    /// @param what what is wrong, for a person
    public record Damage(StoredBackup backup, Saying what) {}

    /// Reads every backup and says which are not whole.
    public List<Damage> verifyAll() {
        List<Damage> damaged = new ArrayList<>();
        for (StoredBackup backup : index.all())
            folders.damage(backup).ifPresent(what -> damaged.add(new Damage(backup, what)));
        return damaged;
    }

    /// How many contents were set aside since this was made.
    public long kept() {
        return kept.get();
    }

    /// Removes what is no longer to be kept, and says what that was.
    public Retention.Expired prune(Retention retention, Retention.Elsewhere elsewhere) {
        Retention.Expired expired = retention.expired(index.all(), clock.instant(), elsewhere);
        // The list first: a folder without its line is found by adopt, a line without its folder
        // would promise what is not there
        index.delete(expired.backups().stream().map(StoredBackup::id).toList());
        for (StoredBackup backup : expired.backups()) folders.remove(backup);
        return expired;
    }

    /// Lists what lies in the folder and is not listed, for an index that was lost or lags behind;
    /// returns how many that were. What can not be read is left where it is.
    public int adopt() throws IOException {
        List<StoredBackup> found = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (StoredBackup listed : index.all()) taken.add(listed.id());
        for (String path : folders.unlisted()) {
            try {
                found.add(folders.read(path, taken));
            } catch (IOException e) {
                LOG.log(System.Logger.Level.WARNING, "left out of the list of backups: " + path, e);
            }
        }
        index.add(found);
        return found.size();
    }

    /// Clears what a crash left half-written, and lists what it left unlisted. Nobody else may be
    /// writing.
    public void recover() throws IOException {
        List<Path> left = folders.staging();
        if (left.isEmpty()) return;
        adopt();
        left.forEach(BackupFolders::deleteTree);
    }
}
