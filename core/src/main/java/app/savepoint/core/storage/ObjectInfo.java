package app.savepoint.core.storage;

import java.time.Instant;

/// What a listing says of an object.
///
/// @param key its whole key
/// @param size its length in bytes
/// @param etag the version that is there
/// @param modifiedAt the storage's own time; compared with nothing but other times of the same
///   storage
public record ObjectInfo(String key, long size, ETag etag, Instant modifiedAt) {}
