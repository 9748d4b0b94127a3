package app.savepoint.core.storage;

/// What must hold of a key for a write to happen.
public sealed interface Precondition {
    /// Anything: replace what is there.
    Precondition ANY = new Any();

    /// Nothing is stored under the key.
    Precondition ABSENT = new Absent();

    record Any() implements Precondition {}

    record Absent() implements Precondition {}

    /// Exactly this version is stored under the key.
    record Match(ETag etag) implements Precondition {}
}
