package app.savepoint.core.storage.repository;

import app.savepoint.core.save.SaveId;

/// An event that waits for a parent which has not arrived.
///
/// @param event the event
/// @param save the save it is about
public record PendingEvent(StoredEvent event, SaveId save) {}
