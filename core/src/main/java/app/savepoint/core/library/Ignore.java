package app.savepoint.core.library;

import java.util.List;
import nl.basjes.gitignore.GitIgnore;
import org.jspecify.annotations.Nullable;

/// What a person wants left alone in a root, in the syntax of gitignore.
public final class Ignore {
    /// The file in a root that holds such patterns, one a line.
    public static final String FILE = ".saveignore";

    private static final Ignore NOTHING = new Ignore(null, null);

    private final @Nullable GitIgnore ignored;
    private final @Nullable GitIgnore only;

    private Ignore(@Nullable GitIgnore ignored, @Nullable GitIgnore only) {
        this.ignored = ignored;
        this.only = only;
    }

    /// The patterns that hold in a root.
    ///
    /// @param fileText the text of its [#FILE]; empty if it has none
    /// @param ignore patterns of what to leave alone, read after those of the file
    /// @param only patterns of which a file must match one; empty: all
    public static Ignore of(String fileText, List<String> ignore, List<String> only) {
        if (fileText.isBlank() && ignore.isEmpty() && only.isEmpty()) return NOTHING;
        return new Ignore(
                new GitIgnore(fileText + '\n' + String.join("\n", ignore)),
                only.isEmpty() ? null : new GitIgnore(String.join("\n", only)));
    }

    /// Whether the file at that path, below the root with `/` between names, is to be left alone.
    public boolean leavesOut(String path) {
        if (ignored != null && ignored.ignoreFile(path)) return true;
        return only != null && !only.ignoreFile(path);
    }
}
