package app.savepoint.core.save;

/// Why a save on this device is left as it is and is not compared. Never to be read as "absent".
public enum Hold {
    /// The file, or a folder above it, could not be read.
    UNREADABLE,
    /// Its size, time or bytes changed while it was read.
    UNSTABLE,
    /// The root it lies in is missing, on another volume, or lost many of its saves at once.
    ROOT_UNHEALTHY,
    /// A replacement that was cut short could not be finished yet.
    UNFINISHED_SWAP,
    /// No folder and no setting says which system it belongs to.
    SYSTEM_UNKNOWN,
    /// A state larger than the policy takes.
    STATE_TOO_LARGE,
    /// The state an emulator writes by itself at exit; only with a policy.
    STATE_AUTOMATIC,
    /// States are switched off by policy.
    STATES_OFF,
    /// Its name can not be the name of a save on every device.
    NAME_UNUSABLE,
    /// It was in sync, and now a pattern of the person's leaves it out. Leaving out is not
    /// deleting.
    LEFT_OUT
}
