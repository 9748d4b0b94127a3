package app.savepoint.core.storage;

/// A part of an object.
///
/// @param offset the first byte, from 0
/// @param length how many; may reach past the end, then what is there is returned
public record ByteRange(long offset, long length) {
    /// The whole object.
    public static final ByteRange ALL = new ByteRange(0, Long.MAX_VALUE);

    public ByteRange {
        if (offset < 0 || length <= 0)
            throw new IllegalArgumentException("no such range: " + offset + "+" + length);
    }
}
