package app.savepoint.core.view;

import app.savepoint.core.scan.Root;
import app.savepoint.core.scan.RootHealth;

/// A root as it was found.
///
/// @param root which
/// @param health whether what it shows may be believed
/// @param detail what exactly; empty if healthy
/// @param evidence why it is taken for what it is
/// @param saves how many saves were found in it
public record RootRow(Root root, RootHealth health, String detail, String evidence, int saves) {}
