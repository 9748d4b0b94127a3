package app.savepoint.core.scan;

import app.savepoint.core.library.Ignore;
import app.savepoint.core.library.Reading;
import app.savepoint.core.library.SaveNames;
import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.Place;
import app.savepoint.core.save.Role;
import app.savepoint.core.save.SaveFile;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.save.Saying;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A root to land in, and what was given away in it.
final class Ground {
    private static final System.Logger LOG = System.getLogger(Ground.class.getName());

    private final Root root;
    private final SaveNames names;
    private final SystemFolders folders;
    private final Landing.Rules rules;
    private @Nullable NameRules rule;
    private @Nullable Ignore ignore;
    private final Set<String> given = new HashSet<>();
    private final Set<String> fenced = new HashSet<>();
    private final Map<String, Map<String, String>> listings = new HashMap<>();

    Ground(Root root, SaveNames names, List<LocalSave> saves, Landing.Rules rules) {
        this.root = root;
        this.names = names;
        this.rules = rules;
        this.folders = new SystemFolders(root, names, saves);
    }

    Root root() {
        return root;
    }

    SystemFolders folders() {
        return folders;
    }

    private NameRules rule() throws IOException {
        if (rule == null) rule = rules.of(root);
        return rule;
    }

    private Ignore ignore() throws IOException {
        if (ignore == null) ignore = Glance.ignore(root, root.path());
        return ignore;
    }

    /// Where a content goes that replaces another: the names on the disk stay, only what is new
    /// gets one.
    Landing.At inPlace(Place place, Manifest old, Manifest content) throws IOException, Unfit {
        boolean folder = old.folder() != null;
        if (folder != (content.folder() != null))
            throw new Unfit(folder ? "landing.folder-here" : "landing.file-here", place.path());
        String around = folder ? place.path() : parent(place.path());
        var files = new HashMap<Role, String>();
        for (SaveFile file : content.files()) {
            Optional<SaveFile> there = old.file(file.role());
            String name =
                    there.isPresent()
                            ? there.get().name()
                            : folder ? file.name() : beside(lastName(place.path()), file);
            if (there.isEmpty()) checkNames(name);
            files.put(file.role(), join(around, name));
        }
        return new Landing.At(root, place, files);
    }

    private static String beside(String main, SaveFile file) {
        if (file.role().equals(Role.THUMBNAIL)) return main + ".png";
        String stem = main.substring(0, main.lastIndexOf('.'));
        if (file.role().equals(Role.RTC)) return stem + ".rtc";
        return stem + file.name().substring(file.name().lastIndexOf('.'));
    }

    /// Gives away a new place in a folder below the root.
    Landing.At give(SaveId save, Manifest content, String dir) throws IOException, Unfit {
        String folder = content.folder();
        String base = folder == null ? dir : join(dir, folder);
        var files = new HashMap<Role, String>();
        for (SaveFile file : content.files()) {
            if (folder == null && file.name().indexOf('/') >= 0)
                throw new Unfit("landing.no-file-name", file.name());
            String path = join(base, file.name());
            readBack(save, file, content, dir, path);
            checkNames(path);
            files.put(file.role(), path);
        }
        SaveFile main = content.file(Role.MAIN).orElse(content.files().getFirst());
        String top = folder == null ? join(dir, main.name()) : base;
        checkFence(dir);
        if (folder != null) checkFree(top);
        else for (String path : files.values()) checkFree(path);
        for (String path : files.values())
            if (!given.add(rule().folded(path))) throw new Unfit("landing.taken", path);
        return new Landing.At(root, new Place(root.id(), top), files);
    }

    /// Refuses what the next scan would take for something else.
    private void readBack(SaveId save, SaveFile file, Manifest content, String dir, String path)
            throws IOException, Unfit {
        List<String> folderNames = dir.isEmpty() ? List.of() : List.of(dir.split("/", -1));
        SaveNames.Folder around = names.folder(folderNames, root.system());
        String folder = content.folder();
        Reading reading =
                folder == null
                        ? around.read(file.name(), file.size())
                        : around.readInFolderSave(folder, file.name());
        boolean same =
                reading instanceof Reading.Part(SaveId found, Role role, String _)
                        && role.equals(file.role())
                        && (found.equals(save) || Units.isSameButForCore(found, save));
        if (!same) throw new Unfit("landing.other-save", path);
        if (ignore().leavesOut(path)) throw new Unfit("landing.left-out", path);
    }

    private void checkNames(String path) throws IOException, Unfit {
        for (String name : path.split("/", -1)) {
            Optional<Saying> problem = rule().problemWith(name);
            if (problem.isPresent()) throw new Unfit(problem.get());
        }
    }

    private void checkFree(String path) throws IOException, Unfit {
        String there = listing(parent(path)).get(rule().folded(lastName(path)));
        if (there != null) throw new Unfit("landing.there", join(parent(path), there));
    }

    /// The names in a folder, by what the volume takes for one name.
    private Map<String, String> listing(String dir) throws IOException {
        Map<String, String> known = listings.get(dir);
        if (known != null) return known;
        var entries = new HashMap<String, String>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(root.path().resolve(dir))) {
            for (Path entry : stream) {
                String name = entry.getFileName().toString();
                entries.put(rule().folded(name), name);
            }
        } catch (NoSuchFileException e) {
            LOG.log(Level.TRACE, "nothing lies there yet", e);
        }
        listings.put(dir, entries);
        return entries;
    }

    /// A folder in between may be a link; where it ends must lie inside the root.
    private void checkFence(String dir) throws IOException, Unfit {
        if (fenced.contains(dir)) return;
        String existing = dir;
        while (!Files.exists(root.path().resolve(existing))) {
            if (existing.isEmpty()) throw new Unfit("landing.gone", root.path());
            existing = parent(existing);
        }
        if (!root.path().resolve(existing).toRealPath().startsWith(root.path().toRealPath()))
            throw new Unfit("landing.outside", dir, root.path());
        fenced.add(dir);
    }

    private static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    private static String lastName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static String join(String dir, String name) {
        return dir.isEmpty() ? name : dir + '/' + name;
    }
}
