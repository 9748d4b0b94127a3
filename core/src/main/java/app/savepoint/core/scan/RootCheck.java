package app.savepoint.core.scan;

import app.savepoint.core.save.Saying;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Says whether a folder must not be a root, and why.
///
/// Folders are compared by their real paths, so neither a link nor another spelling deceives it.
public final class RootCheck {
    private static final System.Logger LOG = System.getLogger(RootCheck.class.getName());

    /// Why a folder must not be a root.
    ///
    /// @param code a stable word: `root.missing`, `root.home`, `root.drive`, `root.overlaps`,
    ///   `root.storage`, `root.own-home`
    /// @param why the reason, naming the other folder where there is one
    public record Refusal(String code, Saying why) {}

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
        if (!Files.exists(path)) return refuse("root.missing", Saying.of("root.missing", path));
        if (!Files.isDirectory(path))
            return refuse("root.missing", Saying.of("root.missing.file", path));
        Path real = real(path);
        if (real.getParent() == null) return refuse("root.drive", Saying.of("root.drive", path));
        Path home = real(userHome);
        if (home.startsWith(real))
            return refuse(
                    "root.home",
                    Saying.of(real.equals(home) ? "root.home" : "root.home.around", path, home));
        return overlap("root.own-home", path, real, List.of(ownHome))
                .or(() -> overlap("root.storage", path, real, storages))
                .or(() -> overlap("root.overlaps", path, real, roots));
    }

    private static Optional<Refusal> overlap(String code, Path path, Path real, List<Path> others) {
        for (Path named : others) {
            Path other = real(named);
            @Nullable String how =
                    real.equals(other)
                            ? ""
                            : real.startsWith(other)
                                    ? ".inside"
                                    : other.startsWith(real) ? ".around" : null;
            if (how != null) return refuse(code, Saying.of(code + how, path, named));
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

    private static Optional<Refusal> refuse(String code, Saying why) {
        return Optional.of(new Refusal(code, why));
    }
}
