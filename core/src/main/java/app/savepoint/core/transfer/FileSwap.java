package app.savepoint.core.transfer;

import app.savepoint.core.backup.ContentMovedException;
import app.savepoint.core.backup.VerifiedCopy;
import app.savepoint.core.save.SaveFile;
import app.savepoint.core.save.Saying;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The change of one file: from what it held to what it shall hold. No step of it overwrites bytes
/// that have no other name, save in the moment between a look and a rename.
///
/// @param target the file
/// @param staged where the new bytes are put together, in the same folder; after a step back, where
///   they went
/// @param aside a second name for the old bytes, in the same folder
/// @param old what the file held; null if there was none
/// @param wanted what it shall hold; null if it is to go
record FileSwap(
        Path target, Path staged, Path aside, @Nullable SaveFile old, @Nullable SaveFile wanted) {
    /// How names begin that scans and watches pass over.
    static final String OURS = ".savepoint-";

    /// What lies under the file's name.
    enum Found {
        OLD,
        NEW,
        /// Nothing, though neither the old content nor the new one is nothing.
        MISSING,
        /// What something else wrote.
        OTHER
    }

    Found look() throws IOException {
        if (!exists(target)) {
            if (wanted == null) return Found.NEW;
            return old == null ? Found.OLD : Found.MISSING;
        }
        if (wanted != null && VerifiedCopy.holds(target, wanted)) return Found.NEW;
        if (old != null && VerifiedCopy.holds(target, old)) return Found.OLD;
        return Found.OTHER;
    }

    /// Whether the file can be brought to what it shall hold.
    boolean isStaged() throws IOException {
        return wanted == null || VerifiedCopy.holds(staged, wanted);
    }

    /// Whether a file is kept under the second name.
    boolean hasAside() {
        return exists(aside);
    }

    /// The names of ours under which bytes lie that are neither the old nor the new ones: something
    /// else wrote them. Only once all that is staged is whole.
    List<Path> strange() throws IOException {
        List<Path> strange = new ArrayList<>();
        if (isOvertaken()) strange.add(aside);
        if (exists(staged) && (wanted == null || !VerifiedCopy.holds(staged, wanted)))
            strange.add(staged);
        return strange;
    }

    /// Whether something else wrote what lies under the second name: it had the file open when that
    /// lost its name.
    boolean isOvertaken() throws IOException {
        return hasAside() && (old == null || !VerifiedCopy.holds(aside, old));
    }

    /// Brings the file to what it shall hold, with what it held under its second name.
    ///
    /// @throws ContentMovedException if something else took or gave the file's name
    void forward(Links links, Steps steps) throws IOException {
        try {
            if (wanted == null) {
                Files.move(target, aside, StandardCopyOption.ATOMIC_MOVE);
                steps.reached("put-aside");
            } else if (old == null) {
                appear(staged, target, links);
            } else {
                exchange(staged, aside, links, steps);
            }
        } catch (FileAlreadyExistsException | NoSuchFileException e) {
            throw new ContentMovedException(
                    Saying.of("disk.moved", target)
                            .inEnglish(target + " was changed by something else"),
                    e);
        }
        steps.reached("moved-in");
    }

    /// Goes on with [#forward] where a crash stopped it. Nothing but what the file held may lie
    /// under the second name.
    void resume(Links links, Steps steps) throws IOException {
        if (look() == Found.MISSING) {
            appear(staged, target, links);
            return;
        }
        Files.deleteIfExists(aside);
        forward(links, steps);
    }

    /// Brings back what lies under the second name, however far [#forward] came. What something
    /// else wrote under the file's name meanwhile stays there.
    void back(Links links, Steps steps) throws IOException {
        Found found = look();
        if (old == null) {
            if (found == Found.NEW) {
                Files.deleteIfExists(staged);
                Files.move(target, staged, StandardCopyOption.ATOMIC_MOVE);
                if (wanted != null && !VerifiedCopy.holds(staged, wanted))
                    appear(staged, target, links);
            }
        } else if (hasAside() && !exists(target)) {
            appear(aside, target, links);
        } else if (hasAside() && found == Found.NEW) {
            Files.deleteIfExists(staged);
            exchange(aside, staged, links, steps);
        }
        steps.reached("moved-back");
    }

    /// Gives `incoming` the file's name, and what had it the name `outgoing`.
    private void exchange(Path incoming, Path outgoing, Links links, Steps steps)
            throws IOException {
        if (links.link(outgoing, target)) {
            steps.reached("put-aside");
            // Something that saves by renaming may have given the name to another file just now
            if (!Files.isSameFile(outgoing, target))
                throw new FileAlreadyExistsException(target.toString());
            Files.move(
                    incoming,
                    target,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } else {
            Files.move(target, outgoing, StandardCopyOption.ATOMIC_MOVE);
            steps.reached("put-aside");
            appear(incoming, target, links);
        }
    }

    /// Moves a file to a name that no file has; never over one that appeared.
    private static void appear(Path from, Path to, Links links) throws IOException {
        if (links.link(to, from)) Files.delete(from);
        else Files.move(from, to);
    }

    /// The names that only this swap uses.
    List<Path> ownNames() {
        return List.of(staged, aside);
    }

    /// Removes what was only needed on the way.
    void clear() throws IOException {
        for (Path name : ownNames()) Files.deleteIfExists(name);
    }

    Path folder() {
        Path folder = target.getParent();
        if (folder == null) throw new IllegalStateException("no folder around " + target);
        return folder;
    }

    private static boolean exists(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }
}
