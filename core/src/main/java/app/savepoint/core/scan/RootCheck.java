package app.savepoint.core.scan;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Says whether a folder must not be a root, and why.
///
/// Folders are compared by their real paths, so neither a link nor another spelling deceives it.
public final class RootCheck {
    private static final System.Logger LOG = System.getLogger(RootCheck.class.getName());

    /// Why a folder must not be a root.
    ///
    /// @param code a stable word: `root.missing`, `root.home`, `root.drive`, `root.overlaps`,
    ///   `root.storage`, `root.own-home`
    /// @param message for a person, naming the other folder where there is one
    public record Refusal(String code, String message) {}

    private final Path userHome;
    private final Path ownHome;
    private final List<Path> storages;
    private final List<Path> roots;

    /// Prepares for the folders that matter here; those that do not exist do no harm.
    ///
    /// @param userHome the person's home folder
    /// @param ownHome Savepoint's home
    /// @param storages the folders that hold storages
    /// @param roots the roots there are already
    public RootCheck(Path userHome, Path ownHome, List<Path> storages, List<Path> roots) {
        this.userHome = userHome;
        this.ownHome = ownHome;
        this.storages = List.copyOf(storages);
        this.roots = List.copyOf(roots);
    }

    /// Why that folder must not be a root; empty if it may.
    public Optional<Refusal> refusal(Path candidate) {
        Path path = candidate.toAbsolutePath().normalize();
        if (!Files.exists(path)) return refuse("root.missing", path + " is not there");
        if (!Files.isDirectory(path)) return refuse("root.missing", path + " is no folder");
        Path real = real(path);
        if (real.getParent() == null)
            return refuse("root.drive", path + " is a whole drive; name a folder on it");
        Path home = real(userHome);
        if (home.startsWith(real))
            return refuse(
                    "root.home",
                    real.equals(home)
                            ? path + " is your home folder; name the folder in it that holds saves"
                            : path + " holds your home folder " + home);
        return overlap("root.own-home", path, real, List.of(ownHome), "Savepoint's own folder")
                .or(() -> overlap("root.storage", path, real, storages, "the storage"))
                .or(() -> overlap("root.overlaps", path, real, roots, "the root"));
    }

    private static Optional<Refusal> overlap(
            String code, Path path, Path real, List<Path> others, String what) {
        for (Path named : others) {
            Path other = real(named);
            String name = what + ' ' + named;
            if (real.equals(other)) return refuse(code, path + " is " + name);
            if (real.startsWith(other)) return refuse(code, path + " lies inside " + name);
            if (other.startsWith(real)) return refuse(code, path + " lies around " + name);
        }
        return Optional.empty();
    }

    /// The real path as far as it exists, and the rest as it was named.
    private static Path real(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        var rest = new ArrayList<Path>();
        for (Path at = absolute; at != null; at = at.getParent()) {
            try {
                Path real = at.toRealPath();
                for (Path name : rest.reversed()) real = real.resolve(name);
                return real;
            } catch (IOException e) {
                LOG.log(Level.TRACE, "not there, so its parent is asked", e);
                if (at.getFileName() != null) rest.add(at.getFileName());
            }
        }
        return absolute;
    }

    private static Optional<Refusal> refuse(String code, String message) {
        return Optional.of(new Refusal(code, message));
    }
}
