package app.savepoint.testkit;

import app.savepoint.core.scan.ScanCache;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// A scan cache that lasts as long as its object.
public final class MemoryScanCache implements ScanCache {
    private final Map<Long, Map<String, Entry>> roots = new HashMap<>();

    @Override
    public synchronized Map<String, Entry> entries(long root) {
        return Map.copyOf(roots.getOrDefault(root, Map.of()));
    }

    @Override
    public synchronized void update(long root, Collection<Entry> seen, Collection<String> gone) {
        Map<String, Entry> entries = roots.computeIfAbsent(root, id -> new HashMap<>());
        gone.forEach(entries::remove);
        seen.forEach(entry -> entries.put(entry.path(), entry));
    }
}
