package app.savepoint.core.scan;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A folder whose saves are kept in sync.
///
/// @param id its number in this home
/// @param path absolute, as the person named it
/// @param system the system of all that is in it; null if its sub-folders name systems
/// @param emulator the emulator that owns it; null if not known
/// @param ignore patterns, in gitignore syntax, of what to leave alone
/// @param only patterns of which a file must match one; empty: all
/// @param volume what identified the volume it lay on when it was added or last accepted; null if
///   it could not be told
/// @param savesAccepted how many saves it held at the last healthy sync
public record Root(
        long id,
        Path path,
        @Nullable String system,
        @Nullable String emulator,
        List<String> ignore,
        List<String> only,
        @Nullable String volume,
        int savesAccepted) {
    public Root {
        if (!path.isAbsolute())
            throw new IllegalArgumentException("a root is an absolute path: " + path);
        ignore = List.copyOf(ignore);
        only = List.copyOf(only);
    }
}
