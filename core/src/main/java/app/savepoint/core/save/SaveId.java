package app.savepoint.core.save;

import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/// Which save this is, the same on every device: `system/game/kind/slot`.
///
/// For example `gba/Pokemon Emerald/save/main` or `gba/Pokemon Emerald/state/mGBA.1`.
///
/// @param system the platform by RomM's slug, such as `gba`
/// @param game the title as the person's files name it (the ROM's stem), in NFC
/// @param kind whether the game or the emulator wrote it
/// @param slot which of the game's saves; `main` for the one a game plays
public record SaveId(String system, String game, SaveKind kind, String slot)
        implements Comparable<SaveId> {
    /// The slot a game plays when nobody chose another.
    public static final String MAIN_SLOT = "main";

    /// Unicode's first character that can combine with another; below it every text is in NFC.
    private static final char FIRST_COMBINING = '\u0300';

    public SaveId {
        SafeText.requireName("system", system);
        SafeText.requireName("game", game);
        SafeText.requireName("slot", slot);
        if (!isPlain(game) && !Normalizer.isNormalized(game, Normalizer.Form.NFC))
            throw new IllegalArgumentException("game is not in NFC: " + game);
    }

    /// The game's save in the slot it plays by default.
    public static SaveId main(String system, String game) {
        return new SaveId(system, game, SaveKind.SAVE, MAIN_SLOT);
    }

    /// Reads the written form; anything else is an [IllegalArgumentException].
    public static SaveId parse(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length != 4)
            throw new IllegalArgumentException("not system/game/kind/slot: " + text);
        return new SaveId(parts[0], parts[1], SaveKind.ofWord(parts[2]), parts[3]);
    }

    /// The same game's save in another slot.
    public SaveId inSlot(String other) {
        return new SaveId(system, game, kind, other);
    }

    // Every map of a sync is asked by it, thousands of times before the generated ones are compiled
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SaveId that
                && game.equals(that.game)
                && slot.equals(that.slot)
                && kind == that.kind
                && system.equals(that.system);
    }

    @Override
    public int hashCode() {
        return ((system.hashCode() * 31 + game.hashCode()) * 31 + kind.word().hashCode()) * 31
                + slot.hashCode();
    }

    @Override
    public int compareTo(SaveId other) {
        // Written out, since every scan sorts by it
        int order = system.compareTo(other.system);
        if (order == 0) order = game.compareTo(other.game);
        if (order == 0) order = kind.compareTo(other.kind);
        return order == 0 ? slot.compareTo(other.slot) : order;
    }

    private static boolean isPlain(String text) {
        for (int at = 0; at < text.length(); at++)
            if (text.charAt(at) >= FIRST_COMBINING) return false;
        return true;
    }

    @Override
    public String toString() {
        return system + '/' + game + '/' + kind.word() + '/' + slot;
    }
}
