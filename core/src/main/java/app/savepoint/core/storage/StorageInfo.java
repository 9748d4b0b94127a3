package app.savepoint.core.storage;

import java.util.Set;

/// What a storage is.
///
/// @param uri how it is named on the command line; holds no secret
/// @param kind `folder`, `s3` or `romm`
/// @param id the identity the storage itself carries; a place with another id is another storage
/// @param capabilities what it can do
public record StorageInfo(String uri, String kind, String id, Set<Capability> capabilities) {
    public StorageInfo {
        capabilities = Set.copyOf(capabilities);
    }

    /// Whether it can do that.
    public boolean can(Capability capability) {
        return capabilities.contains(capability);
    }
}
