package app.savepoint.core.storage.repository;

import app.savepoint.core.save.DeviceId;
import java.util.UUID;

/// What a device is about to publish, committed before the storage is touched.
///
/// @param device under which identity
/// @param seq the number of the first event
/// @param writeId a random id that stands in the segments and in the head file of this publishing
///   and in no others
public record PublishingIntent(DeviceId device, long seq, UUID writeId) {}
