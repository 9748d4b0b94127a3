package app.savepoint.core.storage.repository;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// JSON objects, read strictly: nothing twice, nothing behind the end, every value of the type that
/// is asked for. Fields that nobody asks for are passed over, so that a later version may add some.
final class Json {
    private static final int LONGEST_TEXT = 8 * 1024 * 1024;
    private static final int DEEPEST = 16;

    private static final JsonMapper MAPPER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(DEEPEST)
                                                    .maxStringLength(LONGEST_TEXT)
                                                    .build())
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private final ObjectNode fields;

    private Json(ObjectNode fields) {
        this.fields = fields;
    }

    static Json read(byte[] utf8) throws Malformed {
        try {
            return of(MAPPER.readTree(utf8));
        } catch (JacksonException e) {
            throw new Malformed("not JSON", e);
        }
    }

    static Json read(String text) throws Malformed {
        try {
            return of(MAPPER.readTree(text));
        } catch (JacksonException e) {
            throw new Malformed("not JSON", e);
        }
    }

    private static Json of(@Nullable JsonNode node) throws Malformed {
        if (node instanceof ObjectNode object) return new Json(object);
        throw new Malformed("not a JSON object");
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static String write(ObjectNode object) {
        return MAPPER.writeValueAsString(object);
    }

    static byte[] bytes(ObjectNode object) {
        return MAPPER.writeValueAsBytes(object);
    }

    boolean has(String name) {
        JsonNode value = fields.get(name);
        return value != null && !value.isNull();
    }

    String text(String name) throws Malformed {
        JsonNode value = fields.get(name);
        if (value == null || !value.isString()) throw new Malformed("no text: " + name);
        return value.stringValue();
    }

    @Nullable String textOrNull(String name) throws Malformed {
        return has(name) ? text(name) : null;
    }

    long number(String name) throws Malformed {
        JsonNode value = fields.get(name);
        if (value == null || !value.isIntegralNumber() || !value.canConvertToLong())
            throw new Malformed("no whole number: " + name);
        return value.longValue();
    }

    boolean bool(String name) throws Malformed {
        JsonNode value = fields.get(name);
        if (value == null || !value.isBoolean()) throw new Malformed("neither yes nor no: " + name);
        return value.booleanValue();
    }

    UUID uuid(String name) throws Malformed {
        String text = text(name);
        try {
            UUID uuid = UUID.fromString(text);
            if (uuid.toString().equals(text)) return uuid;
        } catch (IllegalArgumentException e) {
            throw new Malformed("no UUID: " + name, e);
        }
        throw new Malformed("no canonical UUID: " + name);
    }

    Json object(String name) throws Malformed {
        return of(fields.get(name));
    }

    List<Json> objects(String name) throws Malformed {
        List<Json> all = new ArrayList<>();
        for (JsonNode item : array(name)) all.add(of(item));
        return all;
    }

    List<String> texts(String name) throws Malformed {
        List<String> all = new ArrayList<>();
        for (JsonNode item : array(name)) {
            if (!item.isString()) throw new Malformed("not only texts: " + name);
            all.add(item.stringValue());
        }
        return all;
    }

    private JsonNode array(String name) throws Malformed {
        JsonNode value = fields.get(name);
        if (value == null || !value.isArray()) throw new Malformed("no list: " + name);
        return value;
    }
}
