package app.savepoint.core.plan;

import app.savepoint.core.save.Head;
import app.savepoint.core.save.RevisionId;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// What the storage holds of one save, as much of it as a plan needs.
public sealed interface Remote {
    /// The order in which heads are shown and in which one of equal ones is picked: the same on
    /// every device.
    Comparator<Head> NEWEST_FIRST =
            Comparator.comparing(Head::time).thenComparing(Head::id).reversed();

    /// Nothing.
    record Missing() implements Remote {}

    /// One content, or one deletion; several heads may say the same.
    ///
    /// @param heads at least one, all with the same content, newest first
    record Settled(List<Head> heads) implements Remote {
        public Settled {
            heads = heads.stream().sorted(NEWEST_FIRST).toList();
        }

        /// The head that stands for all.
        public Head head() {
            return heads.getFirst();
        }
    }

    /// Several contents, each the latest; a deletion counts as one.
    ///
    /// @param heads newest first
    record Split(List<Head> heads) implements Remote {
        public Split {
            heads = heads.stream().sorted(NEWEST_FIRST).toList();
        }
    }

    /// What these heads amount to.
    static Remote of(List<Head> heads) {
        if (heads.isEmpty()) return new Missing();
        boolean same = heads.stream().map(Head::contentId).distinct().count() == 1;
        return same ? new Settled(heads) : new Split(heads);
    }

    /// All heads, newest first.
    default List<Head> all() {
        return switch (this) {
            case Missing() -> List.of();
            case Settled(var heads) -> heads;
            case Split(var heads) -> heads;
        };
    }

    /// The ids of all heads.
    default Set<RevisionId> ids() {
        return all().stream().map(Head::id).collect(Collectors.toUnmodifiableSet());
    }
}
