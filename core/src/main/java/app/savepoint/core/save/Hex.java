package app.savepoint.core.save;

import java.util.regex.Pattern;

/// The one written form of a SHA-256 digest: 64 lower-case hexadecimal digits.
final class Hex {
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    private Hex() {}

    static String requireSha256(String hex) {
        if (!SHA_256.matcher(hex).matches())
            throw new IllegalArgumentException("not a SHA-256 in lower-case hex: " + hex);
        return hex;
    }
}
