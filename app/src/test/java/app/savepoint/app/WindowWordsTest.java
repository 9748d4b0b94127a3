package app.savepoint.app;

import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.app.library.SaveState;
import app.savepoint.app.library.StateFilter;
import app.savepoint.app.session.Moving;
import app.savepoint.core.backup.BackupReason;
import app.savepoint.core.save.Availability;
import app.savepoint.core.scan.RootHealth;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The window's own words.
class WindowWordsTest {
    private static final Pattern PLACE = Pattern.compile("\\{\\d}");

    @Test
    void whatever_can_be_shown_has_a_word() throws IOException {
        Stream<String> keys =
                Stream.of(
                                keys("state.", SaveState.values()),
                                keys("next.", SaveState.values()),
                                keys("filter.", StateFilter.values()),
                                keys("availability.", Availability.values()),
                                keys("moving.", Moving.Way.values()),
                                keys("start.", HomeException.Kind.values()),
                                keys("needs.root.", RootHealth.values()),
                                Arrays.stream(BackupReason.values())
                                        .map(reason -> "backup." + reason.word()))
                        .flatMap(stream -> stream);
        assertThat(load("window").stringPropertyNames()).containsAll(keys.toList());
    }

    @Test
    void languages_say_the_same_things_with_the_same_arguments() throws IOException {
        Properties base = load("window");
        Properties german = load("window_de");
        assertThat(new TreeSet<>(german.stringPropertyNames()))
                .isEqualTo(new TreeSet<>(base.stringPropertyNames()));
        for (String key : base.stringPropertyNames())
            assertThat(places(german.getProperty(key)))
                    .as(key)
                    .isEqualTo(places(base.getProperty(key)));
    }

    @Test
    void an_apostrophe_is_doubled_exactly_where_there_are_arguments() throws IOException {
        for (String bundle : new String[] {"window", "window_de"}) {
            Properties properties = load(bundle);
            for (String key : properties.stringPropertyNames()) {
                String text = properties.getProperty(key);
                if (PLACE.matcher(text).find())
                    assertThat(text.replace("''", "")).as(key).doesNotContain("'");
                else assertThat(text).as(key).doesNotContain("''");
            }
        }
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
