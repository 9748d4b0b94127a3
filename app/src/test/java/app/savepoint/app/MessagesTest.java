package app.savepoint.app;

import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.app.HomeException.Kind;
import app.savepoint.core.backup.BackupReason;
import app.savepoint.core.plan.Action;
import app.savepoint.core.plan.Attention;
import app.savepoint.core.plan.Rule;
import app.savepoint.core.plan.SavePlan.Guard;
import app.savepoint.core.save.Hold;
import app.savepoint.core.save.Saying;
import app.savepoint.core.scan.RootHealth;
import app.savepoint.core.storage.StorageException.Reason;
import app.savepoint.core.view.Suggestion.Because;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MessagesTest {
    private static final Pattern PLACE = Pattern.compile("\\{\\d}");

    /// A sentence is named where something is refused, found or thrown; of two that may be meant,
    /// both. A request's code is its key where no other is given.
    private static final Pattern SAID =
            Pattern.compile(
                    "(?:Saying\\.of\\(|new (?:Unfit|Why)\\("
                            + "|new RequestException\\((?!\\s*\"[^\"]*\",\\s*Saying))"
                            + "(?:[^\"(),]*\\?)?\\s*\"([a-z0-9.-]+)\"(?:\\s*:\\s*\"([a-z0-9.-]+)\")?");

    /// An error of a storage or of the journal that is told in English alone.
    private static final Pattern UNSAID =
            Pattern.compile(
                    "new (?:StorageException\\.)?(?:Unavailable|ChangedMeanwhile|NeedsPerson|JournalException)"
                            + "\\(\\s*(?:(?:\\w+\\.)*Reason\\.\\w+,\\s*)?\"");

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
        for (String source : sources()) keys.addAll(said(source));
        assertThat(keys)
                .contains("save.unknown", "undo.gone.here", "check.home.full", "journal.full")
                .contains("storage.folder.full", "storage.rolled-back.one", "landing.taken")
                .contains("device.renewed.shared", "watch.no-events", "usage.value.choice")
                .contains("s3.no-bucket");
        assertThat(load("messages").stringPropertyNames())
                .containsAll(keys.stream().map("error."::concat).toList());
    }

    @Test
    void an_error_of_a_storage_or_the_journal_is_never_told_in_english_alone() throws IOException {
        assertThat(UNSAID.matcher("new NeedsPerson(Reason.FULL, \"x\", e)").find()).isTrue();
        assertThat(UNSAID.matcher("new StorageException.Unavailable(\n \"x\"").find()).isTrue();
        for (String source : sources())
            assertThat(UNSAID.matcher(source).results().map(MatchResult::group)).isEmpty();
    }

    /// What waits for a person names the next step.
    @Test
    void what_a_person_has_to_mend_in_the_storage_or_at_home_says_how() throws IOException {
        Properties sentences = load("messages");
        for (String key :
                List.of(
                        "storage.folder.denied",
                        "storage.folder.read-only",
                        "storage.folder.full",
                        "storage.newer",
                        "storage.encrypted",
                        "storage.marker.damaged",
                        "storage.content.damaged",
                        "journal.damaged",
                        "journal.full",
                        "journal.read-only",
                        "journal.newer",
                        "journal.busy",
                        "journal.unreachable"))
            assertThat(sentences).containsKeys("error." + key, "next." + key);
    }

    @Test
    void a_saying_may_hold_another_and_an_unknown_one_is_told_in_english() {
        Messages german = new Messages(Locale.GERMAN);
        Saying inner = Saying.of("landing.no-folder", "gba");
        assertThat(german.error(Saying.of("restore.nowhere", inner)))
                .isEqualTo(
                        "Hier ist kein Platz dafür: Kein Ordner auf diesem Gerät nimmt gba auf.");
        assertThat(german.error(Saying.of("of.a.later.version", 1).inEnglish("Something new.")))
                .isEqualTo("Something new.");
        assertThat(german.phrase(Saying.words("EMULATOR_RUNS")))
                .isEqualTo("Der Emulator, dem er gehört, läuft.");
        assertThat(german.phrase(inner)).isEqualTo(german.error(inner));
    }

    /// Every source file of the engine and of this program.
    private static List<String> sources() throws IOException {
        List<String> sources = new ArrayList<>();
        for (Path folder :
                List.of(
                        Path.of("src/main/java"),
                        Path.of("../core/src/main/java"),
                        Path.of("../storage-s3/src/main/java")))
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(one -> one.toString().endsWith(".java")).toList())
                    sources.add(Files.readString(file));
            }
        return sources;
    }

    /// The keys that a source file names outright.
    private static Set<String> said(String source) {
        Set<String> keys = new TreeSet<>();
        SAID.matcher(source)
                .results()
                .flatMap(found -> Stream.of(found.group(1), Objects.toString(found.group(2), "")))
                .filter(key -> !key.isEmpty() && !key.endsWith("."))
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
