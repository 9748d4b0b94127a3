package app.savepoint.core.view;

/// One thing that a check-up looked at.
///
/// @param name a stable word: `home`, `database`, `roots`, `storage`, `clock`, `backups`,
///   `keychain`; for one root `root` and its path
/// @param ok whether all is well with it
/// @param message what was found, in words
/// @param hint what to do about it; empty if nothing
public record Check(String name, boolean ok, String message, String hint) {}
