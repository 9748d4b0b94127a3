package app.savepoint.app.handover;

import app.savepoint.app.cli.Caller;
import app.savepoint.app.cli.Terminal;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A command with all that doing it needs to know of the process it was typed into.
///
/// Of its environment only what shapes the output goes along: secrets stay where they are, since
/// the holder has its own.
///
/// @param arguments what was typed
/// @param directory the folder that relative paths start from
/// @param locale the person's language, as a BCP 47 tag
/// @param zone their time zone
/// @param charset how text for people is encoded
/// @param environment the variables that shape the output
/// @param inInteractive whether a person can answer
/// @param outInteractive whether a person looks at the output
/// @param errInteractive whether a person looks at the errors
/// @param width columns of the screen
record Request(
        List<String> arguments,
        String directory,
        String locale,
        String zone,
        String charset,
        Map<String, String> environment,
        boolean inInteractive,
        boolean outInteractive,
        boolean errInteractive,
        int width) {
    /// Raised whenever what is said over the socket changes its meaning.
    private static final int VERSION = 2;

    private static final List<String> PASSED_ON = List.of("NO_COLOR");
    private static final JsonMapper JSON = JsonMapper.shared();

    Request {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }

    static Request of(List<String> arguments, Terminal terminal, Caller caller) {
        Map<String, String> environment = new TreeMap<>(caller.environment());
        environment.keySet().retainAll(PASSED_ON);
        return new Request(
                arguments,
                caller.directory().toString(),
                caller.locale().toLanguageTag(),
                caller.zone().getId(),
                terminal.charset().name(),
                environment,
                terminal.inInteractive(),
                terminal.outInteractive(),
                terminal.errInteractive(),
                terminal.width());
    }

    byte[] write() {
        ObjectNode json = JSON.createObjectNode();
        json.put("version", VERSION);
        ArrayNode words = json.putArray("arguments");
        arguments.forEach(words::add);
        json.put("directory", directory);
        json.put("locale", locale);
        json.put("zone", zone);
        json.put("charset", charset);
        ObjectNode variables = json.putObject("environment");
        environment.forEach(variables::put);
        json.put("inInteractive", inInteractive);
        json.put("outInteractive", outInteractive);
        json.put("errInteractive", errInteractive);
        json.put("width", width);
        return JSON.writeValueAsBytes(json);
    }

    /// Reads what [#write] wrote; an [IOException] if another version did.
    static Request read(byte[] bytes) throws IOException {
        try {
            JsonNode json = JSON.readTree(bytes);
            if (json.path("version").asInt() != VERSION)
                throw new IOException("another version of Savepoint asks");
            List<String> arguments = new ArrayList<>();
            json.get("arguments").forEach(word -> arguments.add(word.stringValue()));
            Map<String, String> environment = new TreeMap<>();
            json.get("environment")
                    .properties()
                    .forEach(e -> environment.put(e.getKey(), e.getValue().stringValue()));
            return new Request(
                    arguments,
                    json.get("directory").stringValue(),
                    json.get("locale").stringValue(),
                    json.get("zone").stringValue(),
                    json.get("charset").stringValue(),
                    environment,
                    json.get("inInteractive").booleanValue(),
                    json.get("outInteractive").booleanValue(),
                    json.get("errInteractive").booleanValue(),
                    json.get("width").intValue());
        } catch (JacksonException e) {
            throw new IOException("what was asked can not be read", e);
        }
    }

    /// The terminal that the person sits at, at the far end.
    Terminal terminal(OutputStream out, OutputStream err) {
        return new Terminal(
                Wire.noInput(),
                out,
                err,
                Charset.forName(charset),
                inInteractive,
                outInteractive,
                errInteractive,
                width);
    }

    /// Who asks.
    ///
    /// @param home the home this is about
    Caller caller(Path home, BooleanSupplier cancelled) {
        ZoneId where;
        try {
            where = ZoneId.of(zone);
        } catch (DateTimeException e) {
            where = ZoneId.systemDefault(); // a zone that only the caller's Java knows
        }
        return new Caller(
                environment,
                Path.of(directory),
                home,
                Locale.forLanguageTag(locale),
                where,
                InstantSource.system(),
                cancelled);
    }
}
