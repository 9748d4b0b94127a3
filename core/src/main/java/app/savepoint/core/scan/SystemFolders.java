package app.savepoint.core.scan;

import app.savepoint.core.library.SaveNames;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.save.SaveKind;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The folders of one root in which saves of a system lie or would be looked for. Paths are below
/// the root, with `/` between names; the root itself is the empty path.
final class SystemFolders {
    private static final int DEEPEST = 3;
    private static final String MEMORY_STICK = "PSP";
    private static final String SAVE_DATA = "SAVEDATA";

    private final Root root;
    private final SaveNames names;
    private final List<LocalSave> saves;
    private @Nullable List<List<String>> listed;

    /// @param saves all saves found in the root
    SystemFolders(Root root, SaveNames names, List<LocalSave> saves) {
        this.root = root;
        this.names = names;
        this.saves = saves;
    }

    /// The folder for a save that is a file, or a folder itself; empty if this root is for another
    /// system, or names none and has no folder for it.
    Optional<String> forSave(SaveId save, boolean folderSave) throws IOException {
        if (root.system() != null && !root.system().equals(save.system())) return Optional.empty();
        return folderSave ? forFolder(save) : forFile(save);
    }

    private Optional<String> forFile(SaveId save) throws IOException {
        if (save.kind() == SaveKind.STATE) {
            Optional<String> core = coreFolder(save);
            if (core.isPresent()) return core;
        }
        Optional<String> used = mostUsed(save, false);
        if (used.isPresent()) return used;
        return root.system() != null ? Optional.of("") : systemFolder(save.system());
    }

    private Optional<String> forFolder(SaveId save) throws IOException {
        Optional<String> used = mostUsed(save, true);
        if (used.isPresent()) return used;
        if (root.system() != null && names.holdsFolderSaves(lastName(""))) return Optional.of("");
        for (List<String> folder : folders())
            if (names.holdsFolderSaves(folder.getLast())
                    && names.folder(folder, root.system()).system().equals(save.system()))
                return Optional.of(String.join("/", folder));
        Optional<String> base =
                root.system() != null ? Optional.of("") : systemFolder(save.system());
        return base.map(folder -> newSaveData(folder, save.system()));
    }

    /// Whether any folder, the root itself included, is named after a system or a core, or holds
    /// folder saves.
    boolean anyKnown() throws IOException {
        return known(lastName(""))
                || folders().stream().anyMatch(folder -> known(folder.getLast()));
    }

    private boolean known(String name) {
        return names.systems().ofFolder(name).isPresent()
                || names.core(name).isPresent()
                || names.holdsFolderSaves(name);
    }

    /// The folder that is made in a root without any for the system.
    String made(SaveId save, boolean folderSave) {
        String base = names.systems().newFolder(save.system());
        return folderSave ? newSaveData(base, save.system()) : base;
    }

    private String newSaveData(String base, String system) {
        boolean stick = system.equals("psp") && !lastName(base).equals(MEMORY_STICK);
        String inside = stick ? MEMORY_STICK + '/' + SAVE_DATA : SAVE_DATA;
        return base.isEmpty() ? inside : base + '/' + inside;
    }

    private String lastName(String path) {
        if (!path.isEmpty()) return path.substring(path.lastIndexOf('/') + 1);
        Path name = root.path().getFileName();
        return name == null ? "" : name.toString();
    }

    /// Where an emulator keeps its saves already, it looks for the next one too.
    private Optional<String> mostUsed(SaveId like, boolean folderSaves) {
        Map<String, Long> counts =
                saves.stream()
                        .filter(s -> s.save().system().equals(like.system()))
                        .filter(s -> s.save().kind() == SaveKind.SAVE)
                        .filter(s -> isFolder(s) == folderSaves)
                        .map(s -> parent(s.place().path()))
                        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        return counts.entrySet().stream()
                .min(
                        Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                                .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey);
    }

    private static boolean isFolder(LocalSave save) {
        return save.state() instanceof LocalSave.Present(var manifest, boolean _)
                && manifest.folder() != null;
    }

    private static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    private Optional<String> coreFolder(SaveId state) throws IOException {
        String core = state.slot().substring(0, Math.max(0, state.slot().lastIndexOf('.')));
        for (List<String> folder : folders())
            if (names.core(folder.getLast()).filter(core::equals).isPresent()
                    && names.folder(folder, root.system()).system().equals(state.system()))
                return Optional.of(String.join("/", folder));
        return Optional.empty();
    }

    private Optional<String> systemFolder(String system) throws IOException {
        for (List<String> folder : folders())
            if (names.systems().ofFolder(folder.getLast()).filter(system::equals).isPresent())
                return Optional.of(String.join("/", folder));
        return Optional.empty();
    }

    /// All folders but the deepest, the shallow ones first.
    private List<List<String>> folders() throws IOException {
        if (listed == null) {
            var found = new ArrayList<List<String>>();
            Files.walkFileTree(
                    root.path(), EnumSet.of(FileVisitOption.FOLLOW_LINKS), DEEPEST, into(found));
            found.sort(
                    Comparator.comparingInt((List<String> folder) -> folder.size())
                            .thenComparing(folder -> String.join("/", folder)));
            listed = found;
        }
        return listed;
    }

    private SimpleFileVisitor<Path> into(List<List<String>> found) {
        return new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
                return dir.equals(root.path()) ? FileVisitResult.CONTINUE : take(dir);
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                // At the deepest level folders come here too
                if (attributes.isDirectory()) take(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE;
            }

            private FileVisitResult take(Path dir) {
                if (names.never(dir.getFileName().toString())) return FileVisitResult.SKIP_SUBTREE;
                var path = new ArrayList<String>();
                root.path().relativize(dir).forEach(name -> path.add(name.toString()));
                found.add(path);
                return FileVisitResult.CONTINUE;
            }
        };
    }
}
