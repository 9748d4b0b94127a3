package app.savepoint.core.storage.server;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A game's name, taken apart: what it is called, and the tags in parentheses and brackets at its
/// end, by which collectors tell one edition from another.
///
/// @param bare what stands before the tags, the blank between them included; the whole name if
///   there is nothing else
/// @param tags those at the end, in their order
public record NameTags(String bare, List<Tag> tags) {
    private static final Pattern LAST = Pattern.compile("(\\([^()]*\\)|\\[[^\\[\\]]*])\\s*$");
    private static final Pattern ACCENTS = Pattern.compile("[\\u0300-\\u036f]+");
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    public NameTags {
        tags = List.copyOf(tags);
    }

    /// One tag.
    ///
    /// @param text with its parentheses or brackets, and the blanks that follow it
    /// @param kind what it says something about; never [Differing#CASE]
    public record Tag(String text, Differing kind) {
        /// The same for two tags that say the same.
        String meaning() {
            String folded = fold(text);
            if (kind != Differing.REGION) return folded;
            // (USA, Europe) is (Europe, USA)
            return Arrays.stream(folded.substring(1, folded.length() - 1).split(","))
                    .map(String::strip)
                    .sorted()
                    .collect(Collectors.joining(","));
        }
    }

    /// Takes a name apart; put together again, the parts are the name.
    public static NameTags of(String name) {
        List<Tag> tags = new ArrayList<>();
        String rest = name;
        for (Matcher last = LAST.matcher(rest); last.find(); last = LAST.matcher(rest)) {
            // A name that is nothing but tags is called that
            if (rest.substring(0, last.start()).isBlank()) break;
            tags.addFirst(new Tag(rest.substring(last.start()), TagWords.kind(last.group(1))));
            rest = rest.substring(0, last.start());
        }
        return new NameTags(rest, tags);
    }

    /// The same for names of the same words: without capitals, accents, widths of letters and sorts
    /// of quotes and dashes. A voiced kana stays another than one that is not.
    public static String fold(String name) {
        String plain =
                Normalizer.normalize(name, Form.NFKC)
                        .replace('’', '\'')
                        .replace('‘', '\'')
                        .replace('ʼ', '\'')
                        .replace('–', '-')
                        .replace('—', '-');
        String apart = ACCENTS.matcher(Normalizer.normalize(plain, Form.NFD)).replaceAll("");
        // Upper case first, so that ß meets ss and ς meets σ
        String small = apart.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return BLANKS.matcher(Normalizer.normalize(small, Form.NFC)).replaceAll(" ").strip();
    }

    /// The same for names that may be of one game, whatever their tags say.
    public static String likeness(String name) {
        return fold(of(name).bare());
    }
}
