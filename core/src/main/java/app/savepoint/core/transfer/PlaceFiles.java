package app.savepoint.core.transfer;

import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.Place;
import app.savepoint.core.save.SaveFile;
import app.savepoint.core.storage.ContentSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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

    /// The bytes of the save's files as they lie there.
    public ContentSource source(Manifest manifest) {
        return file -> Files.newInputStream(path(manifest, file));
    }

    /// Makes the folder around a file, unless a link on the way leads out of the root.
    Path makeFolder(Path file) throws IOException {
        Path folder = parent(file);
        Path existing = folder;
        while (!Files.exists(existing)) existing = parent(existing);
        if (!existing.toRealPath().startsWith(root.toRealPath()))
            throw new IOException(folder + " lies outside of " + root + " once links are followed");
        Files.createDirectories(folder);
        return folder;
    }

    private static Path parent(Path path) {
        Path parent = path.getParent();
        if (parent == null) throw new IllegalArgumentException("no folder around " + path);
        return parent;
    }
}
