/// Decides, save by save, what a sync has to do. Start at [Planner].
///
/// A pure, total function over what was observed; it imports the nouns and nothing else of ours, so
/// the whole of its behaviour is a table that a test can enumerate.
@NullMarked
package app.savepoint.core.plan;

import org.jspecify.annotations.NullMarked;
