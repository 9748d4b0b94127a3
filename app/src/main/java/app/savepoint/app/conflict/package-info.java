/// What the player sees when two contents of a save both claim to go on. Start at
/// [ConflictViewModel] and [ConflictView].
///
/// One card per distinct content, this device's first, always with the same facts in the same
/// order. No button destroys anything, and none is chosen beforehand.
@NullMarked
package app.savepoint.app.conflict;

import org.jspecify.annotations.NullMarked;
