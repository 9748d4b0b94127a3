package app.savepoint.core.view;

import java.util.List;

/// Which saves are meant.
///
/// @param names each an exact id, or a game as `system/game`; read as a glob (`*`, `?`) only if
///   neither exists; none: all saves
public record Selection(List<String> names) {
    public static final Selection ALL = new Selection(List.of());

    public Selection {
        names = List.copyOf(names);
    }

    /// Whether every save is meant.
    public boolean isAll() {
        return names.isEmpty();
    }
}
