/// The layout of format 1 over any object store. Start at [RepositoryStorage].
///
/// Every device appends to a stream of its own and reads all the others; what has not arrived waits
/// and is never taken for an error or a deletion. Names come from events: a key is never decoded
/// into a path.
@NullMarked
package app.savepoint.core.storage.repository;

import org.jspecify.annotations.NullMarked;
