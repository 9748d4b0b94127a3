/// What is remembered of a server that keeps saves as rows of its own: each under a number, in a
/// slot of a game that the server knows, replaced in place or followed by another row, with a time
/// of the server's instead of a lineage. Start at [ServerMemory].
@NullMarked
package app.savepoint.core.storage.server;

import org.jspecify.annotations.NullMarked;
