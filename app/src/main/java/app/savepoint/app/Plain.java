package app.savepoint.app;

import java.util.stream.Collectors;

/// Text from elsewhere, made harmless for a terminal and a window.
public final class Plain {
    private static final String REPLACEMENT = "\uFFFD";

    private Plain() {}

    /// Replaces what could move the cursor, colour what follows or turn the reading direction, so
    /// that a name from another device can not pretend to be something else.
    public static String text(String text) {
        if (text.codePoints().noneMatch(Plain::deceives)) return text;
        var plain = new StringBuilder();
        text.codePoints()
                .forEach(c -> {
                    if (deceives(c)) plain.append(REPLACEMENT);
                    else plain.appendCodePoint(c);
                });
        return plain.toString();
    }

    /// As [#text], for what may have several lines.
    public static String lines(String text) {
        return text.lines().map(Plain::text).collect(Collectors.joining("\n"));
    }

    private static boolean deceives(int c) {
        boolean turnsDirection =
                (c >= 0x202A && c <= 0x202E)
                        || (c >= 0x2066 && c <= 0x2069)
                        || c == 0x200E
                        || c == 0x200F
                        || c == 0x061C;
        return Character.isISOControl(c) || turnsDirection;
    }
}
