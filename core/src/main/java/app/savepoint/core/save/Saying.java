package app.savepoint.core.save;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Something to be told to a person, in no language yet: whoever shows it has the sentence.
///
/// @param key names the sentence, such as `save.unknown`
/// @param arguments what is put into it; one may be a saying itself, as [#written]
/// @param english the same in English, for the log and for whoever has no sentence for the key;
///   empty where key and arguments tell enough
public record Saying(String key, List<String> arguments, String english) {
    /// Under this key the only argument is the sentence.
    public static final String WORDS = "words";

    /// Stands between the parts of what is written; no keyboard has it.
    private static final String BETWEEN = "\u001f";

    private static final String ESCAPE = "\u001e";
    private static final String ESCAPED_ESCAPE = ESCAPE + "0";
    private static final String ESCAPED_BETWEEN = ESCAPE + "1";

    public Saying {
        arguments = List.copyOf(arguments);
    }

    /// With arguments of any kind.
    ///
    /// @param arguments put into the sentence as they are written; numbers too, since nearly all of
    ///   them are names of something
    public static Saying of(String key, @Nullable Object... arguments) {
        return new Saying(
                key,
                Arrays.stream(arguments)
                        .map(argument ->
                                argument instanceof Saying saying
                                        ? saying.written()
                                        : String.valueOf(argument))
                        .toList(),
                "");
    }

    /// Words that were chosen elsewhere, by the system or a library, or that are no sentence.
    public static Saying words(@Nullable String words) {
        return new Saying(WORDS, List.of(String.valueOf(words)), String.valueOf(words));
    }

    /// The same with its English words.
    public Saying inEnglish(String sentence) {
        return new Saying(key, arguments, sentence);
    }

    /// As a text that is kept, from which [#read] makes it again. Words alone stay as they are.
    public String written() {
        if (key.equals(WORDS) && !english.contains(BETWEEN)) return english;
        List<String> parts = new ArrayList<>(List.of(english, key));
        parts.addAll(arguments);
        return parts.stream().map(Saying::escaped).collect(Collectors.joining(BETWEEN));
    }

    /// What was written; a text that was kept otherwise is words.
    public static Saying read(String written) {
        if (!written.contains(BETWEEN)) return words(written);
        List<String> parts =
                Arrays.stream(written.split(BETWEEN, -1)).map(Saying::unescaped).toList();
        return new Saying(parts.get(1), parts.subList(2, parts.size()), parts.getFirst());
    }

    private static String escaped(String part) {
        return part.replace(ESCAPE, ESCAPED_ESCAPE).replace(BETWEEN, ESCAPED_BETWEEN);
    }

    private static String unescaped(String part) {
        return part.replace(ESCAPED_BETWEEN, BETWEEN).replace(ESCAPED_ESCAPE, ESCAPE);
    }

    /// For the log.
    @Override
    public String toString() {
        if (key.equals(WORDS) || !english.isEmpty()) return english;
        return arguments.isEmpty()
                ? key
                : key + " " + arguments.stream().map(one -> read(one).toString()).toList();
    }
}
