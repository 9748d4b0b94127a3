package app.savepoint.core.save;

/// One installation of Savepoint, as others see it.
///
/// @param id its identity
/// @param name what its owner calls it
/// @param type what sort of machine it is
public record Device(DeviceId id, String name, DeviceType type) {
    /// The longest name shown, in characters.
    private static final int LONGEST_NAME = 64;

    public Device {
        if (name.isBlank()
                || name.length() > LONGEST_NAME
                || name.chars().anyMatch(Character::isISOControl))
            throw new IllegalArgumentException(
                    "a device name has 1 to " + LONGEST_NAME + " visible characters");
    }
}
