package app.savepoint.core.transfer;

import app.savepoint.core.backup.VerifiedCopy;
import app.savepoint.core.save.SaveFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The change of one file: from what it held to what it shall hold.
///
/// @param target the file
/// @param staged the new bytes, whole, in the same folder; null if the file is to go
/// @param aside a second name for the old bytes, in the same folder; null if there was no file
/// @param old what the file held; null if there was none
/// @param wanted what it shall hold; null if it is to go
record Swap(
        Path target,
        @Nullable Path staged,
        @Nullable Path aside,
        @Nullable SaveFile old,
        @Nullable SaveFile wanted) {
    /// How names begin that scans and watches pass over.
    static final String OURS = ".savepoint-";

    /// Gives the old bytes their second name. A hard link where the disk can, so that the file is
    /// never missing.
    void putAside() throws IOException {
        if (aside == null) return;
        try {
            Files.createLink(aside, target);
        } catch (UnsupportedOperationException e) {
            Files.move(target, aside, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException e) {
            // FAT and some shares have no links; a refused link and a refused move look alike, so
            // the move decides.
            Files.move(target, aside, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /// Gives the new bytes their name. Never over a file that appeared where none was.
    void moveIn() throws IOException {
        if (staged == null) {
            Files.deleteIfExists(target);
            return;
        }
        if (old != null) {
            Files.move(
                    staged,
                    target,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            return;
        }
        try {
            Files.createLink(target, staged);
            Files.delete(staged);
        } catch (UnsupportedOperationException e) {
            Files.move(staged, target);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (IOException e) {
            Files.move(staged, target);
        }
    }

    /// Whether the file holds what it shall hold.
    boolean isDone() throws IOException {
        return wanted == null ? !Files.exists(target) : VerifiedCopy.holds(target, wanted);
    }

    /// Whether the file still holds what it held; a file put aside under its second name counts as
    /// still there.
    boolean isUntouched() throws IOException {
        if (old == null) return !Files.exists(target);
        if (Files.exists(target)) return VerifiedCopy.holds(target, old);
        return aside != null && VerifiedCopy.holds(aside, old);
    }

    /// Puts the old bytes back.
    void undo() throws IOException {
        if (old == null) {
            Files.deleteIfExists(target);
        } else if (aside != null && Files.exists(aside)) {
            Files.move(
                    aside,
                    target,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /// Removes what was only needed on the way.
    void clear() throws IOException {
        if (staged != null) Files.deleteIfExists(staged);
        if (aside != null) Files.deleteIfExists(aside);
    }

    /// The names that only this swap uses.
    List<Path> ownNames() {
        List<Path> names = new ArrayList<>();
        if (staged != null) names.add(staged);
        if (aside != null) names.add(aside);
        return names;
    }
}
