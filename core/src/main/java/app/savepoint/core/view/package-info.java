/// What the faces of Savepoint see: immutable views of saves, plans and results. Start at [SaveRow]
/// and [SyncEvent].
///
/// A view is a snapshot; it holds no file, no connection and no lock, and may be kept for as long
/// as it is shown.
@NullMarked
package app.savepoint.core.view;

import org.jspecify.annotations.NullMarked;
