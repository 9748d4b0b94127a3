package app.savepoint.core.transfer;

import app.savepoint.core.backup.BackupReason;
import app.savepoint.core.backup.BackupStore;
import app.savepoint.core.backup.StoredBackup;
import app.savepoint.core.backup.VerifiedCopy;
import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.Role;
import app.savepoint.core.save.SaveFile;
import app.savepoint.core.storage.ContentSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Ends the change of a save, whether it went on or back, so that no bytes get lost on the way.
final class SwapSettler {
    private final BackupStore backups;
    private final Links links;
    private final Steps steps;

    SwapSettler(BackupStore backups, Links links, Steps steps) {
        this.backups = backups;
        this.links = links;
        this.steps = steps;
    }

    /// Brings back what lay there, file by file, however far the change came. What something else
    /// wrote comes last: while it lies aside, whoever ends this after a crash sees that all of the
    /// save goes back.
    void back(SwapEntry entry) throws IOException {
        List<FileSwap> order = new ArrayList<>();
        List<FileSwap> last = new ArrayList<>();
        for (FileSwap swap : entry.swaps().reversed())
            (swap.isOvertaken() ? last : order).add(swap);
        order.addAll(last);
        IOException trouble = null;
        for (FileSwap swap : order) {
            try {
                swap.back(links, steps);
            } catch (IOException e) {
                if (trouble == null) trouble = e;
                else trouble.addSuppressed(e);
            }
        }
        if (trouble != null) throw trouble;
    }

    /// Looks at what lies under our own names. Bytes that are neither the old nor the new ones were
    /// written by something else, and go to the backups. To be called only once all that was staged
    /// was whole.
    ///
    /// @return what was kept; empty if all is as it should be
    Optional<StoredBackup> keepStrange(SwapEntry entry, BackupReason reason) throws IOException {
        Map<Role, Path> aside = new TreeMap<>();
        Map<Role, Path> staged = new TreeMap<>();
        for (FileSwap swap : entry.swaps())
            for (Path path : swap.strange())
                (path.equals(swap.aside()) ? aside : staged).put(role(swap), path);
        StoredBackup kept = aside.isEmpty() ? null : keep(entry, aside, reason);
        if (!staged.isEmpty()) kept = keep(entry, staged, reason);
        return Optional.ofNullable(kept);
    }

    private static Role role(FileSwap swap) {
        SaveFile file = swap.old() == null ? swap.wanted() : swap.old();
        if (file == null) throw new IllegalStateException("a file that neither was nor shall be");
        return file.role();
    }

    /// Keeps the old content with the strange files in place of their own.
    private StoredBackup keep(SwapEntry entry, Map<Role, Path> strange, BackupReason reason)
            throws IOException {
        Manifest seen = entry.seen();
        Manifest like = seen == null ? entry.wanted() : seen;
        if (like == null) throw new IllegalStateException("a save that neither was nor shall be");
        Optional<StoredBackup> old =
                seen == null ? Optional.empty() : backups.find(entry.save(), seen);
        List<SaveFile> files = new ArrayList<>();
        for (SaveFile file : like.files()) {
            Path path = strange.get(file.role());
            if (path != null) files.add(read(file, path));
            else if (old.isPresent()) files.add(file);
        }
        ContentSource rest = old.isPresent() ? backups.source(old.get()) : null;
        Manifest whole = new Manifest(like.folder(), files);
        return backups.keep(
                entry.save(),
                entry.files().place(),
                whole,
                file -> open(file, strange.get(file.role()), rest, old.orElse(null)),
                reason);
    }

    private static InputStream open(
            SaveFile file,
            @Nullable Path strange,
            @Nullable ContentSource rest,
            @Nullable StoredBackup old)
            throws IOException {
        if (strange != null) return Files.newInputStream(strange);
        if (rest == null || old == null) throw new NoSuchFileException(file.name());
        return rest.open(old.manifest().file(file.role()).orElseThrow());
    }

    private static SaveFile read(SaveFile like, Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return new SaveFile(
                    like.role(),
                    like.name(),
                    Files.size(path),
                    VerifiedCopy.hash(in),
                    Files.getLastModifiedTime(path).toInstant());
        }
    }

    /// Keeps the new content, as far as it is here whole.
    void keepNew(SwapEntry entry) throws IOException {
        Manifest wanted = entry.wanted();
        if (wanted == null) return;
        Map<Role, Path> where = new TreeMap<>();
        for (FileSwap swap : entry.swaps()) {
            SaveFile file = swap.wanted();
            if (file == null) continue;
            if (swap.isStaged()) where.put(file.role(), swap.staged());
            else if (VerifiedCopy.holds(swap.target(), file)) where.put(file.role(), swap.target());
        }
        for (Map.Entry<Path, SaveFile> one : entry.unchanged().entrySet())
            if (VerifiedCopy.holds(one.getKey(), one.getValue()))
                where.put(one.getValue().role(), one.getKey());
        for (SaveFile file : wanted.files()) if (!where.containsKey(file.role())) return;
        backups.keep(
                entry.save(),
                entry.files().place(),
                wanted,
                file -> open(file, where.get(file.role()), null, null),
                BackupReason.INTERRUPTED);
    }

    /// Removes what was only needed on the way, and the folders that are empty for it.
    ///
    /// @param switching whether all that was staged was whole, so that what is not may be someone
    ///   else's
    void clear(SwapEntry entry, boolean switching) throws IOException {
        if (switching) keepStrange(entry, BackupReason.INTERRUPTED);
        for (FileSwap swap : entry.swaps()) swap.clear();
        for (Path folder : entry.emptied()) removeIfEmpty(folder);
        for (Path folder : entry.made()) removeIfEmpty(folder);
    }

    private static void removeIfEmpty(Path folder) throws IOException {
        try {
            if (Files.isDirectory(folder)) Files.delete(folder);
        } catch (DirectoryNotEmptyException | NoSuchFileException e) {
            // It has its use, or someone else removed it
        }
    }
}
