/// Hands a command to the process that holds the home, and does those of others. Start at
/// [HandOver] on the one side and at [SocketStation] on the other.
///
/// Both speak over a Unix domain socket inside the home, which only its owner can reach.
@NullMarked
package app.savepoint.app.handover;

import org.jspecify.annotations.NullMarked;
