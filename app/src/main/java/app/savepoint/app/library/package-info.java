/// What the player sees first: how things stand, what needs them, what moves, and every save. Start
/// at [LibraryViewModel] and [HomeView].
///
/// The view models say what is shown and are tested without a screen; the views draw it.
@NullMarked
package app.savepoint.app.library;

import org.jspecify.annotations.NullMarked;
