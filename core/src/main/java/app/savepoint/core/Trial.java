package app.savepoint.core;

import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.view.Check;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds out what the place of a storage can do, by doing it under names that are cleared again.
@FunctionalInterface
public interface Trial {
    /// For a place of which there is nothing to find out.
    Trial NONE = List::of;

    /// What was found, for a person.
    List<Check> run() throws StorageException;

    /// What was found the last time. Costs no request.
    default Known known() {
        return Known.NOTHING;
    }

    /// What is known of a place.
    ///
    /// @param found what was found
    /// @param at when that was; null where nobody looked, or there is nothing to find out
    record Known(List<Check> found, @Nullable Instant at) {
        static final Known NOTHING = new Known(List.of(), null);
    }

    /// Where what the storage wants as a proof comes from, for a person. Costs no request.
    default Saying keys() {
        return Saying.of("check.keychain");
    }
}
