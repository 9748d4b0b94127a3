package app.savepoint.core.view;

import app.savepoint.core.save.Saying;

/// One thing that a check-up looked at.
///
/// @param name a stable word: `home`, `database`, `roots`, `storage`, `clock`, `backups`,
///   `keychain`, `logs`; for one root `root` and its path
/// @param ok whether all is well with it
/// @param found what was found; what to do about it goes by the same key
public record Check(String name, boolean ok, Saying found) {}
