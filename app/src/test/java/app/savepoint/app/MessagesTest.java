package app.savepoint.app;

import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.app.HomeException.Kind;
import app.savepoint.core.backup.BackupReason;
import app.savepoint.core.plan.Action;
import app.savepoint.core.plan.Attention;
import app.savepoint.core.plan.Rule;
import app.savepoint.core.plan.SavePlan.Guard;
import app.savepoint.core.save.Hold;
import app.savepoint.core.scan.RootHealth;
import app.savepoint.core.storage.StorageException.Reason;
import app.savepoint.core.view.Suggestion.Because;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MessagesTest {
    private static final Pattern PLACE = Pattern.compile("\\{\\d}");

    /// A request's code is its key where no other is given.
    private static final Pattern SAID =
            Pattern.compile(
                    "(?:Saying\\.of\\(|new RequestException\\((?!\\s*\"[^\"]*\",\\s*Saying))\\s*\"([a-z0-9.-]+)\"");

    private static final Pattern CHECKED =
            Pattern.compile("(?:good|bad)\\(\\s*[^,()]+,\\s*\"([a-zA-Z_.-]+)\"\\s*[,)]");

    private final Messages english = new Messages(Locale.ENGLISH);

    @Test
    void every_rule_hold_guard_and_attention_has_a_sentence() throws IOException {
        Stream<String> keys =
                Stream.of(
                                keys("rule.", Rule.values()),
                                keys("hold.", Hold.values()),
                                keys("guard.", Guard.values()),
                                keys("attention.", Attention.values()),
                                keys("action.", Action.values()),
                                keys("because.", Because.values()),
                                keys("health.", RootHealth.values()),
                                Arrays.stream(Reason.values()).map(r -> "hint." + r.word()),
                                Arrays.stream(BackupReason.values()).map(r -> "kept." + r.word()))
                        .flatMap(stream -> stream);
        assertThat(load("messages").stringPropertyNames()).containsAll(keys.toList());
    }

    @Test
    void languages_say_the_same_things_with_the_same_arguments() throws IOException {
        Properties base = load("messages");
        Properties german = load("messages_de");
        assertThat(new TreeSet<>(german.stringPropertyNames()))
                .isEqualTo(new TreeSet<>(base.stringPropertyNames()));
        for (String key : base.stringPropertyNames())
            assertThat(places(german.getProperty(key)))
                    .as(key)
                    .isEqualTo(places(base.getProperty(key)));
    }

    @Test
    void an_apostrophe_is_doubled_exactly_where_there_are_arguments() throws IOException {
        for (String bundle : new String[] {"messages", "messages_de"}) {
            Properties properties = load(bundle);
            for (String key : properties.stringPropertyNames()) {
                String text = properties.getProperty(key);
                String withoutPairs = text.replace("''", "");
                if (PLACE.matcher(text).find())
                    assertThat(withoutPairs).as(key).doesNotContain("'");
                else assertThat(text).as(key).doesNotContain("''");
            }
        }
    }

    @Test
    void a_reason_of_the_engine_becomes_a_sentence_where_it_is_known() {
        assertThat(english.phrase("UNREADABLE")).isEqualTo("It could not be read.");
        assertThat(english.phrase("UNREADABLE: a.srm: permission denied"))
                .isEqualTo("It could not be read. (a.srm: permission denied)");
        assertThat(english.phrase("EMULATOR_RUNS"))
                .isEqualTo("The emulator that owns it is running.");
        assertThat(english.phrase("guard.ARRIVING"))
                .isEqualTo("Something about it is still arriving in the storage.");
        assertThat(english.phrase("rule.GONE: a, b"))
                .isEqualTo("It is neither here nor in the storage any more. (a, b)");
        assertThat(english.phrase("CHANGED_HERE")).isEqualTo("Only this device has moved on.");
        assertThat(english.phrase("Something else: happened."))
                .isEqualTo("Something else: happened.");
    }

    /// Looked up in the source, since what is refused is made where it is found.
    @Test
    void everything_that_is_refused_or_found_has_a_sentence() throws IOException {
        Set<String> keys = new TreeSet<>();
        for (Kind kind : Kind.values()) keys.add(kind.code());
        for (String root : new String[] {"root.own-home", "root.storage", "root.overlaps"})
            for (String how : new String[] {"", ".inside", ".around"}) keys.add(root + how);
        for (Path folder :
                List.of(
                        Path.of("src/main/java"),
                        Path.of("../core/src/main/java"),
                        Path.of("../storage-s3/src/main/java")))
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(one -> one.toString().endsWith(".java")).toList())
                    keys.addAll(said(Files.readString(file)));
            }
        assertThat(keys)
                .contains("save.unknown", "undo.gone.here", "check.home.full", "s3.no-bucket");
        assertThat(load("messages").stringPropertyNames())
                .containsAll(keys.stream().map("error."::concat).toList());
    }

    /// The keys that a source file names outright.
    private static Set<String> said(String source) {
        Set<String> keys = new TreeSet<>();
        SAID.matcher(source)
                .results()
                .map(found -> found.group(1))
                .filter(key -> !key.endsWith("."))
                .forEach(keys::add);
        if (source.contains("class CheckUp {"))
            CHECKED.matcher(source).results().forEach(found -> keys.add("check." + found.group(1)));
        return keys;
    }

    private static Stream<String> keys(String prefix, Enum<?>[] values) {
        return Arrays.stream(values).map(value -> prefix + value.name());
    }

    private static Set<String> places(String text) {
        var places = new TreeSet<String>();
        PLACE.matcher(text).results().forEach(found -> places.add(found.group()));
        return places;
    }

    private static Properties load(String bundle) throws IOException {
        var properties = new Properties();
        try (var stream = Messages.class.getResourceAsStream(bundle + ".properties")) {
            properties.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
        }
        return properties;
    }
}
