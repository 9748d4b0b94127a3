package app.savepoint.core.library;

import java.text.Normalizer;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The systems Savepoint knows by name: RomM's slug, the name people say, and what tools call its
/// folder.
public final class Systems {
    private final Map<String, String> names = new LinkedHashMap<>();
    private final Map<String, Set<String>> slugsByName = new HashMap<>();

    private Systems(List<String> lines) {
        for (String line : lines) {
            List<String> fields = DataFile.fields(line, 3);
            String slug = fields.get(0);
            if (names.put(slug, fields.get(1)) != null)
                throw new IllegalStateException("twice in systems.csv: " + slug);
            called(slug, slug);
            called(fields.get(1), slug);
            for (String name : fields.get(2).split("\\|", -1)) called(name, slug);
        }
    }

    /// The systems of the table that comes with the program.
    public static Systems bundled() {
        return new Systems(DataFile.lines("systems.csv"));
    }

    private void called(String name, String slug) {
        if (!name.isBlank())
            slugsByName.computeIfAbsent(folded(name), n -> new LinkedHashSet<>()).add(slug);
    }

    /// The slug of the system that a folder of this name holds; empty if the name is unknown or
    /// stands for several systems.
    public Optional<String> ofFolder(String folderName) {
        String name = folded(folderName);
        Set<String> slugs = slugsByName.get(name);
        if (slugs == null && name.endsWith(")")) {
            String tag = name.substring(name.lastIndexOf('(') + 1, name.length() - 1).strip();
            slugs = slugsByName.get(tag);
            if (slugs == null && name.length() > tag.length() + 2)
                slugs = slugsByName.get('(' + tag + ')');
        }
        return slugs == null || slugs.size() != 1
                ? Optional.empty()
                : Optional.of(slugs.iterator().next());
    }

    /// Whether the slug is one of the table's.
    public boolean knows(String slug) {
        return names.containsKey(slug);
    }

    /// The name to show; the slug itself for a system that is not in the table.
    public String displayName(String slug) {
        return names.getOrDefault(slug, slug);
    }

    /// The name for a new folder of the system: its slug, which every Savepoint recognises.
    public String newFolder(String slug) {
        return slug;
    }

    /// Every slug of the table, in its order.
    public Set<String> slugs() {
        return Collections.unmodifiableSet(names.keySet());
    }

    private static String folded(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC).strip().toLowerCase(Locale.ROOT);
    }
}
