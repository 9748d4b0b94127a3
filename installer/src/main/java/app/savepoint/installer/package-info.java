/// Turns the program into an installer for each system.
///
/// Adds nothing to what the program does: it packs the folder that `app` leaves behind.
@NullMarked
package app.savepoint.installer;

import org.jspecify.annotations.NullMarked;
