package app.savepoint.core.save;

import java.util.UUID;

/// One installation's identity: random, made at `init`, never shared by two homes that are alive.
///
/// @param uuid a random UUID
public record DeviceId(UUID uuid) implements Comparable<DeviceId> {
    /// Stands for whoever published what nobody says of who did.
    public static final DeviceId NOBODY = new DeviceId(new UUID(0, 0));

    /// Reads the written form; anything else is an [IllegalArgumentException].
    public static DeviceId parse(String text) {
        return new DeviceId(Uuids.parse(text));
    }

    /// The part of the id that stands in the names of stored contents: its last 12 hexadecimal
    /// digits.
    public String last12() {
        return Uuids.last(uuid, 12);
    }

    @Override
    public int compareTo(DeviceId other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return uuid.toString();
    }
}
