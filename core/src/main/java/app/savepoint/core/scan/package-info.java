/// Turns roots into the local tree; watching gives hints of what may have changed. Start at
/// [Scanner].
///
/// A save that can not be read is reported as such and never left out, because a missing save is
/// taken for a deletion.
@NullMarked
package app.savepoint.core.scan;

import org.jspecify.annotations.NullMarked;
