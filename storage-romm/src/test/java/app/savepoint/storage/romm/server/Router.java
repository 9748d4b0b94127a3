package app.savepoint.storage.romm.server;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Finds the route of a request and says who may pass, in the order in which RomM checks.
final class Router {
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private final Romm romm;
    private final Auth auth;
    private final List<Route> routes = new ArrayList<>();

    Router(Romm romm, Auth auth) {
        this.romm = romm;
        this.auth = auth;
    }

    Route add(String method, String template, Function<Call, Answer> handler) {
        Route route = new Route(method, template, handler);
        routes.add(route);
        return route;
    }

    Answer route(Request request) {
        List<String> path = request.segments();
        boolean ours =
                !path.isEmpty()
                        && (path.getFirst().equals("api")
                                || path.getFirst().equals("openapi.json"));
        if (!ours) {
            return Answer.html(Status.OK, "<!doctype html><title>RomM (API only)</title>\n");
        }
        try {
            return answer(request, path);
        } catch (Refusal refused) {
            return refused.answer();
        }
    }

    /// The routes and parameters of this version, as `/openapi.json` lists them.
    Answer openapi(Call call) {
        Map<String, Fields> paths = new LinkedHashMap<>();
        for (Route route : routes) {
            if (route.in(romm.level())) {
                List<Fields> parameters =
                        route.known(romm.level()).stream()
                                .sorted()
                                .map(name -> Fields.of("name", name).and("in", "query"))
                                .toList();
                paths.computeIfAbsent(route.template(), _ -> new Fields())
                        .and(
                                route.method().toLowerCase(Locale.ROOT),
                                Fields.of("parameters", parameters));
            }
        }
        Fields all = new Fields();
        paths.forEach(all::and);
        return Answer.ok(
                Fields.of("openapi", "3.1.0")
                        .and("info", Fields.of("title", "RomM API").and("version", romm.version()))
                        .and("paths", all));
    }

    private Answer answer(Request request, List<String> path) {
        Route found = null;
        Map<String, String> variables = Map.of();
        boolean otherMethod = false;
        for (Route route : routes) {
            Map<String, String> match = route.in(romm.level()) ? route.match(path) : null;
            if (match != null && found == null) {
                if (route.method().equals(request.method())) {
                    found = route;
                    variables = match;
                } else {
                    otherMethod = true;
                }
            }
        }
        Identity identity = auth.identify(request);
        checkOrigin(request, found);
        checkSize(request);
        if (found == null) {
            return otherMethod
                    ? Answer.detail(Status.NO_METHOD, "Method Not Allowed")
                    : Answer.detail(Status.NOT_FOUND, "Not Found");
        }
        checkScopes(found, identity);
        Call call = new Call(request, identity, variables, found.known(romm.level()));
        Answer answer = found.handle(call);
        if (identity != null) {
            auth.wasActive(identity);
        }
        return answer;
    }

    private static void checkOrigin(Request request, @Nullable Route route) {
        String scheme = request.header("authorization");
        String lower = scheme == null ? "" : scheme.toLowerCase(Locale.ROOT);
        boolean header = lower.startsWith("bearer") || lower.startsWith("basic");
        boolean open = route != null && route.isOpen();
        if (!SAFE.contains(request.method()) && !header && !open) {
            throw new Refusal(Answer.text(Status.FORBIDDEN, "CSRF token verification failed"));
        }
    }

    private void checkSize(Request request) {
        long limit = romm.uploadLimit();
        if (limit > 0 && request.length() > limit) {
            throw Refusal.of(
                    Status.TOO_LARGE,
                    "Request body exceeds the maximum allowed size of " + limit + " bytes");
        }
    }

    private void checkScopes(Route route, @Nullable Identity identity) {
        if (route.scopes().isEmpty()) {
            return;
        }
        boolean split = romm.level().from(Level.V5_2);
        if (identity == null) {
            throw new Refusal(
                    split
                            ? Answer.detail(Status.UNAUTHENTICATED, "Not authenticated")
                                    .with("www-authenticate", "Bearer")
                            : Answer.detail(Status.FORBIDDEN, "Forbidden"));
        }
        if (!identity.scopes().containsAll(route.scopes())) {
            auth.wasActive(identity);
            throw Refusal.of(Status.FORBIDDEN, "Forbidden");
        }
    }
}
