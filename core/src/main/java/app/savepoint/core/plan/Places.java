package app.savepoint.core.plan;

import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.RevisionId;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The places of a save on this device, and which of them speaks for all: the one with the content
/// that is new; the others follow.
final class Places {
    private final Situation situation;
    private final List<AtPlace> all;
    private final Set<ContentId> news;

    Places(Situation situation) {
        this.situation = situation;
        this.all = situation.places();
        this.news = all.size() == 1 ? Set.of() : news();
    }

    /// Whether two places hold different new contents.
    boolean differ() {
        return news.size() > 1;
    }

    /// Whether what lies there is one of several new contents.
    boolean isNews(AtPlace at) {
        return at.isNew() && news.contains(at.content().orElseThrow().id());
    }

    /// The place that speaks for this device: the one a person's choice was made on, else one whose
    /// content is new, else one whose content does not simply follow the storage, else one that has
    /// a content at all. Where one of them is in conflict, it speaks first.
    AtPlace lead() {
        if (all.size() == 1) return all.getFirst();
        return first(this::isChosen)
                .or(() -> first(at -> isNews(at) && action(at) != Action.PUSH))
                .or(() -> first(this::isNews))
                .or(() -> first(this::claims))
                .or(() -> first(at -> at.content().isPresent()))
                .or(() -> first(at -> at.local() instanceof Local.Held))
                .orElseGet(this::lastToHaveIt);
    }

    private Optional<AtPlace> first(Predicate<AtPlace> which) {
        return all.stream().filter(which).findFirst();
    }

    private boolean isChosen(AtPlace at) {
        Choice choice = situation.choice();
        Set<RevisionId> heads = situation.remote().ids();
        return choice != null && choice.local() != null && choice.holds(at.contentId(), heads);
    }

    private boolean claims(AtPlace at) {
        if (at.content().isEmpty()) return false;
        return switch (action(at)) {
            case PUSH, CONFLICT, TIMESTAMP_CONFLICT, LOCAL_ONLY -> true;
            case PULL, DELETE_LOCAL, IN_SYNC, DELETE_REMOTE, CLOUD_ONLY, SKIP, NONE -> false;
        };
    }

    private Action action(AtPlace at) {
        return DecisionTable.ruleFor(situation, at).action();
    }

    /// Where nothing lies anywhere, the place that knows most of what was there.
    private AtPlace lastToHaveIt() {
        Comparator<AtPlace> byKnowledge =
                Comparator.comparing(AtPlace::wasHere)
                        .thenComparing(at -> isThere(lastHad(at)))
                        .thenComparing(at -> at.base() != null);
        return all.stream().max(byKnowledge).orElseThrow();
    }

    /// Contents that are not what their place had before, and that neither the storage nor, if
    /// there are several, another place's past explains. One place differs from no other.
    private Set<ContentId> news() {
        Set<ContentId> found =
                all.stream()
                        .filter(at -> at.isNew() && !at.earlierRevision())
                        .map(at -> at.content().orElseThrow().id())
                        .filter(content -> !isThere(content))
                        .collect(Collectors.toSet());
        if (found.size() < 2) return found;
        Set<ContentId> unexplained = new HashSet<>(found);
        for (AtPlace at : all) if (at.wasHere()) unexplained.remove(lastHad(at));
        return unexplained.isEmpty() ? found : unexplained;
    }

    private boolean isThere(@Nullable ContentId content) {
        return situation.remote().all().stream()
                .anyMatch(head -> Objects.equals(head.content(), content));
    }

    private static @Nullable ContentId lastHad(AtPlace at) {
        return at.base() == null ? null : at.base().lastHadContent();
    }
}
