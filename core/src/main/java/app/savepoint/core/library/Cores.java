package app.savepoint.core.library;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// RetroArch's cores by the name they give themselves, which is also the name of the folder that
/// RetroArch sorts their files into.
public final class Cores {
    private final Map<String, String> spelling = new HashMap<>();
    private final Map<String, String> systems = new HashMap<>();

    private Cores(List<String> lines) {
        for (String line : lines) {
            List<String> fields = DataFile.fields(line, 2);
            spelling.put(fields.get(0).toLowerCase(Locale.ROOT), fields.get(0));
            if (!fields.get(1).isEmpty()) systems.put(fields.get(0), fields.get(1));
        }
    }

    /// The cores of the table that comes with the program.
    public static Cores bundled() {
        return new Cores(DataFile.lines("cores.csv"));
    }

    /// The core whose folder this is, in its own spelling, however the disk spells it.
    public Optional<String> ofFolder(String folderName) {
        return Optional.ofNullable(spelling.get(folderName.toLowerCase(Locale.ROOT)));
    }

    /// Every core, in its own spelling.
    public Set<String> all() {
        return Set.copyOf(spelling.values());
    }

    /// The system of a core that runs only one; empty for the others.
    public Optional<String> onlySystem(String core) {
        return Optional.ofNullable(systems.get(core));
    }
}
