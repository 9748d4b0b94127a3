package app.savepoint.core.transfer;

import app.savepoint.core.backup.BackupReason;
import app.savepoint.core.backup.BackupStore;
import app.savepoint.core.backup.ContentMovedException;
import app.savepoint.core.backup.Durable;
import app.savepoint.core.backup.StoredBackup;
import app.savepoint.core.backup.VerifiedCopy;
import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.SaidException;
import app.savepoint.core.save.SaveFile;
import app.savepoint.core.save.Saying;
import app.savepoint.core.scan.Placements;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One replacement on its way. Goes from step to step; one that has its result passes the steps
/// that are left over.
final class ReplaceTask {
    private static final System.Logger LOG = System.getLogger(Replacement.class.getName());

    private final Replacement.Job job;
    private final String token;
    private final SwapSettler settler;
    private final Links links;
    private final Steps steps;
    private final Placements placements;
    private final Map<SaveFile, Placements.Written> written = new HashMap<>();
    private Set<String> strangers = Set.of();
    private @Nullable SwapEntry entry;
    private @Nullable Replaced result;
    private boolean settled = true;

    ReplaceTask(
            Replacement.Job job,
            String token,
            SwapSettler settler,
            Links links,
            Placements placements,
            Steps steps) {
        this.job = job;
        this.token = token;
        this.placements = placements;
        this.settler = settler;
        this.links = links;
        this.steps = steps;
    }

    /// Finds out which files are to be switched; nothing is touched.
    void plan() {
        try {
            entry = SwapEntry.of(job.order(), token);
        } catch (IOException e) {
            result = new Replaced.Failed(e);
        } catch (IllegalArgumentException e) {
            result = new Replaced.Failed(new IOException(e.getMessage(), e));
        }
    }

    private SwapEntry planned() {
        if (entry == null) throw new IllegalStateException("it was never planned");
        return entry;
    }

    boolean isAlive() {
        return result == null;
    }

    /// What is under way, as long as it is.
    Stream<SwapEntry> entry() {
        return isAlive() ? Stream.of(planned()) : Stream.empty();
    }

    /// What a crash or a failure left half-way for recovery; empty if all is as it should be.
    Stream<SwapEntry> unsettled() {
        return settled ? Stream.empty() : Stream.of(planned());
    }

    Replaced result() {
        if (result == null) throw new IllegalStateException("it has not ended");
        return result;
    }

    void fail(IOException cause) {
        if (result == null) end(new Replaced.Failed(cause), false);
    }

    /// Writes the new bytes beside their target and checks them.
    ///
    /// @param forced whether to force them to the disk; otherwise that happens once for many
    void stage(BooleanSupplier cancelled, boolean forced) {
        if (!isAlive()) return;
        if (cancelled.getAsBoolean()) {
            end(new Replaced.Cancelled(), false);
            return;
        }
        try {
            strangers = strangers();
            Manifest wanted = job.order().wanted();
            if (wanted != null) stage(wanted, forced);
        } catch (ContentMovedException e) {
            // The source is not what it said; the target has nothing to do with it
            end(new Replaced.Failed(new SaidException(e.saying(), e)), false);
        } catch (UncheckedIOException e) {
            // What a storage can not write to us leaves it so
            end(stagingFailed(Objects.requireNonNull(e.getCause())), false);
        } catch (IOException e) {
            end(stagingFailed(e), false);
        }
    }

    /// A folder that went away meanwhile is no trouble of the disk: someone is at work there.
    private static Replaced stagingFailed(IOException e) {
        return e instanceof NoSuchFileException
                ? new Replaced.TargetMoved(e.getMessage() + " is gone")
                : new Replaced.Failed(e);
    }

    private void stage(Manifest wanted, boolean forced) throws IOException {
        Map<SaveFile, FileSwap> swaps = planned().byWanted();
        for (FileSwap swap : swaps.values())
            if (!Files.isDirectory(swap.folder())) Files.createDirectories(swap.folder());
        Map<SaveFile, StagedFile> arrived = new HashMap<>();
        job.bytes()
                .writeTo(file -> {
                    if (!wanted.files().contains(file))
                        throw new IOException("unasked for: " + file.name());
                    FileSwap swap = swaps.get(file);
                    if (swap == null) return OutputStream.nullOutputStream();
                    StagedFile staged = new StagedFile(file, swap.staged());
                    arrived.put(file, staged);
                    steps.reached("staging");
                    return staged;
                });
        for (Map.Entry<SaveFile, FileSwap> one : swaps.entrySet()) {
            StagedFile staged = arrived.get(one.getKey());
            if (staged == null)
                throw new SaidException(
                        Saying.of("staged.missing", one.getKey().name())
                                .inEnglish(one.getKey().name() + " did not arrive"));
            staged.check();
            SaveFile file = one.getKey();
            Path path = one.getValue().staged();
            Files.setLastModifiedTime(path, FileTime.from(file.modifiedAt()));
            written.put(
                    file,
                    placements.look(
                            job.order().files().target(wanted, file),
                            path,
                            file.hash(),
                            staged.isBlank()));
            steps.reached("written");
            if (forced) Durable.file(path);
        }
    }

    /// What now lies where it belongs.
    Stream<Placements.Written> placedFiles() {
        return result instanceof Replaced.Done ? written.values().stream() : Stream.empty();
    }

    /// What is to be set aside before anything is replaced.
    Optional<BackupStore.Wish> wish() {
        Replacement.Order order = job.order();
        Manifest seen = order.seen();
        return seen == null
                ? Optional.empty()
                : Optional.of(
                        new BackupStore.Wish(
                                order.save(),
                                order.files().place(),
                                seen,
                                order.files().source(seen),
                                order.reason()));
    }

    void backedUp(BackupStore.Outcome outcome) {
        IOException failure = outcome.failure();
        if (failure instanceof ContentMovedException moved) end(moved(moved), false);
        else if (failure != null) fail(failure);
    }

    /// Looks whether the target is still what the plan saw, and whether no emulator runs.
    void check(BooleanSupplier cancelled) {
        if (!isAlive()) return;
        try {
            Optional<String> different = different();
            if (different.isPresent()) end(new Replaced.TargetMoved(different.get()), false);
            else if (!job.gateOpen().getAsBoolean()) end(new Replaced.GateClosed(), false);
            else if (cancelled.getAsBoolean()) end(new Replaced.Cancelled(), false);
        } catch (IOException e) {
            fail(e);
        }
    }

    private Optional<String> different() throws IOException {
        for (FileSwap swap : planned().swaps()) {
            if (swap.old() == null
                    ? Files.exists(swap.target())
                    : swap.look() != FileSwap.Found.OLD)
                return Optional.of(swap.target() + " is not what it was");
        }
        for (Map.Entry<Path, SaveFile> one : planned().unchanged().entrySet())
            if (!VerifiedCopy.holds(one.getKey(), one.getValue()))
                return Optional.of(one.getKey() + " is not what it was");
        return strangers().equals(strangers)
                ? Optional.empty()
                : Optional.of(
                        "Other files appeared or went in " + job.order().files().place().path());
    }

    /// What lies in the folder of a folder save and is not ours.
    private Set<String> strangers() throws IOException {
        Manifest manifest = job.order().seen();
        if (manifest == null || manifest.folder() == null) return Set.of();
        PlaceFiles files = job.order().files();
        Path top = files.root().resolve(files.place().path());
        if (!Files.isDirectory(top)) return Set.of();
        try (Stream<Path> all = Files.walk(top)) {
            return all.filter(path -> !Files.isDirectory(path))
                    .filter(path -> !path.getFileName().toString().startsWith(FileSwap.OURS))
                    .map(path -> top.relativize(path).toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /// Replaces, and looks at the old bytes once more, and whether the new ones are still all
    /// there: what was left of them would look like a save that someone played.
    void switchOver() {
        if (!isAlive()) return;
        SwapEntry change = planned();
        try {
            for (FileSwap swap : change.swaps()) swap.forward(links, steps);
            Optional<StoredBackup> strange = settler.keepStrange(change, BackupReason.CONFLICT);
            steps.reached("looked-again");
            if (strange.isPresent()) undo(new Replaced.Overtaken(strange.get()));
            else if (change.isTorn())
                undo(new Replaced.TargetMoved("Some files of " + change.save() + " were removed"));
            else result = new Replaced.Done(placed());
        } catch (ContentMovedException e) {
            undo(moved(e));
        } catch (IOException e) {
            undo(new Replaced.Failed(e));
        }
    }

    private void undo(Replaced because) {
        try {
            settler.back(planned());
            end(because, true);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, job.order().save() + " is half-way", e);
            result = new Replaced.Failed(e);
            settled = false;
        }
    }

    /// Clears what a success needed on the way, once its names are safe from a power cut.
    void clear() {
        if (!(result instanceof Replaced.Done)) return;
        try {
            settler.clear(planned(), true);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, job.order().save() + " left something behind", e);
            settled = false;
        }
    }

    private void end(Replaced how, boolean switching) {
        result = how;
        if (entry == null) return;
        try {
            settler.clear(entry, switching);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, job.order().save() + " left something behind", e);
            settled = false;
        }
    }

    private static Replaced moved(ContentMovedException e) {
        return new Replaced.TargetMoved(String.valueOf(e.getMessage()));
    }

    /// The new content with times as the disk keeps them.
    private @Nullable Manifest placed() throws IOException {
        Manifest wanted = job.order().wanted();
        if (wanted == null) return null;
        List<SaveFile> placed = new ArrayList<>();
        for (SaveFile file : wanted.files()) {
            Placements.Written fresh = written.get(file);
            Instant time =
                    fresh != null
                            ? fresh.modifiedAt()
                            : Files.getLastModifiedTime(job.order().files().path(wanted, file))
                                    .toInstant();
            placed.add(new SaveFile(file.role(), file.name(), file.size(), file.hash(), time));
        }
        return new Manifest(wanted.folder(), placed);
    }
}
