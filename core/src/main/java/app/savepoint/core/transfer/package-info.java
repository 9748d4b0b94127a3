/// Carries out a plan. Start at [PlanRunner]; what touches a player's files is in [Replacement].
///
/// Knows how, never whether: all decisions were made in `app.savepoint.core.plan`.
@NullMarked
package app.savepoint.core.transfer;

import org.jspecify.annotations.NullMarked;
