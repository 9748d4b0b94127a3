/// Lives: several devices that share one storage and go through whatever befalls them, from one
/// seed. Start at [World]; what must hold is in [Witness] and [Rest].
@NullMarked
package app.savepoint.testkit.lives;

import org.jspecify.annotations.NullMarked;
