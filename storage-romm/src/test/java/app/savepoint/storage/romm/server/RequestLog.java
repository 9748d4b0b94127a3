package app.savepoint.storage.romm.server;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// What was asked of the server, in the order in which it was done with.
public final class RequestLog {
    private final List<Seen> entries = new CopyOnWriteArrayList<>();

    /// One request.
    ///
    /// @param headers by lower-case name
    /// @param status of the answer; 0 where there was none
    public record Seen(
            String method,
            String path,
            @Nullable String query,
            Map<String, String> headers,
            int status) {
        @Override
        public String toString() {
            return method + " " + path + (query == null ? "" : "?" + query) + " → " + status;
        }
    }

    void add(Seen entry) {
        entries.add(entry);
    }

    /// All of them.
    public List<Seen> all() {
        return List.copyOf(entries);
    }

    /// Those of a method whose whole path matches.
    public List<Seen> of(String method, String pathPattern) {
        return entries.stream()
                .filter(entry -> entry.method().equals(method))
                .filter(entry -> entry.path().matches(pathPattern))
                .toList();
    }

    /// How many there were.
    public int count() {
        return entries.size();
    }

    /// Begins anew.
    public void clear() {
        entries.clear();
    }
}
