/// This device's memory: what was seen, what was agreed on, and what the person chose. Start at
/// [Journal].
///
/// Observations only, never intentions: what to do is planned afresh from them, so a crash leaves
/// nothing to repair. The tables stand in `001-first.sql`; later files change them, one number
/// each.
@NullMarked
package app.savepoint.core.journal;

import org.jspecify.annotations.NullMarked;
