package app.savepoint.core.save;

import java.util.Locale;

/// What kind of progress a save holds.
public enum SaveKind {
    /// What the game itself wrote: battery memory, a memory card, a save folder.
    SAVE,
    /// A snapshot of the whole machine that an emulator wrote; it fits that emulator only.
    STATE;

    /// The word used in ids and keys.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The kind for a word, or an [IllegalArgumentException].
    public static SaveKind ofWord(String word) {
        for (SaveKind kind : values()) if (kind.word().equals(word)) return kind;
        throw new IllegalArgumentException("no kind of save: " + word);
    }
}
