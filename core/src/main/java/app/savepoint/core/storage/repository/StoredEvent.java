package app.savepoint.core.storage.repository;

import app.savepoint.core.save.DeviceId;
import java.util.UUID;

/// One event of a stream, as it is stored.
///
/// @param uuid its identity; of an event that publishes a revision, the revision's
/// @param stream the device whose stream it was read from
/// @param seq its number in that stream, from 1
/// @param timestamp when it was made, in milliseconds since 1970 by its device's wall clock; for
///   display
/// @param userUuid the repository's owner
/// @param itemUuid what it is about: UUIDv5 of the item's id
/// @param action what happened, such as `save.revised`; may be one this version does not know
/// @param payload the rest, a JSON text
public record StoredEvent(
        UUID uuid,
        DeviceId stream,
        long seq,
        long timestamp,
        UUID userUuid,
        UUID itemUuid,
        String action,
        String payload) {}
