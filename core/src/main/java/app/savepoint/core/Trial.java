package app.savepoint.core;

import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.view.Check;
import java.util.List;

/// Finds out what the place of a storage can do, by doing it under names that are cleared again.
@FunctionalInterface
public interface Trial {
    /// For a place of which there is nothing to find out.
    Trial NONE = List::of;

    /// What was found, for a person.
    List<Check> run() throws StorageException;

    /// Where what the storage wants as a proof comes from, for a person. Costs no request.
    default Saying keys() {
        return Saying.of("check.keychain");
    }
}
