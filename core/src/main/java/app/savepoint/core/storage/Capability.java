package app.savepoint.core.storage;

/// What only some storages can do. Asked for before it is used; nothing here throws "not
/// supported".
public enum Capability {
    /// Knows which revision continues which. Without it, clocks of the storage are all there is.
    LINEAGE,
    /// Holds several heads of one save, so that a conflict can be seen by every device.
    SEVERAL_HEADS,
    /// Takes the end of a save for something to be published, so that other devices follow it.
    /// Without it, a save that is gone from the storage is only missing.
    TOMBSTONES,
    /// Hands contents out. Without it, this device only sends.
    READ,
    /// Takes what is published. Without it, this device only reads.
    WRITE
}
