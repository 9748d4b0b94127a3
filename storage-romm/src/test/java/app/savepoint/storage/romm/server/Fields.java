package app.savepoint.storage.romm.server;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/// A JSON object as it grows, field by field.
final class Fields {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final ObjectNode node = MAPPER.createObjectNode();

    static Fields of(String name, @Nullable Object value) {
        return new Fields().and(name, value);
    }

    /// Reads a template, to be copied and its fields said again.
    static Fields from(String template) {
        Fields fields = new Fields();
        for (var field : MAPPER.readTree(template).properties()) {
            fields.and(field.getKey(), field.getValue());
        }
        return fields;
    }

    Fields and(String name, @Nullable Object value) {
        node.set(name, tree(value));
        return this;
    }

    /// Only where the condition holds.
    Fields andIf(boolean condition, String name, @Nullable Object value) {
        return condition ? and(name, value) : this;
    }

    Fields without(String name) {
        node.remove(name);
        return this;
    }

    /// The same fields, to go on apart.
    Fields copy() {
        Fields other = new Fields();
        other.node.setAll(node);
        return other;
    }

    /// Whether a field holds that text.
    boolean is(String name, String text) {
        JsonNode value = node.get(name);
        return value != null && value.isString() && value.asString().equals(text);
    }

    static byte[] write(@Nullable Object value) {
        return MAPPER.writeValueAsBytes(tree(value));
    }

    static JsonNode read(byte[] json) {
        return MAPPER.readTree(json);
    }

    private static JsonNode tree(@Nullable Object value) {
        return switch (value) {
            case null -> NullNode.getInstance();
            case Fields fields -> fields.node;
            case JsonNode json -> json;
            case String text -> JsonNodeFactory.instance.stringNode(text);
            case Integer number -> JsonNodeFactory.instance.numberNode(number);
            case Long number -> JsonNodeFactory.instance.numberNode(number);
            case Boolean truth -> JsonNodeFactory.instance.booleanNode(truth);
            case List<?> list -> {
                ArrayNode array = MAPPER.createArrayNode();
                list.forEach(item -> array.add(tree(item)));
                yield array;
            }
            default -> MAPPER.valueToTree(value);
        };
    }
}
