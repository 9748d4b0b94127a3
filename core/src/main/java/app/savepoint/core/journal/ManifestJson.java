package app.savepoint.core.journal;

import app.savepoint.core.save.ContentHash;
import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.Role;
import app.savepoint.core.save.SaveFile;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// A manifest as the text of one column:
/// `{"folder":…,"files":[{"role","name","size","sha256","modified"}]}`, `folder` only in a save
/// that is a folder, `modified` in milliseconds since 1970. A property that is not known is passed
/// over.
public final class ManifestJson {
    private static final JsonFactory JSON = new JsonFactory();

    private ManifestJson() {}

    public static String write(Manifest manifest) {
        StringWriter text = new StringWriter(200 * manifest.files().size());
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            String folder = manifest.folder();
            if (folder != null) json.writeStringProperty("folder", folder);
            json.writeArrayPropertyStart("files");
            for (SaveFile file : manifest.files()) write(json, file);
            json.writeEndArray();
            json.writeEndObject();
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, SaveFile file) {
        json.writeStartObject();
        json.writeStringProperty("role", file.role().value());
        json.writeStringProperty("name", file.name());
        json.writeNumberProperty("size", file.size());
        json.writeStringProperty("sha256", file.hash().hex());
        json.writeNumberProperty("modified", file.modifiedAt().toEpochMilli());
        json.writeEndObject();
    }

    /// What [#write] wrote; anything else is an [IllegalArgumentException] or Jackson's own.
    public static Manifest read(String text) {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
            String folder = null;
            List<SaveFile> files = new ArrayList<>();
            json.nextToken();
            for (String name = json.nextName(); name != null; name = json.nextName()) {
                JsonToken value = json.nextToken();
                if (name.equals("folder")) folder = json.getString();
                else if (name.equals("files") && value == JsonToken.START_ARRAY)
                    readFiles(json, files);
                else json.skipChildren();
            }
            return new Manifest(folder, files);
        }
    }

    private static void readFiles(JsonParser json, List<SaveFile> files) {
        while (json.nextToken() == JsonToken.START_OBJECT) files.add(readFile(json));
    }

    private static SaveFile readFile(JsonParser json) {
        String role = null;
        String called = null;
        String hash = null;
        long size = -1;
        long modified = 0;
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            json.nextToken();
            switch (name) {
                case "role" -> role = json.getString();
                case "name" -> called = json.getString();
                case "size" -> size = json.getLongValue();
                case "sha256" -> hash = json.getString();
                case "modified" -> modified = json.getLongValue();
                default -> json.skipChildren();
            }
        }
        return new SaveFile(
                role(need("role", role)),
                need("name", called),
                size,
                new ContentHash(need("sha256", hash)),
                Instant.ofEpochMilli(modified));
    }

    private static Role role(String value) {
        return value.equals(Role.MAIN.value()) ? Role.MAIN : new Role(value);
    }

    private static String need(String what, @Nullable String value) {
        if (value == null) throw new IllegalArgumentException("a file without " + what);
        return value;
    }
}
