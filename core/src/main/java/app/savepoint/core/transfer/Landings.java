package app.savepoint.core.transfer;

import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.Place;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.save.Saying;
import org.jspecify.annotations.Nullable;

/// Where saves go to on this device.
public interface Landings {
    /// Where a save that lies nowhere here would go to, and under which names.
    Spot forNew(SaveId save, Manifest published);

    /// The names under which a published content goes to a place where `there` lies, or nothing any
    /// more.
    Spot at(Place place, @Nullable Manifest there, Manifest published);

    /// The files of a place; a root that is known.
    PlaceFiles files(Place place);

    /// An answer.
    sealed interface Spot {}

    /// There is a place for it.
    ///
    /// @param files where
    /// @param named its files under the names they get there
    record Found(PlaceFiles files, Manifest named) implements Spot {}

    /// There is none.
    ///
    /// @param reason why
    record Nowhere(Saying reason) implements Spot {}
}
