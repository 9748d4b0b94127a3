package app.savepoint.core.save;

/// The one written form of a SHA-256 digest: 64 lower-case hexadecimal digits.
final class Hex {
    private static final int SHA_256_DIGITS = 64;

    /// By character. Hundreds of thousands of digits are looked at in a large library, in no order
    /// that a processor could foresee.
    private static final boolean[] DIGITS = new boolean[128];

    static {
        for (char digit : "0123456789abcdef".toCharArray()) DIGITS[digit] = true;
    }

    private Hex() {}

    static String requireSha256(String hex) {
        if (hex.length() != SHA_256_DIGITS || !isLowerCase(hex))
            throw new IllegalArgumentException("not a SHA-256 in lower-case hex: " + hex);
        return hex;
    }

    /// Whether there is nothing but lower-case digits. Asked several times for every save of every
    /// sync, hence a loop.
    private static boolean isLowerCase(String hex) {
        for (int at = 0; at < hex.length(); at++) if (!isDigit(hex.charAt(at))) return false;
        return true;
    }

    /// Whether this is a hexadecimal digit as we write it.
    static boolean isDigit(char c) {
        return c < DIGITS.length && DIGITS[c];
    }
}
