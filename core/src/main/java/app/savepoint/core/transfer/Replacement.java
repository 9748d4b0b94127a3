package app.savepoint.core.transfer;

import app.savepoint.core.backup.BackupReason;
import app.savepoint.core.backup.BackupStore;
import app.savepoint.core.backup.ContentMovedException;
import app.savepoint.core.backup.VerifiedCopy;
import app.savepoint.core.save.ContentHash;
import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.SaveFile;
import app.savepoint.core.save.SaveId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Puts a new content where a save lies, or removes it, without ever losing what was there.
///
/// In this order: stage beside the target and check the hashes, set the present content aside in
/// the backups, check that the target is still what the plan saw and that no emulator runs, keep
/// each file under a second name, move the new one in, look at the old one again. A save of several
/// files leaves a marker in the home first, so that [SwapRecovery] can finish or undo what a crash
/// cut short.
public final class Replacement {
    private final BackupStore backups;
    private final SwapMarkers markers;
    private final Steps steps;

    public Replacement(BackupStore backups, SwapMarkers markers, Steps steps) {
        this.backups = backups;
        this.markers = markers;
        this.steps = steps;
    }

    /// Where the bytes of a new content come from: told to write each file once.
    @FunctionalInterface
    public interface Bytes {
        void writeTo(app.savepoint.core.storage.ContentSink sink) throws IOException;
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
            BackupReason reason) {}

    /// Carries out one order. Folders whose names changed are added to `touched`: the caller makes
    /// them durable with [VerifiedCopy#syncFolder] before it records the result.
    ///
    /// @param gateOpen asked at the last moment whether no emulator runs
    public Replaced carryOut(
            Order order, Bytes bytes, BooleanSupplier gateOpen, Set<Path> touched) {
        List<Swap> swaps = new ArrayList<>();
        try {
            stage(order, bytes, swaps);
            steps.reached("staged");
            if (order.seen() != null) setAside(order, order.seen());
            steps.reached("backed-up");
            if (!isStillAsSeen(order)) return give(swaps, new Replaced.TargetMoved());
            if (!gateOpen.getAsBoolean()) return give(swaps, new Replaced.GateClosed());
            return swap(order, swaps, touched);
        } catch (ContentMovedException e) {
            return give(swaps, new Replaced.TargetMoved());
        } catch (IOException e) {
            return give(swaps, new Replaced.Failed(e));
        } catch (RuntimeException e) {
            give(swaps, new Replaced.TargetMoved());
            throw e;
        }
    }

    private void stage(Order order, Bytes bytes, List<Swap> swaps) throws IOException {
        String token = Swap.OURS + UUID.randomUUID().toString().substring(0, 8);
        Map<Path, SaveFile> old = byPath(order.files(), order.seen());
        Map<Path, SaveFile> wanted = byPath(order.files(), order.wanted());
        Set<Path> targets = new LinkedHashSet<>(wanted.keySet());
        targets.addAll(old.keySet());
        Map<SaveFile, Path> staged = new HashMap<>();
        for (Path target : targets) {
            Path folder = order.files().makeFolder(target);
            String name = token + "-" + swaps.size();
            SaveFile now = wanted.get(target);
            SaveFile before = old.get(target);
            Path fresh = now == null ? null : folder.resolve(name + "-new");
            if (now != null && fresh != null) staged.put(now, fresh);
            swaps.add(
                    new Swap(
                            target,
                            fresh,
                            before == null ? null : folder.resolve(name + "-old"),
                            before,
                            now));
        }
        if (order.wanted() == null) return;
        bytes.writeTo(file -> {
            Path target = staged.get(file);
            if (target == null) throw new IOException("unasked for: " + file.name());
            steps.reached("staging");
            return new DurableFile(target);
        });
        for (Map.Entry<SaveFile, Path> one : staged.entrySet()) {
            try (InputStream in = Files.newInputStream(one.getValue())) {
                if (!VerifiedCopy.hash(in).equals(one.getKey().hash()))
                    throw new IOException(
                            one.getKey().name() + " did not arrive as it was published");
            } catch (NoSuchFileException e) {
                throw new IOException(one.getKey().name() + " did not arrive", e);
            }
            Files.setLastModifiedTime(one.getValue(), FileTime.from(one.getKey().modifiedAt()));
        }
    }

    private void setAside(Order order, Manifest seen) throws IOException {
        backups.keep(
                order.save(),
                order.files().place(),
                seen,
                order.files().source(seen),
                order.reason());
    }

    private boolean isStillAsSeen(Order order) throws IOException {
        Map<Path, SaveFile> old = byPath(order.files(), order.seen());
        for (Map.Entry<Path, SaveFile> one : old.entrySet())
            if (!VerifiedCopy.holds(one.getKey(), one.getValue())) return false;
        for (Path target : byPath(order.files(), order.wanted()).keySet())
            if (!old.containsKey(target) && Files.exists(target)) return false;
        return true;
    }

    private Replaced swap(Order order, List<Swap> swaps, Set<Path> touched) throws IOException {
        boolean marked = swaps.size() > 1;
        Path marker = marked ? markers.write(order, swaps) : null;
        steps.reached("marked");
        try {
            for (Swap swap : swaps) {
                swap.putAside();
                steps.reached("put-aside");
                swap.moveIn();
                steps.reached("moved-in");
            }
        } catch (FileAlreadyExistsException e) {
            undo(swaps);
            markers.remove(marker);
            return give(swaps, new Replaced.TargetMoved());
        } catch (IOException e) {
            undo(swaps);
            markers.remove(marker);
            throw e;
        }
        boolean overtaken = keepWhatWasWritten(order, swaps);
        steps.reached("looked-again");
        for (Swap swap : swaps) {
            swap.clear();
            Path folder = swap.target().getParent();
            if (folder != null) touched.add(folder);
        }
        if (marked) {
            for (Swap swap : swaps)
                if (swap.target().getParent() != null)
                    VerifiedCopy.syncFolder(swap.target().getParent());
            markers.remove(marker);
        }
        steps.reached("swapped");
        removeEmptied(order);
        Manifest now = order.wanted() == null ? null : asItLies(order.files(), order.wanted());
        return overtaken ? new Replaced.Overtaken(now) : new Replaced.Done(now);
    }

    /// Whether an emulator wrote between the backup and the move; its bytes then go to the backups
    /// as well.
    private boolean keepWhatWasWritten(Order order, List<Swap> swaps) throws IOException {
        Manifest seen = order.seen();
        if (seen == null) return false;
        Map<String, Path> asides = new HashMap<>();
        List<SaveFile> found = new ArrayList<>();
        boolean changed = false;
        for (Swap swap : swaps) {
            if (swap.old() == null || swap.aside() == null) continue;
            try (InputStream in = Files.newInputStream(swap.aside())) {
                ContentHash hash = VerifiedCopy.hash(in);
                changed |= !hash.equals(swap.old().hash());
                found.add(
                        new SaveFile(
                                swap.old().role(),
                                swap.old().name(),
                                Files.size(swap.aside()),
                                hash,
                                Files.getLastModifiedTime(swap.aside()).toInstant()));
                asides.put(swap.old().name(), swap.aside());
            }
        }
        if (!changed) return false;
        backups.keep(
                order.save(),
                order.files().place(),
                new Manifest(seen.folder(), found),
                file ->
                        Files.newInputStream(
                                java.util.Objects.requireNonNull(asides.get(file.name()))),
                BackupReason.INTERRUPTED);
        return true;
    }

    private static void undo(List<Swap> swaps) throws IOException {
        for (Swap swap : swaps.reversed())
            if (!swap.isUntouched() || swap.aside() != null) undoOne(swap);
    }

    private static void undoOne(Swap swap) throws IOException {
        if (swap.old() == null) {
            if (swap.wanted() != null && VerifiedCopy.holds(swap.target(), swap.wanted()))
                swap.undo();
        } else {
            swap.undo();
        }
    }

    /// A folder save whose last file went leaves no empty folders behind.
    private static void removeEmptied(Order order) throws IOException {
        if (order.wanted() != null || order.seen() == null || order.seen().folder() == null) return;
        Path top = order.files().root().resolve(order.files().place().path());
        try (java.util.stream.Stream<Path> all = Files.walk(top)) {
            for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList())
                if (Files.isDirectory(path) && isEmpty(path)) Files.delete(path);
        } catch (NoSuchFileException e) {
            // someone else removed it
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (java.util.stream.Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }

    /// The manifest with times as the disk keeps them.
    private static Manifest asItLies(PlaceFiles files, Manifest wanted) throws IOException {
        List<SaveFile> found = new ArrayList<>();
        for (SaveFile file : wanted.files())
            found.add(
                    new SaveFile(
                            file.role(),
                            file.name(),
                            file.size(),
                            file.hash(),
                            Files.getLastModifiedTime(files.path(wanted, file)).toInstant()));
        return new Manifest(wanted.folder(), found);
    }

    static Map<Path, SaveFile> byPath(PlaceFiles files, @Nullable Manifest manifest) {
        Map<Path, SaveFile> paths = new java.util.LinkedHashMap<>();
        if (manifest != null)
            for (SaveFile file : manifest.files()) paths.put(files.path(manifest, file), file);
        return paths;
    }

    private static Replaced give(List<Swap> swaps, Replaced result) {
        for (Swap swap : swaps)
            for (Path path : swap.ownNames()) {
                try {
                    Files.deleteIfExists(path);
                } catch (IOException e) {
                    System.getLogger(Replacement.class.getName())
                            .log(System.Logger.Level.WARNING, "could not clear " + path, e);
                }
            }
        return result;
    }

    /// A new file that is on the disk when it is closed.
    private static final class DurableFile extends OutputStream {
        private final java.nio.channels.FileChannel channel;
        private final OutputStream out;

        DurableFile(Path path) throws IOException {
            channel =
                    java.nio.channels.FileChannel.open(
                            path,
                            java.nio.file.StandardOpenOption.CREATE_NEW,
                            java.nio.file.StandardOpenOption.WRITE);
            out = java.nio.channels.Channels.newOutputStream(channel);
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            if (channel.isOpen()) channel.force(true);
            channel.close();
        }
    }
}
