package app.savepoint.core.storage.repository;

import app.savepoint.core.save.ContentHash;
import app.savepoint.core.save.Device;
import app.savepoint.core.storage.ETag;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How far the stream of a device was read.
///
/// @param device whose it is, as its head file said last
/// @param seq the number of the last event that was read; 0 if none was
/// @param digest SHA-256 of the segment object that ended with that event; null if none was read
/// @param announced the number of the last event that the head file spoke of; those after `seq` are
///   still arriving
/// @param highest the highest number ever read or spoken of
/// @param headEtag the version of the head file that was read last; null if it has to be read again
/// @param writeId what the head file called its last writing; null if it was not read yet
public record Stream(
        Device device,
        long seq,
        @Nullable ContentHash digest,
        long announced,
        long highest,
        @Nullable ETag headEtag,
        @Nullable UUID writeId) {}
