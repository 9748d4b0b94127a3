package app.savepoint.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// The JSON documents as `docs/cli.md` describes them, to hold answers against.
///
/// A form there is written like its document, with names whose value needs no explanation standing
/// alone: `{"id", "files": [{"name", "size"}], "local": V}`. `V` is described once; other words
/// stand for anything.
final class DocumentedJson {
    private static final Pattern TOKEN =
            Pattern.compile("[{}\\[\\]:,]|\"[^\"]*\"|[^{}\\[\\]:,\"\\s]+");

    private static final Pattern AS_SYNC =
            Pattern.compile("nswers as `sync`((?:, with `\\w+` and `\\w+`)?)");
    private static final Pattern BESIDES = Pattern.compile("besides `(\"\\w+\": [^`]+)`");
    private static final Pattern NAME = Pattern.compile("`(\\w+)`");

    private final String page;
    private final Form content;

    /// What a document has to be like.
    private sealed interface Form {
        /// Anything.
        record Open() implements Form {}

        /// One content: null where there is none.
        record Content() implements Form {}

        /// An object with these names and no others.
        record Names(Map<String, Form> names) implements Form {}

        /// A list.
        record Many(Form each) implements Form {}
    }

    /// Reads the page that goes with this build.
    DocumentedJson() throws IOException {
        page = Files.readString(Path.of("docs", "cli.md"));
        content = form(page.substring(page.indexOf("V is one content:")));
    }

    /// Asserts that a document is what a command of that name answers, to the last name.
    void check(String command, JsonNode document) {
        String first = document.propertyNames().iterator().next();
        Map<String, Form> names =
                new LinkedHashMap<>(((Form.Names) described(command, "{\"" + first)).names());
        besides(section(command))
                .forEach((name, form) -> {
                    if (document.has(name)) names.put(name, form);
                });
        check(command, new Form.Names(names), document);
        if (!command.equals("conflicts")) return;
        for (JsonNode row : document.get("conflicts")) checkConflict(row);
    }

    /// What a document may have besides.
    private static Map<String, Form> besides(String section) {
        Map<String, Form> names = new LinkedHashMap<>();
        BESIDES.matcher(section)
                .results()
                .forEach(found ->
                        names.putAll(((Form.Names) form('{' + found.group(1) + '}')).names()));
        return names;
    }

    /// The form in the command's own words; else that of `sync`, with what it says stands besides.
    private Form described(String command, String like) {
        String section = section(command);
        Matcher asSync = AS_SYNC.matcher(section);
        if (section.contains(like) || !asSync.find()) return form(section, like);
        Map<String, Form> names =
                new LinkedHashMap<>(((Form.Names) form(section("sync"), like)).names());
        NAME.matcher(asSync.group(1))
                .results()
                .forEach(name -> names.put(name.group(1), new Form.Open()));
        return new Form.Names(names);
    }

    /// Such a row is one of `status` and has two names besides.
    private void checkConflict(JsonNode row) {
        var status = (Form.Names) form(section("status"));
        var rows = (Form.Many) status.names().get("saves");
        Map<String, Form> names = new LinkedHashMap<>(((Form.Names) rows.each()).names());
        names.put("firstMeeting", new Form.Open());
        names.put("suggestion", new Form.Open());
        check("conflicts", new Form.Names(names), row);
    }

    private void check(String at, Form form, JsonNode node) {
        switch (form) {
            case Form.Open() -> {}
            case Form.Content() -> {
                if (!node.isNull()) check(at, content, node);
            }
            case Form.Names(var names) -> {
                assertThat(node.propertyNames())
                        .as("%s: %s", at, node)
                        .containsExactlyInAnyOrderElementsOf(names.keySet());
                names.forEach((name, inside) -> {
                    JsonNode value = node.get(name);
                    boolean mayBeNull = page.contains("`" + name + "` is null");
                    if (!value.isNull() || !mayBeNull) check(at + "." + name, inside, value);
                });
            }
            case Form.Many(var each) -> {
                assertThat(node.isArray()).as("%s: %s", at, node).isTrue();
                for (JsonNode one : node) check(at + "[]", each, one);
            }
        }
    }

    private String section(String command) {
        return sections(command)
                .findFirst()
                .orElseThrow(() -> new AssertionError("not described: " + command));
    }

    /// Whether there is a command of that name.
    boolean describes(String command) {
        return sections(command).findFirst().isPresent();
    }

    /// One that has it in its heading, alone or beside others.
    private Stream<String> sections(String command) {
        Pattern named = Pattern.compile("`" + Pattern.quote(command) + "[` ]");
        return Stream.of(page.split("\n### "))
                .skip(1)
                .filter(section -> named.matcher(section.lines().findFirst().orElse("")).find());
    }

    /// The first form in a text.
    private static Form form(String text) {
        return form(text, "{\"");
    }

    /// The first form in a text that begins like that; where there is none, the first.
    private static Form form(String text, String like) {
        String begin = text.substring(Math.max(text.indexOf(like), text.indexOf("{\"")));
        return new Reader(TOKEN.matcher(begin).results().iterator()).value();
    }

    private static final class Reader {
        private final Iterator<MatchResult> tokens;
        private String token;

        Reader(Iterator<MatchResult> tokens) {
            this.tokens = tokens;
            this.token = tokens.next().group();
        }

        Form value() {
            if (passed("{")) return names();
            if (passed("[")) return many();
            Form form = token.startsWith("V") ? new Form.Content() : new Form.Open();
            while (!List.of(",", "}", "]").contains(token)) next(); // words such as `save id`
            return form;
        }

        private Form names() {
            Map<String, Form> names = new LinkedHashMap<>();
            while (!passed("}")) {
                String name = token.substring(1, token.length() - 1);
                next();
                names.put(name, passed(":") ? value() : new Form.Open());
                boolean _ = passed(",");
            }
            return new Form.Names(names);
        }

        private Form many() {
            Form each = new Form.Open();
            while (!passed("]")) {
                if (token.equals("…")) next();
                else each = value();
            }
            return new Form.Many(each);
        }

        private boolean passed(String wanted) {
            if (!token.equals(wanted)) return false;
            next();
            return true;
        }

        private void next() {
            token = tokens.hasNext() ? tokens.next().group() : "";
        }
    }
}
