package app.savepoint.app.games;

import app.savepoint.core.storage.server.Differing;
import app.savepoint.core.storage.server.MatchedGame;
import app.savepoint.core.storage.server.MatchedGame.How;
import app.savepoint.core.storage.server.NameTags;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// The games of this device in the groups in which they are shown.
///
/// @param open of which a person has to say which they are
/// @param slots of which a person has to say in which of the server's slots they are played
/// @param absent the server does not have, or a person said so
/// @param matched that are known
/// @param alike by the one thing in which they differ, the proposals that can be accepted together;
///   whatever the search
record Games(
        List<MatchedGame> open,
        List<MatchedGame> slots,
        List<MatchedGame> absent,
        List<MatchedGame> matched,
        Map<Differing, List<MatchedGame>> alike) {
    /// What may be accepted without a look at each: not a disc, a hack, or what nobody knows.
    private static final Set<Differing> HARMLESS =
            EnumSet.of(Differing.CASE, Differing.REGION, Differing.REVISION);

    static final Games NONE = new Games(List.of(), List.of(), List.of(), List.of(), Map.of());

    /// @param search words that must stand in the name of a game, here or there
    static Games of(List<MatchedGame> all, String search) {
        List<String> words =
                List.of(NameTags.fold(search).split(" ", -1)).stream()
                        .filter(word -> !word.isEmpty())
                        .toList();
        Map<Differing, List<MatchedGame>> alike = new LinkedHashMap<>();
        for (Differing kind : HARMLESS) {
            List<MatchedGame> some = MatchedGame.alike(all, EnumSet.of(kind));
            if (!some.isEmpty()) alike.put(kind, some);
        }
        List<MatchedGame> found = all.stream().filter(one -> finds(words, one)).toList();
        return new Games(
                only(found, one -> one.how() == How.OPEN),
                only(found, one -> one.slots().isOpen()),
                only(found, one -> one.how() == How.NONE || one.how() == How.LEFT_OUT),
                only(found, Games::isMatched),
                alike);
    }

    private static boolean isMatched(MatchedGame one) {
        return one.game() != null && one.how() != How.LEFT_OUT && !one.slots().isOpen();
    }

    private static List<MatchedGame> only(List<MatchedGame> all, Predicate<MatchedGame> which) {
        return all.stream().filter(which).toList();
    }

    private static boolean finds(List<String> words, MatchedGame one) {
        StringBuilder names = new StringBuilder(one.key().toString());
        if (one.game() != null) names.append('\n').append(one.game().fileName());
        one.candidates().forEach(other -> names.append('\n').append(other.game().fileName()));
        String text = NameTags.fold(names.toString());
        return words.stream().allMatch(text::contains);
    }

    boolean isEmpty() {
        return open.isEmpty() && slots.isEmpty() && absent.isEmpty() && matched.isEmpty();
    }
}
