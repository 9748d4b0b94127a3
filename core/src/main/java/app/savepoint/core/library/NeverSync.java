package app.savepoint.core.library;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Names of files and folders that are never part of a save: back-up copies, locks, what file
/// managers and synchronizers leave behind, and everything that starts with a dot, as Savepoint's
/// own unfinished files do.
final class NeverSync {
    private final Set<String> names = new HashSet<>();
    private final List<String> starts = new ArrayList<>();
    private final List<String> ends = new ArrayList<>();
    private final List<String> parts = new ArrayList<>();

    NeverSync(List<String> lines) {
        for (String line : lines) {
            String rule = line.toLowerCase(Locale.ROOT);
            if (rule.startsWith("*") && rule.endsWith("*"))
                parts.add(rule.substring(1, rule.length() - 1));
            else if (rule.startsWith("*")) ends.add(rule.substring(1));
            else if (rule.startsWith(".")) starts.add(rule);
            else names.add(rule);
        }
    }

    static NeverSync bundled() {
        return new NeverSync(DataFile.lines("never.txt"));
    }

    // Asked for every file of every scan, hence loops
    boolean covers(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        for (String start : starts) if (lower.startsWith(start)) return true;
        for (String end : ends) if (lower.endsWith(end)) return true;
        for (String part : parts) if (lower.contains(part)) return true;
        return names.contains(lower);
    }
}
