package app.savepoint.core.save;

/// The one written form of a SHA-256 digest: 64 lower-case hexadecimal digits.
final class Hex {
    private static final int DIGITS = 64;

    private Hex() {}

    static String requireSha256(String hex) {
        boolean digits = hex.length() == DIGITS;
        for (int i = 0; digits && i < DIGITS; i++) digits = isDigit(hex.charAt(i));
        if (!digits)
            throw new IllegalArgumentException("not a SHA-256 in lower-case hex: " + hex);
        return hex;
    }

    // Made for every hash that is read, of which a library has tens of thousands
    private static boolean isDigit(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }
}
