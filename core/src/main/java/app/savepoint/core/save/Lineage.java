package app.savepoint.core.save;

/// How a head in the storage stands to the revision this device last agreed on.
public enum Lineage {
    /// It is that revision, or one that continues it.
    DESCENDS,
    /// It is an earlier one: the storage went back.
    ANCESTOR,
    /// Both are known and neither continues the other.
    UNRELATED,
    /// The storage does not keep such things.
    UNKNOWN
}
