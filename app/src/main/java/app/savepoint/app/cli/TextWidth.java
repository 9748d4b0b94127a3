package app.savepoint.app.cli;

import java.text.BreakIterator;
import java.util.Locale;

/// How many columns a text takes in a terminal, where some characters take two and some none.
///
/// Source: Unicode Standard Annex 11 (East Asian Width), coarsened to blocks, and Annex 29 for what
/// a reader sees as one character.
final class TextWidth {
    private static final int EMOJI_PRESENTATION = 0xFE0F;

    /// First and last code points of blocks whose characters are wide.
    private static final int[][] WIDE = {
        {0x1100, 0x115F},
        {0x231A, 0x231B},
        {0x23E9, 0x23EC},
        {0x25FD, 0x25FE},
        {0x2614, 0x2615},
        {0x2648, 0x2653},
        {0x26AA, 0x26AB},
        {0x26BD, 0x26BE},
        {0x2E80, 0x303E},
        {0x3041, 0x4DBF},
        {0x4E00, 0xA4CF},
        {0xA960, 0xA97F},
        {0xAC00, 0xD7A3},
        {0xF900, 0xFAFF},
        {0xFE30, 0xFE6F},
        {0xFF00, 0xFF60},
        {0xFFE0, 0xFFE6},
        {0x1F1E6, 0x1F64F},
        {0x1F680, 0x1F6FF},
        {0x1F900, 0x1FAFF},
        {0x20000, 0x3FFFD}
    };

    private TextWidth() {}

    /// The columns that a text takes.
    static int of(String text) {
        if (isAscii(text)) return text.length();
        int width = 0;
        BreakIterator characters = characters(text);
        int start = characters.first();
        for (int end = characters.next(); end != BreakIterator.DONE; end = characters.next()) {
            width += ofOne(text.substring(start, end));
            start = end;
        }
        return width;
    }

    /// As much of a text as fits, with `mark` where something was left out.
    static String cut(String text, int columns, String mark) {
        if (of(text) <= columns) return text;
        int room = columns - of(mark);
        BreakIterator characters = characters(text);
        int start = characters.first();
        int end = start;
        for (int next = characters.next(); next != BreakIterator.DONE; next = characters.next()) {
            room -= ofOne(text.substring(end, next));
            if (room < 0) break;
            end = next;
        }
        return text.substring(start, end).stripTrailing() + mark;
    }

    private static BreakIterator characters(String text) {
        BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(text);
        return characters;
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    /// What a reader sees as one character is as wide as its widest part.
    private static int ofOne(String character) {
        return character.codePoints().map(TextWidth::ofCodePoint).max().orElse(0);
    }

    private static int ofCodePoint(int codePoint) {
        if (codePoint == EMOJI_PRESENTATION) return 2;
        int type = Character.getType(codePoint);
        if (type == Character.NON_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || type == Character.FORMAT) return 0;
        for (int[] block : WIDE) if (codePoint >= block[0] && codePoint <= block[1]) return 2;
        return 1;
    }
}
