package app.savepoint.core;

import app.savepoint.core.save.SaveId;
import app.savepoint.core.view.Selection;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Finds the saves that a person's words mean.
///
/// Words are first read as an exact id, then as a game, and only if neither exists as a glob. In a
/// glob only `*` and `?` are special: brackets and braces are common in the names of games.
final class SaveSelection {
    private SaveSelection() {}

    /// The saves among `known` that are meant, in their order; a [RequestException] if words mean
    /// none.
    static Set<SaveId> select(Selection selection, Collection<SaveId> known) {
        if (selection.isAll()) return new LinkedHashSet<>(known);
        Set<SaveId> selected = new LinkedHashSet<>();
        for (String words : selection.names()) selected.addAll(named(words, known));
        return selected;
    }

    private static List<SaveId> named(String words, Collection<SaveId> known) {
        List<SaveId> found = known.stream().filter(save -> save.toString().equals(words)).toList();
        if (found.isEmpty())
            found =
                    known.stream()
                            .filter(save -> (save.system() + '/' + save.game()).equals(words))
                            .toList();
        if (found.isEmpty()) {
            Pattern glob = glob(words);
            found =
                    known.stream()
                            .filter(save ->
                                    glob.matcher(save.toString()).matches()
                                            || glob.matcher(save.system() + '/' + save.game())
                                                    .matches())
                            .toList();
        }
        if (found.isEmpty()) throw new RequestException("save.unknown", words);
        return found;
    }

    private static Pattern glob(String words) {
        StringBuilder regex = new StringBuilder();
        words.codePoints()
                .forEach(c -> {
                    switch (c) {
                        case '*' -> regex.append(".*");
                        case '?' -> regex.append('.');
                        default -> regex.append(Pattern.quote(Character.toString(c)));
                    }
                });
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }
}
