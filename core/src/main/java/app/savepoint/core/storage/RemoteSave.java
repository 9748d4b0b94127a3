package app.savepoint.core.storage;

import app.savepoint.core.save.Head;
import app.savepoint.core.save.SaveId;
import java.util.List;

/// One save as the storage holds it.
///
/// @param save which save
/// @param heads its heads; none if its history has ended without one that is known here
/// @param arriving whether something about it is known to be on its way and is not here yet
public record RemoteSave(SaveId save, List<Head> heads, boolean arriving) {
    public RemoteSave {
        heads = List.copyOf(heads);
    }
}
