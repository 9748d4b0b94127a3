package app.savepoint.core.save;

import java.util.UUID;

/// The written form of UUIDs: 36 lower-case characters and nothing that [UUID#fromString] forgives
/// besides.
final class Uuids {
    private Uuids() {}

    static UUID parse(String text) {
        UUID uuid = UUID.fromString(text);
        if (!uuid.toString().equals(text))
            throw new IllegalArgumentException("not a canonical UUID: " + text);
        return uuid;
    }

    static String last(UUID uuid, int digits) {
        String plain = uuid.toString().replace("-", "");
        return plain.substring(plain.length() - digits);
    }
}
