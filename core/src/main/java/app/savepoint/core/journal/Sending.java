package app.savepoint.core.journal;

import app.savepoint.core.save.Place;
import app.savepoint.core.storage.InDoubt;
import java.time.Instant;

/// What is sent to a storage from a place on this device, committed before the storage is touched.
///
/// @param storage the storage's number in this home
/// @param fileTime the content's time on this device's disk
public record Sending(long storage, Place place, InDoubt what, Instant fileTime) {}
