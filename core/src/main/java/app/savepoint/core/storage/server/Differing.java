package app.savepoint.core.storage.server;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// What it is in which the names of two games differ, the least first.
public enum Differing {
    /// Capitals, accents, widths, quotes, blanks: the same words.
    CASE,
    /// The region or the languages.
    REGION,
    /// The revision or version.
    REVISION,
    /// Something in parentheses or brackets of which nothing is known.
    OTHER,
    /// The disc, disk, tape, or a side of one: a save of one is not always one of the other.
    DISC,
    /// A hack, a translation, a prototype, a demo: another game, often with other saves.
    HACK;

    /// As it is written on a command line.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// What a word stands for; empty if for nothing.
    public static Optional<Differing> ofWord(String word) {
        return Stream.of(values())
                .filter(one -> one.word().equals(word.toLowerCase(Locale.ROOT)))
                .findFirst();
    }
}
