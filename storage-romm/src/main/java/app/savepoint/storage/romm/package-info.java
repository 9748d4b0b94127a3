/// Keeps saves in a RomM server, beside the games it knows.
///
/// Translates between RomM's saves and ours, and its errors into what a player can do about them.
@NullMarked
package app.savepoint.storage.romm;

import org.jspecify.annotations.NullMarked;
