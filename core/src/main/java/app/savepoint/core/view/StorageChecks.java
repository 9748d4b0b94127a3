package app.savepoint.core.view;

import app.savepoint.core.save.Saying;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was found out about the storage.
///
/// @param checks what was found; nothing where nobody looked, or there is nothing to find out
/// @param at when that was; null where nobody looked
/// @param keys where what it wants as a proof comes from
public record StorageChecks(List<Check> checks, @Nullable Instant at, Saying keys) {}
