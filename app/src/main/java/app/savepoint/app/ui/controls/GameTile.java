package app.savepoint.app.ui.controls;

import java.text.BreakIterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;

/// Stands for a game until there is a picture of it: its initials on the colour of its system.
public final class GameTile extends StackPane {
    private static final Pattern BETWEEN_WORDS =
            Pattern.compile("[^\\p{L}\\p{N}\\p{M}\\p{So}\\p{Cs}\u200d\ufe0f]+");
    private static final Set<String> SMALL_WORDS =
            Set.of(
                    "the", "a", "an", "of", "and", "to", "der", "die", "das", "und", "von", "le",
                    "la");

    private final Label letters = new Label();

    public GameTile(double size) {
        getStyleClass().add("game-tile");
        setMinSize(size, size);
        setPrefSize(size, size);
        setMaxSize(size, size);
        letters.getStyleClass().add("game-letters");
        letters.setStyle("-fx-font-size: " + Math.round(size * 0.36) + "px;");
        letters.setMinWidth(0);
        getChildren().add(letters);
    }

    public void show(String game, String system) {
        letters.setText(initials(game));
        setStyle("-fx-background-color: " + SystemColors.tile(system) + ";");
    }

    /// The first letters of the first two words that say something.
    static String initials(String game) {
        List<String> words =
                BETWEEN_WORDS.splitAsStream(game).filter(word -> !word.isEmpty()).toList();
        List<String> telling =
                words.stream()
                        .filter(word -> !SMALL_WORDS.contains(word.toLowerCase(Locale.ROOT)))
                        .toList();
        List<String> taken = telling.isEmpty() ? words : telling;
        if (taken.isEmpty()) return "•";
        String first = firstCharacter(taken.getFirst());
        // A word of another script fills a tile with one character.
        if (taken.size() == 1
                || !Character.isAlphabetic(first.codePointAt(0))
                || isIdeograph(first)) return first.toUpperCase(Locale.ROOT);
        return (first + firstCharacter(taken.get(1))).toUpperCase(Locale.ROOT);
    }

    private static boolean isIdeograph(String character) {
        return switch (Character.UnicodeScript.of(character.codePointAt(0))) {
            case HAN, HIRAGANA, KATAKANA, HANGUL -> true;
            default -> false;
        };
    }

    /// What a person takes for one character; an emoji may be several code points.
    private static String firstCharacter(String word) {
        BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(word);
        int end = characters.next();
        return end == BreakIterator.DONE ? word : word.substring(0, end);
    }
}
