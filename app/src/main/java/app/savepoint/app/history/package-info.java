/// What the player sees of the past: one game's revisions and backups, and everything Savepoint
/// did. Start at [HistoryViewModel] and [ActivityViewModel].
@NullMarked
package app.savepoint.app.history;

import org.jspecify.annotations.NullMarked;
