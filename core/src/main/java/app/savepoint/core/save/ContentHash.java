package app.savepoint.core.save;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The SHA-256 of one file's bytes, as 64 lower-case hexadecimal digits.
///
/// @param hex the digest's written form
public record ContentHash(String hex) {
    private static final MessageDigest FRESH = fresh();

    public ContentHash {
        Hex.requireSha256(hex);
    }

    /// The hash of bytes that are at hand.
    public static ContentHash of(byte[] bytes) {
        return finish(start().digest(bytes));
    }

    /// A digest to feed a stream into; [#finish] turns its result into a hash.
    public static MessageDigest start() {
        try {
            // To look for who knows SHA-256 takes as long as to hash a small save
            return (MessageDigest) FRESH.clone();
        } catch (CloneNotSupportedException e) {
            return fresh();
        }
    }

    private static MessageDigest fresh() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /// The hash for a finished digest's 32 bytes.
    public static ContentHash finish(byte[] digest) {
        return new ContentHash(HexFormat.of().formatHex(digest));
    }

    @Override
    public String toString() {
        return hex;
    }
}
