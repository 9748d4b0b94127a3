/// What is written down of the work, in the home's folder `logs`. Start at [Logs].
///
/// For whoever has to find out later what happened: no secrets, and nothing of what is in a save.
@NullMarked
package app.savepoint.app.log;

import org.jspecify.annotations.NullMarked;
