package app.savepoint.core.storage.repository;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// Finds what lies on a circle, where children point to parents.
final class Cycles {
    private Cycles() {}

    /// The items on circles, and those on the ways between two circles; never one that merely waits
    /// for something that is not there.
    static <T, K> List<T> in(
            Collection<T> items, Function<T, K> idOf, Function<T, Set<K>> parentsOf) {
        Map<K, T> left = new LinkedHashMap<>();
        for (T item : items) left.put(idOf.apply(item), item);
        Map<K, Set<K>> up = new HashMap<>();
        Map<K, Set<K>> down = new HashMap<>();
        left.forEach((id, item) -> {
            for (K parent : parentsOf.apply(item))
                if (left.containsKey(parent)) {
                    up.computeIfAbsent(id, k -> new HashSet<>()).add(parent);
                    down.computeIfAbsent(parent, k -> new HashSet<>()).add(id);
                }
        });
        trim(left, up, down);
        trim(left, down, up);
        return List.copyOf(left.values());
    }

    /// Takes away, again and again, what has nothing in that direction.
    private static <T, K> void trim(
            Map<K, T> left, Map<K, Set<K>> direction, Map<K, Set<K>> opposite) {
        var free = new ArrayDeque<K>();
        for (K id : left.keySet()) if (isFree(direction, id)) free.add(id);
        while (!free.isEmpty()) {
            K id = free.poll();
            left.remove(id);
            for (K other : opposite.getOrDefault(id, Set.of())) {
                Set<K> links = direction.get(other);
                if (links != null && links.remove(id) && links.isEmpty() && left.containsKey(other))
                    free.add(other);
            }
            direction.remove(id);
            opposite.remove(id);
        }
    }

    private static <K> boolean isFree(Map<K, Set<K>> direction, K id) {
        return direction.getOrDefault(id, Set.of()).isEmpty();
    }
}
