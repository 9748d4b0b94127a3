package app.savepoint.core.library;

import app.savepoint.core.save.Role;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.save.SaveKind;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Tells from where a file lies and what it is called which save it belongs to.
///
/// The same file name in the same system gives the same [SaveId] on every device, so these rules
/// are part of the format: a change moves saves. `path-vectors.csv` among the tests freezes them.
public final class SaveNames {
    /// Stands for a system that could not be told.
    public static final String UNKNOWN_SYSTEM = "unknown";

    /// Stands for a state's core where no folder names one.
    public static final String UNKNOWN_CORE = "unknown";

    /// The folder whose sub-folders are saves, on a PSP and on what imitates one.
    private static final String SAVE_DATA = "savedata";

    /// The file that describes a PSP save, and so marks its folder.
    private static final String PARAM_SFO = "param.sfo";

    private final Systems systems;
    private final Cores cores;
    private final FileKinds kinds;
    private final NeverSync never;

    SaveNames(Systems systems, Cores cores, FileKinds kinds, NeverSync never) {
        this.systems = systems;
        this.cores = cores;
        this.kinds = kinds;
        this.never = never;
    }

    /// The rules that come with the program.
    public static SaveNames bundled() {
        return Bundled.NAMES;
    }

    /// Read once, when they are first asked for.
    private static final class Bundled {
        private static final SaveNames NAMES =
                new SaveNames(
                        Systems.bundled(),
                        Cores.bundled(),
                        FileKinds.bundled(),
                        NeverSync.bundled());
    }

    /// The systems these rules know.
    public Systems systems() {
        return systems;
    }

    /// Whether a file or folder of that name is never looked at.
    public boolean never(String name) {
        return never.covers(name);
    }

    /// Whether each sub-folder of a folder with that name is a save by itself.
    public boolean holdsFolderSaves(String folderName) {
        return folderName.equalsIgnoreCase(SAVE_DATA);
    }

    /// Whether a file of that name makes the folder it lies in a save.
    public boolean marksFolderSave(String fileName) {
        return fileName.equalsIgnoreCase(PARAM_SFO);
    }

    /// The core whose folder has that name, in the core's own spelling.
    public Optional<String> core(String folderName) {
        return cores.ofFolder(folderName);
    }

    /// What is known of the files that lie directly in a folder.
    ///
    /// @param path the folders from the root down to it; empty for the root itself
    /// @param rootSystem the system that the root has by setting; overrules what folders say
    public Folder folder(List<String> path, @Nullable String rootSystem) {
        Optional<String> core = path.isEmpty() ? Optional.empty() : cores.ofFolder(path.getLast());
        return new Folder(system(path, core, rootSystem), core.orElse(UNKNOWN_CORE));
    }

    /// What a single file is; `path` is below the root, with `/` between names. A folder save is
    /// known here only by the folder it lies in: what makes others one is inside them.
    public Reading read(String path, long size, @Nullable String rootSystem) {
        List<String> names = List.of(path.split("/", -1));
        if (names.stream().anyMatch(never::covers)) return new Reading.Never();
        for (int i = 0; i + 2 < names.size(); i++)
            if (holdsFolderSaves(names.get(i)))
                return folder(names.subList(0, i + 1), rootSystem)
                        .readInFolderSave(
                                names.get(i + 1),
                                String.join("/", names.subList(i + 2, names.size())));
        return folder(names.subList(0, names.size() - 1), rootSystem).read(names.getLast(), size);
    }

    private String system(List<String> path, Optional<String> core, @Nullable String rootSystem) {
        if (rootSystem != null) return rootSystem;
        for (String folder : path.reversed()) {
            Optional<String> system = systems.ofFolder(folder);
            if (system.isPresent()) return system.get();
        }
        return core.flatMap(cores::onlySystem).orElse(UNKNOWN_SYSTEM);
    }

    /// What is known of the files that lie directly in a folder.
    public final class Folder {
        private final String system;
        private final String core;

        private Folder(String system, String core) {
            this.system = system;
            this.core = core;
        }

        /// The system, or [#UNKNOWN_SYSTEM].
        public String system() {
            return system;
        }

        /// What the file of that name is.
        public Reading read(String fileName, long size) {
            if (never.covers(fileName)) return new Reading.Never();
            Optional<FileKinds.Match> match = kinds.match(fileName, size);
            if (match.isEmpty()) return new Reading.NoSave();
            FileKinds.Match of = match.get();
            String slot = of.kind() == SaveKind.STATE ? core + '.' + of.slot() : of.slot();
            return part(of.game(), of.kind(), slot, of.role(), of.stem());
        }

        /// What a file inside a folder save is.
        ///
        /// @param saveFolder the name of the save's folder, which lies directly in this one
        /// @param pathInside the file's path below the save's folder, with `/` between names
        public Reading readInFolderSave(String saveFolder, String pathInside) {
            if (never.covers(saveFolder)) return new Reading.Never();
            for (String name : pathInside.split("/", -1))
                if (never.covers(name)) return new Reading.Never();
            Role role;
            try {
                requireKnownCharacters(pathInside);
                role = new Role(nfc(pathInside));
            } catch (IllegalArgumentException e) {
                return new Reading.Unusable(
                        standIn(saveFolder, SaveKind.SAVE, SaveId.MAIN_SLOT),
                        saveFolder,
                        reason(e));
            }
            return part(saveFolder, SaveKind.SAVE, SaveId.MAIN_SLOT, role, saveFolder);
        }

        private Reading part(String game, SaveKind kind, String slot, Role role, String stem) {
            try {
                requireKnownCharacters(stem);
                return new Reading.Part(new SaveId(system, nfc(game), kind, slot), role, stem);
            } catch (IllegalArgumentException e) {
                return new Reading.Unusable(standIn(game, kind, slot), stem, reason(e));
            }
        }

        private SaveId standIn(String game, SaveKind kind, String slot) {
            return new SaveId(system, readable(game), kind, slot);
        }
    }

    /// A name that the file system could not tell us whole is no name: two of them may look alike.
    private static void requireKnownCharacters(String name) {
        if (name.indexOf('\uFFFD') >= 0)
            throw new IllegalArgumentException("the name is not valid Unicode");
    }

    /// A text that may stand in a [SaveId] or a path, as close to `name` as can be.
    public static String readable(String name) {
        var text = new StringBuilder();
        name.codePoints()
                .limit(80)
                .forEach(c -> {
                    boolean plain =
                            !Character.isISOControl(c)
                                    && c != '\\'
                                    && c != '/'
                                    && c != '\uFFFD'
                                    && !Character.isSurrogate((char) c);
                    if (plain || c > Character.MAX_VALUE) text.appendCodePoint(c);
                    else text.append(String.format(Locale.ROOT, "%%%02X", c));
                });
        return nfc(text.toString());
    }

    private static String reason(IllegalArgumentException e) {
        return String.valueOf(e.getMessage());
    }

    private static String nfc(String text) {
        return Normalizer.isNormalized(text, Normalizer.Form.NFC)
                ? text
                : Normalizer.normalize(text, Normalizer.Form.NFC);
    }
}
