package app.savepoint.storage.romm.server;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// A request on its way through a route: who asks, with which parameters that the route knows.
final class Call {
    private final Request request;
    private final @Nullable Identity identity;
    private final Map<String, String> path;
    private final Set<String> known;

    Call(
            Request request,
            @Nullable Identity identity,
            Map<String, String> path,
            Set<String> known) {
        this.request = request;
        this.identity = identity;
        this.path = path;
        this.known = known;
    }

    Request request() {
        return request;
    }

    /// Who asks; only on routes that need a scope.
    Identity identity() {
        if (identity == null) {
            throw new IllegalStateException("a route without scopes asks who calls");
        }
        return identity;
    }

    int user() {
        return identity().user().id();
    }

    /// Refuses where the token does not carry a scope.
    void needs(String scope) {
        if (!identity().scopes().contains(scope)) {
            throw Refusal.of(Status.FORBIDDEN, "Forbidden");
        }
    }

    String path(String name) {
        return path.getOrDefault(name, "");
    }

    /// A number in the path.
    int id(String name) {
        String text = path(name);
        if (!text.matches("-?\\d{1,9}")) {
            throw invalid(notANumber(List.of("path", name), text));
        }
        return Integer.parseInt(text);
    }

    @Nullable String query(String name) {
        List<String> values = queries(name);
        return values.isEmpty() ? null : values.getLast();
    }

    /// All values of a parameter; none of one that this version does not know.
    List<String> queries(String name) {
        if (!known.contains(name)) {
            return List.of();
        }
        return request.parameters().stream()
                .filter(parameter -> parameter.name().equals(name))
                .map(Request.Parameter::value)
                .toList();
    }

    boolean flag(String name, boolean otherwise) {
        String text = query(name);
        return text == null ? otherwise : text.matches("(?i)true|1|yes|on|t|y");
    }

    @Nullable Integer number(String name) {
        String text = query(name);
        return text == null ? null : parsed(name, text);
    }

    List<Integer> numbers(String name) {
        return queries(name).stream()
                .filter(text -> !text.isEmpty())
                .map(text -> parsed(name, text))
                .toList();
    }

    /// A number that must be there.
    int required(String name) {
        Integer number = number(name);
        if (number == null) {
            throw invalid(missing(List.of("query", name), null));
        }
        return number;
    }

    /// The body as a JSON object.
    JsonNode json() {
        JsonNode node;
        try {
            node = Fields.read(request.body());
        } catch (JacksonException notJson) {
            throw invalid(
                    Fields.of("type", "json_invalid")
                            .and("loc", List.of("body", 1))
                            .and("msg", "JSON decode error")
                            .and("input", new Fields())
                            .and(
                                    "ctx",
                                    Fields.of(
                                            "error",
                                            "Expecting property name enclosed in double"
                                                    + " quotes")));
        }
        if (!node.isObject()) {
            throw invalid(missing(List.of("body"), null));
        }
        return node;
    }

    /// A text that the body must have.
    String text(String name) {
        JsonNode value = json().get(name);
        if (value == null || !value.isString()) {
            throw invalid(missing(List.of("body", name), null));
        }
        return value.asString();
    }

    static Refusal invalid(Fields... problems) {
        return new Refusal(Answer.detail(Status.INVALID, List.of(problems)));
    }

    static Fields missing(List<?> where, @Nullable Object input) {
        return Fields.of("type", "missing")
                .and("loc", where)
                .and("msg", "Field required")
                .and("input", input);
    }

    private static int parsed(String name, String text) {
        if (!text.matches("-?\\d{1,9}")) {
            throw invalid(notANumber(List.of("query", name), text));
        }
        return Integer.parseInt(text);
    }

    private static Fields notANumber(List<?> where, String text) {
        return Fields.of("type", "int_parsing")
                .and("loc", where)
                .and("msg", "Input should be a valid integer, unable to parse string as an integer")
                .and("input", text);
    }
}
