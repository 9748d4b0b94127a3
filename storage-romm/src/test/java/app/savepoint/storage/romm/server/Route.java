package app.savepoint.storage.romm.server;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A method and a path, who may use it and since which version, and the parameters it knows.
final class Route {
    private static final Level FIRST = Level.V4_7;

    private final String method;
    private final String template;
    private final List<String> segments;
    private final Function<Call, Answer> handler;
    private final List<String> scopes = new ArrayList<>();
    private final Map<String, Level> parameters = new HashMap<>();
    private Level since = FIRST;
    private @Nullable Level until;
    private boolean csrfFree;

    Route(String method, String template, Function<Call, Answer> handler) {
        this.method = method;
        this.template = template;
        this.segments =
                List.of(template.split("/", -1)).stream().filter(part -> !part.isEmpty()).toList();
        this.handler = handler;
    }

    Route needs(String... all) {
        scopes.addAll(List.of(all));
        return this;
    }

    Route since(Level level) {
        since = level;
        return this;
    }

    /// Gone with that version.
    Route until(Level level) {
        until = level;
        return this;
    }

    Route params(String... names) {
        for (String name : names) {
            parameters.put(name, FIRST);
        }
        return this;
    }

    Route param(String name, Level level) {
        parameters.put(name, level);
        return this;
    }

    /// May be asked without credentials, also with an unsafe method.
    Route open() {
        csrfFree = true;
        return this;
    }

    String method() {
        return method;
    }

    String template() {
        return template;
    }

    List<String> scopes() {
        return scopes;
    }

    boolean isOpen() {
        return csrfFree;
    }

    boolean in(Level level) {
        return level.from(since) && (until == null || level.before(until));
    }

    Set<String> known(Level level) {
        Set<String> names = new HashSet<>();
        parameters.forEach((name, from) -> {
            if (level.from(from)) {
                names.add(name);
            }
        });
        return names;
    }

    Answer handle(Call call) {
        return handler.apply(call);
    }

    /// The variables of the path, or null where it is another path.
    @Nullable Map<String, String> match(List<String> path) {
        boolean rest = !segments.isEmpty() && segments.getLast().equals("*");
        if (rest ? path.size() < segments.size() : path.size() != segments.size()) {
            return null;
        }
        Map<String, String> variables = new HashMap<>();
        for (int at = 0; at < segments.size(); at++) {
            String segment = segments.get(at);
            if (segment.equals("*")) {
                variables.put("*", String.join("/", path.subList(at, path.size())));
            } else if (segment.startsWith("{")) {
                variables.put(segment.substring(1, segment.length() - 1), path.get(at));
            } else if (!segment.equals(path.get(at))) {
                return null;
            }
        }
        return variables;
    }
}
