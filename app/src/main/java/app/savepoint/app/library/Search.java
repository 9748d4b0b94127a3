package app.savepoint.app.library;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What the person typed to find saves: each word must stand somewhere in what a save is called.
/// Capitals and accents make no difference, so "pokemon" finds "Pokémon".
record Search(List<String> words) {
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern MARKS = Pattern.compile("\\p{Mn}+");

    static Search of(String typed) {
        return new Search(
                SPACE.splitAsStream(fold(typed)).filter(word -> !word.isEmpty()).toList());
    }

    boolean finds(SaveItem item) {
        if (words.isEmpty()) return true;
        String text =
                fold(
                        Stream.of(
                                        item.game(),
                                        item.variant(),
                                        item.id().system(),
                                        item.systemName(),
                                        item.stateWord())
                                .reduce("", (a, b) -> a + '\n' + b));
        return words.stream().allMatch(text::contains);
    }

    private static String fold(String text) {
        String apart = Normalizer.normalize(text, Normalizer.Form.NFKD);
        return MARKS.matcher(apart).replaceAll("").toLowerCase(Locale.ROOT);
    }
}
