package app.savepoint.core;

import app.savepoint.core.save.Head;
import app.savepoint.core.save.Place;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.scan.LocalSave;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// Says what would take back an action, from what was observed before it.
record UndoNotes(Observation before) implements BiFunction<String, SaveId, @Nullable UndoNote> {
    @Override
    public @Nullable UndoNote apply(String action, SaveId save) {
        return switch (action) {
            case "pulled", "deleted-here" -> here(save);
            case "pushed" -> there(save);
            case "deleted-in-storage" -> there(save);
            default -> null;
        };
    }

    /// What lay here; where several places differed, that of the first.
    UndoNote here(SaveId save) {
        return content(save)
                .<UndoNote>map(present -> new UndoNote.Content(present.manifest().contentId()))
                .orElseGet(UndoNote.Nothing::new);
    }

    /// What the storage held that is not what lies here: for a first push there is none.
    private @Nullable UndoNote there(SaveId save) {
        var own = content(save).map(present -> present.manifest().contentId()).orElse(null);
        return before.there(save).heads().stream()
                .filter(head -> head.content() != null && !Objects.equals(head.content(), own))
                .map(Head::id)
                .findFirst()
                .map(UndoNote.Earlier::new)
                .orElse(null);
    }

    private Optional<LocalSave.Present> content(SaveId save) {
        for (Map.Entry<Place, LocalSave> one : before.here(save).entrySet())
            if (one.getValue().state() instanceof LocalSave.Present present)
                return Optional.of(present);
        return Optional.empty();
    }
}
