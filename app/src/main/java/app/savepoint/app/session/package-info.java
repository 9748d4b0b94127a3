/// What every room of the window shares and that is not drawn: the line to the engine and the words
/// it is told in. Start at [SyncSession].
///
/// Knows no controls; all of it is tested without a screen.
@NullMarked
package app.savepoint.app.session;

import org.jspecify.annotations.NullMarked;
