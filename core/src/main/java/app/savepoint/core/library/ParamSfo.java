package app.savepoint.core.library;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.Set;

/// The file that describes a folder on a PSP or PlayStation 3: a table of keys and values.
///
/// Source: psdevwiki.com, *PARAM.SFO*.
public final class ParamSfo {
    /// No such file is longer, in bytes.
    public static final int LONGEST = 65_536;

    private static final int MAGIC = 0x46535000;

    /// A PSP's save (`MS`) and a PlayStation 3's (`SD`); games, updates and installs have others.
    private static final Set<String> SAVES = Set.of("MS", "SD");

    private ParamSfo() {}

    /// Whether the file says that its folder is something other than a save. A file that can not be
    /// understood says nothing.
    public static boolean isNoSave(byte[] bytes) {
        return category(bytes).filter(category -> !SAVES.contains(category)).isPresent();
    }

    /// The value of its key `CATEGORY`; empty if there is none or the file is damaged.
    static Optional<String> category(byte[] bytes) {
        try {
            ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            if (file.getInt(0) != MAGIC) return Optional.empty();
            int keys = file.getInt(8);
            int values = file.getInt(12);
            int count = Math.min(file.getInt(16), LONGEST / 16);
            for (int i = 0; i < count; i++) {
                int entry = 20 + i * 16;
                String key = text(file, keys + Short.toUnsignedInt(file.getShort(entry)));
                if (key.equals("CATEGORY"))
                    return Optional.of(text(file, values + file.getInt(entry + 12)));
            }
            return Optional.empty();
        } catch (IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private static String text(ByteBuffer file, int start) {
        var text = new StringBuilder();
        for (int at = start; file.get(at) != 0; at++) text.append((char) (file.get(at) & 0xFF));
        return text.toString();
    }
}
