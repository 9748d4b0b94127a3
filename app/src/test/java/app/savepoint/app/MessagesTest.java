package app.savepoint.app;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Arrays;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MessagesTest {
    private static final Pattern PLACE = Pattern.compile("\\{\\d}");

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
                                Arrays.stream(Reason.values()).map(r -> "hint." + r.word()))
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
