package app.savepoint.core.view;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A folder that a person wants to be watched.
///
/// @param path which
/// @param system the system of all that is in it; null if its sub-folders name systems
/// @param emulator the emulator that owns it; null if not known
/// @param ignore patterns, in gitignore syntax, of what to leave alone
/// @param only patterns of which a file must match one; empty: all
/// @param confirmed whether the person said yes to a folder in which few files look like saves
public record NewRoot(
        Path path,
        @Nullable String system,
        @Nullable String emulator,
        List<String> ignore,
        List<String> only,
        boolean confirmed) {
    public NewRoot {
        ignore = List.copyOf(ignore);
        only = List.copyOf(only);
    }
}
