/// Keeps what is about to be replaced, and gives it back. Start at [BackupStore].
///
/// A backup is a plain folder of plain files that a person can find and copy without this program.
@NullMarked
package app.savepoint.core.backup;

import org.jspecify.annotations.NullMarked;
