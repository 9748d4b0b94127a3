/// The program a player starts. Start at [Main].
///
/// Shows what the engine does, in a window or a terminal, and asks the player what it may not
/// decide.
@NullMarked
package app.savepoint.app;

import org.jspecify.annotations.NullMarked;
