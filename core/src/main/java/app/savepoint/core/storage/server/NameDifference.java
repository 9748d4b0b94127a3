package app.savepoint.core.storage.server;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// In what the names of two games that are called alike differ.
///
/// @param here the one name, in parts; put together they are it
/// @param there the other one
public record NameDifference(List<Part> here, List<Part> there) {
    private static final Pattern WORD = Pattern.compile("\\s+|\\S+");

    public NameDifference {
        here = List.copyOf(here);
        there = List.copyOf(there);
    }

    /// A part of a name.
    ///
    /// @param text what it says
    /// @param differs in what the other name has something else there; null if it has the same
    public record Part(String text, @Nullable Differing differs) {}

    /// Compares two names.
    public static NameDifference of(String here, String there) {
        NameTags one = NameTags.of(here);
        NameTags other = NameTags.of(there);
        List<Part> left = bare(one, other);
        List<Part> right = bare(other, one);
        tags(one, other, left);
        tags(other, one, right);
        boolean same =
                Stream.concat(left.stream(), right.stream())
                        .allMatch(part -> part.differs() == null);
        if (same && !here.equals(there))
            // Only the order of tags, or blanks between them
            return new NameDifference(
                    List.of(new Part(here, Differing.CASE)),
                    List.of(new Part(there, Differing.CASE)));
        return new NameDifference(left, right);
    }

    /// Word by word where there are as many of them.
    private static List<Part> bare(NameTags one, NameTags other) {
        List<String> mine = words(one.bare());
        List<String> theirs = words(other.bare());
        // Where a tag follows, a blank does
        boolean blanksApart = one.bare().strip().equals(other.bare().strip());
        List<Part> parts = new ArrayList<>();
        for (int at = 0; at < mine.size(); at++) {
            boolean same =
                    blanksApart
                            || (mine.size() == theirs.size() && mine.get(at).equals(theirs.get(at)))
                            || mine.get(at).isBlank();
            parts.add(new Part(mine.get(at), same ? null : Differing.CASE));
        }
        return parts;
    }

    private static List<String> words(String bare) {
        List<String> words = new ArrayList<>();
        for (Matcher word = WORD.matcher(bare); word.find(); ) words.add(word.group());
        if (words.size() > 1 && words.getLast().isBlank()) {
            String blank = words.removeLast();
            words.set(words.size() - 1, words.getLast() + blank);
        }
        return words;
    }

    private static void tags(NameTags one, NameTags other, List<Part> parts) {
        List<NameTags.Tag> left = new ArrayList<>(other.tags());
        for (NameTags.Tag tag : one.tags()) {
            NameTags.@Nullable Tag match = null;
            for (NameTags.Tag candidate : left)
                if (candidate.meaning().equals(tag.meaning())) {
                    match = candidate;
                    break;
                }
            left.remove(match);
            if (match == null) parts.add(new Part(tag.text(), tag.kind()));
            else {
                boolean same = match.text().strip().equals(tag.text().strip());
                parts.add(new Part(tag.text(), same ? null : Differing.CASE));
            }
        }
    }

    /// In what they differ; nothing if they are the very same.
    public Set<Differing> kinds() {
        EnumSet<Differing> kinds = EnumSet.noneOf(Differing.class);
        Stream.concat(here.stream(), there.stream())
                .map(Part::differs)
                .filter(Objects::nonNull)
                .forEach(kinds::add);
        return kinds;
    }

    /// What stands in the one name and not in the other.
    public List<String> onlyHere() {
        return differing(here);
    }

    /// What stands in the other name and not in the one.
    public List<String> onlyThere() {
        return differing(there);
    }

    private static List<String> differing(List<Part> parts) {
        return parts.stream()
                .filter(part -> part.differs() != null)
                .map(part -> part.text().strip())
                .toList();
    }
}
