package app.savepoint.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// What `--help` says, in each language.
class HelpTest {
    private static final List<String> NESTED = List.of("roots", "backups", "devices", "policy");

    @Test
    void german_help_repeats_no_english_sentence() {
        for (List<String> command : commands()) {
            Set<String> english = sentences(command, Locale.ENGLISH);
            Set<String> german = sentences(command, Locale.GERMAN);
            assertThat(english).as("%s", command).isNotEmpty();
            assertThat(german).as("%s", command).doesNotContainAnyElementsOf(english);
        }
    }

    @Test
    void german_help_is_german() {
        assertThat(help(List.of("roots", "add"), Locale.GERMAN))
                .contains(
                        "Aufruf: savepoint roots add",
                        "Einen Ordner mit Spielständen beobachten.",
                        "Unterordner benennen Systeme",
                        "Wie lange auf einen anderen Befehl gewartet wird.");
    }

    /// The words of the help, three in a row: what two languages can not have in common by chance.
    private static Set<String> sentences(List<String> command, Locale locale) {
        Set<String> parts = new TreeSet<>();
        for (String line : help(command, locale).lines().toList()) {
            if (line.contains("savepoint ")
                    || line.contains("gba/")
                    || line.contains("windows")
                    || line.contains("newest")) continue;
            String[] words = line.strip().split("\\s+", -1);
            for (int i = 0; i + 2 < words.length; i++) {
                String three = String.join(" ", words[i], words[i + 1], words[i + 2]);
                if (three.matches("[A-Za-z ,.;:]+") && three.matches(".*[a-z]{3}.*"))
                    parts.add(three);
            }
        }
        return parts;
    }

    private static String help(List<String> command, Locale locale) {
        List<String> words = new ArrayList<>(command);
        words.add("--help");
        var result = new TestTerminal().speaking(locale).type(words.toArray(String[]::new));
        assertThat(result.status()).isZero();
        return result.out();
    }

    /// The commands that the help itself lists, and what is below them.
    private static List<List<String>> commands() {
        List<List<String>> all = new ArrayList<>(List.of(List.<String>of()));
        for (String name : listed(List.of())) {
            all.add(List.of(name));
            if (NESTED.contains(name))
                for (String below : listed(List.of(name))) all.add(List.of(name, below));
        }
        assertThat(all).hasSizeGreaterThan(30);
        return all;
    }

    private static List<String> listed(List<String> command) {
        String help = help(command, Locale.ENGLISH);
        return help.substring(help.indexOf("Commands:"))
                .lines()
                .filter(line -> line.matches(" {2}[a-z-]+ .*"))
                .map(line -> line.strip().split(" ", 2)[0])
                .toList();
    }
}
