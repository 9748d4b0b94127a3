/// Writes down whatever a program asks of the network. Start at [RecordedSession].
@NullMarked
package app.savepoint.app.network;

import org.jspecify.annotations.NullMarked;
