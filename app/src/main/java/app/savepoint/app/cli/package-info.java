/// The command line, one class per command. Start at [SavepointCommand].
///
/// Loads nothing of JavaFX, so that a command answers at once.
@NullMarked
package app.savepoint.app.cli;

import org.jspecify.annotations.NullMarked;
