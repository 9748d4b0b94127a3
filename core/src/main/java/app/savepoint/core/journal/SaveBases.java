package app.savepoint.core.journal;

import app.savepoint.core.plan.Base;
import app.savepoint.core.save.Place;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What this device agreed on with one storage about one save.
///
/// @param withoutPlace the agreement about a save that has no place on this device, such as one
///   that stays in the cloud; null if there is none
/// @param byPlace the agreement for each place where the save lies or lay
public record SaveBases(@Nullable Base withoutPlace, Map<Place, Base> byPlace) {
    public SaveBases {
        byPlace = Map.copyOf(byPlace);
    }
}
