package app.savepoint.core.scan;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Gathers changes until nothing has changed for a while, because an emulator writes a save in
/// several steps. What never comes to rest is handed on all the same after a longer while.
///
/// Knows no clock: whoever calls says what time it is. Not thread-safe.
final class QuietTime {
    /// More paths than these say no more than that much has changed.
    private static final int MOST_PATHS = 1_000;

    private final Duration quiet;
    private final Duration longest;
    private final Map<Long, TreeSet<String>> changed = new TreeMap<>();
    private @Nullable String everything;
    private @Nullable Instant first;
    private Instant last = Instant.MIN;

    /// @param quiet how long nothing may change before changes are handed on
    /// @param longest how long the first change waits at most
    QuietTime(Duration quiet, Duration longest) {
        this.quiet = quiet;
        this.longest = longest;
    }

    /// Something changed at that path of a root.
    void changed(long root, String path, Instant now) {
        TreeSet<String> paths = changed.computeIfAbsent(root, id -> new TreeSet<>());
        paths.add(path);
        if (paths.size() > MOST_PATHS) everything = "more than " + MOST_PATHS + " changes";
        touch(now);
    }

    /// Anything may have changed.
    void everything(String why, Instant now) {
        everything = why;
        touch(now);
    }

    private void touch(Instant now) {
        if (first == null) first = now;
        last = now;
    }

    /// When to ask next; empty while there is nothing to hand on.
    Optional<Instant> next() {
        if (first == null) return Optional.empty();
        Instant rested = last.plus(quiet);
        Instant latest = first.plus(longest);
        return Optional.of(rested.isBefore(latest) ? rested : latest);
    }

    /// What is to be handed on now; it is forgotten with that.
    List<Hint> due(Instant now) {
        if (next().filter(at -> !now.isBefore(at)).isEmpty()) return List.of();
        var hints = new ArrayList<Hint>();
        if (everything != null) hints.add(new Hint.Everything(everything));
        else changed.forEach((root, paths) -> hints.add(new Hint.Changed(root, paths)));
        changed.clear();
        everything = null;
        first = null;
        return hints;
    }
}
