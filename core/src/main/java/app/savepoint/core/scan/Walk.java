package app.savepoint.core.scan;

import app.savepoint.core.library.SaveNames;
import app.savepoint.core.save.Hold;
import app.savepoint.core.scan.Seen.Stamp;
import app.savepoint.core.scan.Seen.Trouble;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Lists the files of one root: attributes are read once, links are followed only where they end
/// inside the root, and what could not be listed is named rather than left out.
final class Walk {
    /// A folder and the files directly in it.
    ///
    /// @param names the folders from the root down to it; empty for the root itself
    record Folder(List<String> names, List<Seen> files) {
        String path() {
            return String.join("/", names);
        }

        String pathOf(String name) {
            return names.isEmpty() ? name : path() + '/' + name;
        }
    }

    /// A file or folder that could not be looked into; whatever lies at it or below it is unknown.
    record Blocked(String path, Trouble trouble) {
        boolean covers(String other) {
            return other.equals(path)
                    || (other.startsWith(path) && other.charAt(path.length()) == '/');
        }
    }

    /// What a walk found.
    ///
    /// @param folders every folder, sorted by path
    /// @param blocked what could not be looked into
    /// @param notes what a person should know, such as links that lead out of the root
    /// @param linked whether any link was followed, so that one file may be seen twice
    record Result(
            List<Folder> folders, List<Blocked> blocked, List<String> notes, boolean linked) {}

    private record Link(String path, Path file) {}

    private final Path root;
    private final Disk disk;
    private final SaveNames saves;
    private final boolean withKeys;
    private final TreeMap<String, Folder> folders = new TreeMap<>();
    private final List<Blocked> blocked = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<Link> links = new ArrayList<>();
    private final Set<Path> followed = new HashSet<>();
    private boolean linked;

    private Walk(Path root, Disk disk, SaveNames saves, boolean withKeys) {
        this.root = root;
        this.disk = disk;
        this.saves = saves;
        this.withKeys = withKeys;
    }

    /// Walks the whole root.
    ///
    /// @param root its real path
    /// @param withKeys whether file keys mean something on its volume
    /// @throws IOException if the root itself can not be listed
    static Result of(Path root, Disk disk, SaveNames saves, boolean withKeys)
            throws IOException, InterruptedException {
        var walk = new Walk(root, disk, saves, withKeys);
        walk.folder(root, List.of());
        while (!walk.links.isEmpty()) {
            List<Link> found = new ArrayList<>(walk.links);
            walk.links.clear();
            found.sort(Comparator.comparing(Link::path));
            for (Link link : found) walk.follow(link);
        }
        return new Result(
                List.copyOf(walk.folders.values()), walk.blocked, walk.notes, walk.linked);
    }

    private void folder(Path start, List<String> names) throws IOException, InterruptedException {
        disk.walk(start, new Visitor(start, names));
        if (Thread.interrupted()) throw new InterruptedException("the scan was stopped");
    }

    private void follow(Link link) throws InterruptedException {
        Path target;
        BasicFileAttributes attributes;
        try {
            target = link.file().toRealPath();
            if (!target.startsWith(root)) {
                notes.add(link.path() + " leads out of this folder, to " + target);
                block(link.path(), Hold.UNREADABLE, "the link leads out of the root to " + target);
                return;
            }
            attributes = Files.readAttributes(target, BasicFileAttributes.class);
        } catch (IOException e) {
            block(link.path(), Hold.UNREADABLE, "the link leads nowhere: " + e.getMessage());
            return;
        }
        linked = true;
        List<String> names = List.of(link.path().split("/", -1));
        if (attributes.isRegularFile()) {
            Folder parent = folders.get(String.join("/", names.subList(0, names.size() - 1)));
            if (parent == null) throw new IllegalStateException("a link without its folder");
            parent.files()
                    .add(
                            new Seen(
                                    link.path(),
                                    target,
                                    below(target),
                                    Stamp.of(attributes, withKeys),
                                    null));
        } else if (attributes.isDirectory() && !leadsUp(link, target) && followed.add(target)) {
            try {
                folder(target, names);
            } catch (IOException e) {
                block(link.path(), Hold.UNREADABLE, String.valueOf(e.getMessage()));
            }
        }
    }

    /// A link to a folder that it lies in: everything behind it has been seen already.
    private static boolean leadsUp(Link link, Path target) {
        try {
            return link.file().resolveSibling("").toRealPath().startsWith(target);
        } catch (IOException e) {
            // Not to be told: following it is safe too, each target is followed once only
            return false;
        }
    }

    private String below(Path real) {
        return root.relativize(real).toString().replace(real.getFileSystem().getSeparator(), "/");
    }

    private void block(String path, Hold why, String detail) {
        blocked.add(new Blocked(path, new Trouble(why, detail)));
    }

    private final class Visitor extends SimpleFileVisitor<Path> {
        private final Path start;
        private final List<String> names;
        private final boolean through;
        private final Deque<Folder> open = new ArrayDeque<>();

        Visitor(Path start, List<String> names) {
            this.start = start;
            this.names = names;
            this.through = !start.equals(root);
        }

        @Override
        public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
            if (Thread.currentThread().isInterrupted()) return FileVisitResult.TERMINATE;
            Folder parent = open.peek();
            if (parent == null) {
                open(names);
                return FileVisitResult.CONTINUE;
            }
            String name = dir.getFileName().toString();
            if (saves.never(name)) return FileVisitResult.SKIP_SUBTREE;
            if (attributes.isOther()) { // a junction on Windows
                links.add(new Link(parent.pathOf(name), dir));
                return FileVisitResult.SKIP_SUBTREE;
            }
            var path = new ArrayList<>(parent.names());
            path.add(name);
            open(Collections.unmodifiableList(path));
            return FileVisitResult.CONTINUE;
        }

        private void open(List<String> path) {
            var folder = new Folder(path, new ArrayList<>());
            folders.put(folder.path(), folder);
            open.push(folder);
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            Folder folder = open.element();
            String name = file.getFileName().toString();
            if (saves.never(name)) return FileVisitResult.CONTINUE;
            String path = folder.pathOf(name);
            if (attributes.isSymbolicLink()) links.add(new Link(path, file));
            else if (attributes.isRegularFile())
                folder.files()
                        .add(
                                new Seen(
                                        path,
                                        file,
                                        through ? below(file) : path,
                                        Stamp.of(attributes, withKeys),
                                        null));
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            Folder folder = open.peek();
            if (folder == null || file.equals(start)) throw e;
            String name = file.getFileName().toString();
            if (!saves.never(name)) blockSeen(folder, name, file, e);
            return FileVisitResult.CONTINUE;
        }

        private void blockSeen(Folder folder, String name, Path file, IOException e) {
            String path = folder.pathOf(name);
            // Gone between being listed and being looked at: someone is just replacing it
            Hold why = e instanceof NoSuchFileException ? Hold.UNSTABLE : Hold.UNREADABLE;
            block(path, why, e.toString());
            folder.files()
                    .add(new Seen(path, file, path, Stamp.NONE, new Trouble(why, e.toString())));
        }

        @Override
        public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException e)
                throws IOException {
            Folder folder = open.pop();
            if (e == null) return FileVisitResult.CONTINUE;
            if (open.isEmpty()) throw e;
            block(folder.path(), Hold.UNREADABLE, e.toString());
            return FileVisitResult.CONTINUE;
        }
    }
}
