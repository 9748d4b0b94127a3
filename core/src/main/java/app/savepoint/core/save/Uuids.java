package app.savepoint.core.save;

import java.util.UUID;

/// The written form of UUIDs: 36 lower-case characters and nothing that [UUID#fromString] forgives
/// besides.
final class Uuids {
    private static final int LENGTH = 36;

    private Uuids() {}

    static UUID parse(String text) {
        if (!isCanonical(text)) throw new IllegalArgumentException("not a canonical UUID: " + text);
        return UUID.fromString(text);
    }

    private static boolean isCanonical(String text) {
        if (text.length() != LENGTH) return false;
        for (int at = 0; at < LENGTH; at++) {
            boolean dash = at == 8 || at == 13 || at == 18 || at == 23;
            char c = text.charAt(at);
            if (dash ? c != '-' : !Hex.isDigit(c)) return false;
        }
        return true;
    }

    static String last(UUID uuid, int digits) {
        String plain = uuid.toString().replace("-", "");
        return plain.substring(plain.length() - digits);
    }
}
