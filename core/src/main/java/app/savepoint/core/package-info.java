/// The engine: finds saves, plans what has to move, and moves it without ever losing one.
///
/// Knows nothing of windows, commands or a particular storage; those come in from outside.
@NullMarked
package app.savepoint.core;

import org.jspecify.annotations.NullMarked;
