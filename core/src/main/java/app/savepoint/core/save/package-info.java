/// The nouns: what a save is, and what may be said of it. Start at [SaveId], [Manifest],
/// [Revision].
///
/// Values only: no I/O, no clock, no other package of ours. Every type checks itself once, when it
/// is made.
@NullMarked
package app.savepoint.core.save;

import org.jspecify.annotations.NullMarked;
