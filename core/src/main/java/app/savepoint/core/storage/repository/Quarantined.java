package app.savepoint.core.storage.repository;

import app.savepoint.core.storage.ETag;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Something in the storage that can not become right as it is. An object is looked at again when
/// it has another etag.
///
/// @param key the object
/// @param etag the version of it that was looked at
/// @param event the event in it that is wrong; null if the object is wrong as a whole
/// @param reason what is wrong, for a person, as [app.savepoint.core.save.Saying#written]
public record Quarantined(String key, ETag etag, @Nullable UUID event, String reason) {}
