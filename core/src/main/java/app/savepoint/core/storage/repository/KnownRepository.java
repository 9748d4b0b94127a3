package app.savepoint.core.storage.repository;

import app.savepoint.core.storage.ETag;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The repository a device has joined.
///
/// @param id its identity; a place with another one is another repository
/// @param owner stands in every event as `userUuid`
/// @param markerEtag the version of the marker among the heads that was seen last; null if it has
///   to be looked at again
public record KnownRepository(UUID id, UUID owner, @Nullable ETag markerEtag) {}
