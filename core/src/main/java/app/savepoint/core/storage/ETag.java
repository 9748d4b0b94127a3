package app.savepoint.core.storage;

/// What an object store calls one version of an object. Compared for equality only.
///
/// @param value the store's own token, unquoted
public record ETag(String value) {
    @Override
    public String toString() {
        return value;
    }
}
