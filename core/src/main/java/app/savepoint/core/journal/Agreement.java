package app.savepoint.core.journal;

import app.savepoint.core.plan.Base;
import app.savepoint.core.save.Place;
import app.savepoint.core.save.SaveId;
import org.jspecify.annotations.Nullable;

/// What is to be remembered as agreed on with a storage.
///
/// @param storage the storage's number in this home
/// @param save which save
/// @param place where on this device; null if the save has no place here
/// @param base what was agreed on; null: nothing any more, forget what was
public record Agreement(long storage, SaveId save, @Nullable Place place, @Nullable Base base) {}
