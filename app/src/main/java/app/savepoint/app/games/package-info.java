/// The page on which a person says which of a server's games theirs are. Start at [GamesViewModel].
@NullMarked
package app.savepoint.app.games;

import org.jspecify.annotations.NullMarked;
