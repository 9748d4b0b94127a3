package app.savepoint.testkit.lives;

import app.savepoint.core.save.ContentHash;
import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.Role;
import app.savepoint.core.save.SaveFile;
import app.savepoint.core.save.SaveId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A game that is played in every life, in one of its places; it knows its save, and where the
/// save's files lie on a machine.
@SuppressWarnings("ImmutableEnumChecker") // nothing changes the map
enum Game {
    EMERALD("gba/Emerald/save/main", Map.of("main", "saves/gba/Emerald.srm")),
    /// The same save in another folder of the same device, which another emulator uses.
    EMERALD_ELSEWHERE("gba/Emerald/save/main", Map.of("main", "more/gba/Emerald.srm")),
    ZELDA("snes/Zelda/save/main", Map.of("main", "saves/snes/Zelda.srm")),
    TACTICS(
            "psp/ULUS10041S0/save/main",
            Map.of(
                    "DATA.BIN", "saves/psp/PSP/SAVEDATA/ULUS10041S0/DATA.BIN",
                    "EXTRA.BIN", "saves/psp/PSP/SAVEDATA/ULUS10041S0/EXTRA.BIN"));

    private final SaveId save;
    private final TreeMap<String, String> files;

    Game(String save, Map<String, String> files) {
        this.save = SaveId.parse(save);
        this.files = new TreeMap<>(files);
    }

    SaveId save() {
        return save;
    }

    /// A state of the game.
    ///
    /// @param id its content
    /// @param parts the bytes of its files, by role
    /// @param hashes the hashes of its files
    /// @param blank whether it holds no progress
    record State(ContentId id, TreeMap<String, byte[]> parts, List<String> hashes, boolean blank) {}

    /// The state that these bytes make, one array for each of the save's files.
    State state(List<byte[]> bytes, boolean blank) {
        TreeMap<String, byte[]> parts = new TreeMap<>();
        for (String role : files.keySet()) parts.put(role, bytes.get(parts.size()));
        List<String> hashes =
                parts.values().stream().map(part -> ContentHash.of(part).hex()).toList();
        return new State(id(parts), parts, hashes, blank);
    }

    int parts() {
        return files.size();
    }

    private static ContentId id(Map<String, byte[]> parts) {
        List<SaveFile> manifest = new ArrayList<>();
        parts.forEach((role, bytes) ->
                manifest.add(
                        new SaveFile(
                                new Role(role),
                                role,
                                bytes.length,
                                ContentHash.of(bytes),
                                Instant.EPOCH)));
        return ContentId.of(manifest);
    }

    /// What lies on a machine, whole or not; null if nothing does.
    @Nullable ContentId at(Path machine) throws IOException {
        TreeMap<String, byte[]> parts = new TreeMap<>();
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = machine.resolve(file.getValue());
            if (Files.exists(path)) parts.put(file.getKey(), Files.readAllBytes(path));
        }
        return parts.isEmpty() ? null : id(parts);
    }

    void write(Path machine, State state, Instant time) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = machine.resolve(file.getValue());
            Files.createDirectories(path.getParent());
            Files.write(path, state.parts().get(file.getKey()));
            Files.setLastModifiedTime(path, FileTime.from(time));
        }
    }

    void delete(Path machine) throws IOException {
        for (String file : files.values()) Files.deleteIfExists(machine.resolve(file));
        if (files.size() == 1) return;
        Path folder = machine.resolve(files.firstEntry().getValue()).getParent();
        if (!Files.isDirectory(folder)) return;
        try (Stream<Path> left = Files.list(folder)) {
            if (left.findAny().isPresent()) return;
        }
        Files.delete(folder);
    }

    /// All files below a folder, in a fixed order.
    static List<Path> filesBelow(Path folder) throws IOException {
        if (!Files.exists(folder)) return List.of();
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .sorted(Comparator.comparing(Path::toString))
                    .toList();
        }
    }
}
