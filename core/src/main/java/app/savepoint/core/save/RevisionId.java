package app.savepoint.core.save;

import java.util.UUID;

/// A published revision's identity; also the `uuid` of the event that published it.
///
/// @param uuid a random UUID: its order means nothing
public record RevisionId(UUID uuid) implements Comparable<RevisionId> {
    /// Reads the written form; anything else is an [IllegalArgumentException].
    public static RevisionId parse(String text) {
        return new RevisionId(Uuids.parse(text));
    }

    /// The last hexadecimal digits, for names that people see.
    public String last(int digits) {
        return Uuids.last(uuid, digits);
    }

    @Override
    public int compareTo(RevisionId other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return uuid.toString();
    }
}
