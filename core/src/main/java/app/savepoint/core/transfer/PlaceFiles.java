package app.savepoint.core.transfer;

import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.Place;
import app.savepoint.core.save.SaidException;
import app.savepoint.core.save.SaveFile;
import app.savepoint.core.save.Saying;
import app.savepoint.core.scan.NameRules;
import app.savepoint.core.scan.Placements;
import app.savepoint.core.storage.ContentSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/// Where the files of a save lie on the disk, and never outside its root (promise 8).
///
/// @param root the root's folder
/// @param place where the save lies in it
public record PlaceFiles(Path root, Place place) {
    /// The file's path. A save that is a folder has its files below the place; any other beside the
    /// place's main file.
    public Path path(Manifest manifest, SaveFile file) {
        Path at = root.resolve(place.path());
        Path folder = manifest.folder() == null ? parent(at) : at;
        Path path = folder.resolve(file.name()).normalize();
        if (!path.startsWith(root))
            throw new IllegalArgumentException(file.name() + " leads out of " + root);
        return path;
    }

    /// The file as scans know it.
    Placements.Target target(Manifest manifest, SaveFile file) {
        String below = root.relativize(path(manifest, file)).toString();
        return new Placements.Target(
                place.root(), root, below.replace(root.getFileSystem().getSeparator(), "/"));
    }

    /// The bytes of the save's files as they lie there.
    public ContentSource source(Manifest manifest) {
        return file -> Files.newInputStream(path(manifest, file));
    }

    /// The path at which a file is to be written: links followed, and inside the root all the same.
    ///
    /// @throws IOException if it lies outside, or has a name that must not be written here
    Path forWriting(Manifest manifest, SaveFile file) throws IOException {
        for (String name : (place.path() + '/' + file.name()).split("/", -1)) requireUsable(name);
        Path path = path(manifest, file);
        if (Files.isSymbolicLink(path)) return inside(path.toRealPath());
        Path existing = parent(path);
        while (!Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) existing = parent(existing);
        Path real = inside(existing.toRealPath());
        return real.resolve(existing.relativize(path).toString());
    }

    private Path inside(Path real) throws IOException {
        if (!real.startsWith(root.toRealPath()))
            throw new SaidException(
                    Saying.of("place.outside", real, root)
                            .inEnglish(
                                    real + " lies outside of " + root + ", so it is left alone"));
        return real;
    }

    private void requireUsable(String name) throws IOException {
        if (name.startsWith(FileSwap.OURS))
            throw new SaidException(
                    Saying.of("place.ours", name)
                            .inEnglish("names of that kind are Savepoint's own: " + name));
        boolean windows = root.getFileSystem().getSeparator().equals("\\");
        Optional<Saying> problem = new NameRules(windows, windows).problemWith(name);
        if (problem.isPresent()) throw new SaidException(problem.get());
    }

    static Path parent(Path path) {
        Path parent = path.getParent();
        if (parent == null) throw new IllegalArgumentException("no folder around " + path);
        return parent;
    }
}
