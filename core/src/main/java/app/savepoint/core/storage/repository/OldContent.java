package app.savepoint.core.storage.repository;

import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.SaveId;

/// A revision with a content that newer ones of the same save have followed.
///
/// @param id which
/// @param save of which save
/// @param device who published it
public record OldContent(RevisionId id, SaveId save, DeviceId device) {}
