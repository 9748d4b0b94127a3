package app.savepoint.core.journal;

import org.jspecify.annotations.Nullable;

/// A storage that this home has joined.
///
/// @param id its number in this home, never reused
/// @param uri how the person names it; holds no secret
/// @param kind `folder`, `s3` or `romm`
/// @param repository the identity the storage itself carries; a place with another one is another
///   storage. Null until it was seen
public record KnownStorage(long id, String uri, String kind, @Nullable String repository) {}
