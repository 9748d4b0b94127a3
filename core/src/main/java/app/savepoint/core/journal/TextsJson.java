package app.savepoint.core.journal;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// A list of texts as the text of one column: a JSON array of strings.
final class TextsJson {
    private static final JsonFactory JSON = new JsonFactory();

    private TextsJson() {}

    static String write(Collection<String> texts) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartArray();
            for (String each : texts) json.writeString(each);
            json.writeEndArray();
        }
        return text.toString();
    }

    static List<String> read(String text) {
        List<String> texts = new ArrayList<>();
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.VALUE_STRING) texts.add(json.getString());
        }
        return texts;
    }
}
