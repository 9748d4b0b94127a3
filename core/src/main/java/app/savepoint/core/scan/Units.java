package app.savepoint.core.scan;

import app.savepoint.core.library.Reading;
import app.savepoint.core.library.SaveNames;
import app.savepoint.core.save.Hold;
import app.savepoint.core.save.Place;
import app.savepoint.core.save.Role;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.save.SaveKind;
import app.savepoint.core.scan.Seen.Trouble;
import app.savepoint.core.scan.Unit.Member;
import app.savepoint.core.scan.Walk.Blocked;
import app.savepoint.core.scan.Walk.Folder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Puts the files of a root together into saves.
final class Units {
    /// Which file stands for the save if a companion could belong to several.
    private static final Comparator<Loose> FIRST_CHOICE =
            Comparator.comparing((Loose file) -> !file.path().endsWith(".srm"))
                    .thenComparing(Loose::path);

    private record Loose(Seen seen, String name, Reading.Part part) {
        String path() {
            return seen.path();
        }
    }

    private final Root root;
    private final SaveNames names;
    private final Map<Place, SaveId> known;
    private final List<Blocked> blocked;
    private final Predicate<Seen> marksGameData;
    private final List<Unit> units = new ArrayList<>();
    private int others;

    /// @param known which save was put where; tells a state's core where no folder does
    /// @param blocked what the walk could not look into
    /// @param marksGameData whether a `PARAM.SFO` says that its folder is no save
    Units(
            Root root,
            SaveNames names,
            Map<Place, SaveId> known,
            List<Blocked> blocked,
            Predicate<Seen> marksGameData) {
        this.root = root;
        this.names = names;
        this.known = known;
        this.blocked = blocked;
        this.marksGameData = marksGameData;
    }

    /// The saves in these folders, which are sorted by path.
    List<Unit> of(List<Folder> folders) {
        Map<String, List<Folder>> saveFolders = new TreeMap<>();
        Set<String> roots = new HashSet<>();
        for (Folder folder : folders) {
            Optional<List<String>> owner = owner(folder, roots);
            if (owner.isEmpty() && isFolderSave(folder)) {
                roots.add(folder.path());
                owner = Optional.of(folder.names());
            }
            if (owner.isPresent())
                saveFolders
                        .computeIfAbsent(String.join("/", owner.get()), path -> new ArrayList<>())
                        .add(folder);
            else loose(folder);
        }
        saveFolders.values().forEach(parts -> folderSave(parts.getFirst(), parts));
        return units;
    }

    /// How many files were seen that belong to no save.
    int others() {
        return others;
    }

    private static Optional<List<String>> owner(Folder folder, Set<String> saveFolders) {
        if (saveFolders.isEmpty()) return Optional.empty();
        for (int depth = 1; depth <= folder.names().size(); depth++) {
            List<String> above = folder.names().subList(0, depth);
            if (saveFolders.contains(String.join("/", above))) return Optional.of(above);
        }
        return Optional.empty();
    }

    private boolean isFolderSave(Folder folder) {
        int depth = folder.names().size();
        if (depth == 0) return false;
        String parent = depth > 1 ? folder.names().get(depth - 2) : nameOf(root);
        return names.holdsFolderSaves(parent)
                || folder.files().stream().anyMatch(this::marksFolderSave);
    }

    private static String nameOf(Root root) {
        return root.path().getFileName() == null ? "" : root.path().getFileName().toString();
    }

    private boolean marksFolderSave(Seen seen) {
        return names.marksFolderSave(lastName(seen.path()));
    }

    private void folderSave(Folder top, List<Folder> parts) {
        List<Seen> files = parts.stream().flatMap(part -> part.files().stream()).toList();
        boolean gameData =
                top.files().stream()
                        .anyMatch(seen ->
                                marksFolderSave(seen)
                                        && seen.trouble() == null
                                        && marksGameData.test(seen));
        if (gameData || files.isEmpty()) {
            others += files.size();
            return;
        }
        SaveNames.Folder around =
                names.folder(top.names().subList(0, top.names().size() - 1), root.system());
        var members = new ArrayList<Member>();
        var roles = new HashSet<Role>();
        SaveId save = null;
        Trouble trouble = troubleIn(top.path());
        for (Seen seen : files) {
            String inside = seen.path().substring(top.path().length() + 1);
            switch (around.readInFolderSave(top.names().getLast(), inside)) {
                case Reading.Part part -> {
                    save = part.save();
                    if (trouble == null) trouble = seen.trouble();
                    if (!roles.add(part.role()))
                        trouble = unusable("two files differ in spelling only: " + part.role());
                    members.add(new Member(part.role(), inside, seen));
                }
                case Reading.Unusable bad -> {
                    save = bad.standIn();
                    trouble = unusable(bad.reason());
                    members.add(new Member(Role.MAIN, inside, seen));
                }
                case Reading.NoSave() -> others++;
                case Reading.Never() -> {}
            }
        }
        if (save != null) add(save, top.path(), top.names().getLast(), members, trouble);
    }

    /// Whatever could not be looked into makes the whole folder unknown.
    private @Nullable Trouble troubleIn(String folder) {
        return blocked.stream()
                .filter(b -> b.path().equals(folder) || b.path().startsWith(folder + '/'))
                .map(Blocked::trouble)
                .findFirst()
                .orElse(null);
    }

    private void loose(Folder folder) {
        SaveNames.Folder around = names.folder(folder.names(), root.system());
        var bySave = new LinkedHashMap<SaveId, List<Loose>>();
        for (Seen seen : folder.files()) {
            String name = lastName(seen.path());
            switch (around.read(name, seen.stamp().size())) {
                case Reading.Part part ->
                        bySave.computeIfAbsent(part.save(), save -> new ArrayList<>(2))
                                .add(new Loose(seen, name, part));
                case Reading.Unusable bad ->
                        add(
                                bad.standIn(),
                                seen.path(),
                                null,
                                List.of(new Member(Role.MAIN, name, seen)),
                                unusable(bad.reason()));
                case Reading.NoSave() -> others++;
                case Reading.Never() -> {}
            }
        }
        bySave.forEach(this::together);
    }

    private void together(SaveId save, List<Loose> files) {
        if (files.size() == 1 && !files.getFirst().part().role().equals(Role.THUMBNAIL)) {
            add(save, files);
            return;
        }
        Map<Boolean, List<Loose>> split =
                files.stream()
                        .sorted(FIRST_CHOICE)
                        .collect(
                                Collectors.partitioningBy(
                                        file -> file.part().role().equals(Role.MAIN)));
        List<Loose> mains = split.getOrDefault(true, List.of());
        List<Loose> companions = new ArrayList<>(split.getOrDefault(false, List.of()));
        for (Loose main : mains) {
            var members = new ArrayList<Loose>();
            members.add(main);
            for (Loose companion : companions)
                if (belongsTo(companion, main, mains)
                        && members.stream()
                                .noneMatch(m -> m.part().role().equals(companion.part().role())))
                    members.add(companion);
            companions.removeAll(members);
            add(save, members);
        }
        for (Loose alone : companions) {
            if (mains.isEmpty() && alone.part().role().equals(Role.RTC)) add(save, List.of(alone));
            else others++;
        }
    }

    private static boolean belongsTo(Loose companion, Loose main, List<Loose> mains) {
        if (companion.part().role().equals(Role.THUMBNAIL)) {
            String pictured = companion.name().substring(0, companion.name().length() - 4);
            return pictured.equalsIgnoreCase(main.name());
        }
        String stem = companion.part().stem();
        Optional<Loose> sameStem =
                mains.stream().filter(m -> m.part().stem().equals(stem)).findFirst();
        return sameStem.map(main::equals).orElse(main.equals(mains.getFirst()));
    }

    private void add(SaveId save, List<Loose> files) {
        Trouble trouble = null;
        var members = new ArrayList<Member>(files.size());
        for (Loose file : files) {
            if (trouble == null) trouble = file.seen().trouble();
            members.add(new Member(file.part().role(), file.name(), file.seen()));
        }
        add(save, files.getFirst().path(), null, members, trouble);
    }

    private void add(
            SaveId save,
            String path,
            @Nullable String folder,
            List<Member> members,
            @Nullable Trouble trouble) {
        Place place = place(path);
        SaveId placed = known.get(place);
        SaveId named =
                placed != null && (isSameButForCore(save, placed) || isOtherSlot(save, placed))
                        ? placed
                        : save;
        units.add(new Unit(named, place, folder, members, trouble));
    }

    /// Whether a state of an unknown core may be one that was put there for a known core.
    static boolean isSameButForCore(SaveId seen, SaveId placed) {
        String unknown = SaveNames.UNKNOWN_CORE + '.';
        return seen.kind() == SaveKind.STATE
                && seen.slot().startsWith(unknown)
                && placed.slot().endsWith(seen.slot().substring(unknown.length() - 1))
                && placed.inSlot(seen.slot()).equals(seen);
    }

    /// Whether what lies under the game's own name is another of its playthroughs, put there for
    /// the emulator.
    private static boolean isOtherSlot(SaveId seen, SaveId placed) {
        return seen.kind() == SaveKind.SAVE
                && seen.slot().equals(SaveId.MAIN_SLOT)
                && placed.inSlot(SaveId.MAIN_SLOT).equals(seen);
    }

    private Place place(String path) {
        try {
            return new Place(root.id(), path);
        } catch (IllegalArgumentException e) {
            // Shown, never written to: the save is held because of its name
            return new Place(
                    root.id(),
                    Arrays.stream(path.split("/", -1))
                            .map(SaveNames::readable)
                            .collect(Collectors.joining("/")));
        }
    }

    private static Trouble unusable(String reason) {
        return new Trouble(Hold.NAME_UNUSABLE, reason);
    }

    private static String lastName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
