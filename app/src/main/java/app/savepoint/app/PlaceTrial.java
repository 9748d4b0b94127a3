package app.savepoint.app;

import app.savepoint.app.ObjectStores.Asking;
import app.savepoint.core.Trial;
import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.view.Check;
import java.util.List;

/// Tries out the place of a home's storage.
record PlaceTrial(ObjectStores stores, RommServers servers, StorageUri uri, Asking asking)
        implements Trial {
    @Override
    public List<Check> run() throws StorageException {
        return switch (uri.kind()) {
            case FOLDER, S3 -> stores.tryOut(uri, asking);
            case ROMM -> servers.checks(servers.look(uri, asking), uri, asking);
        };
    }

    @Override
    public Known known() {
        return stores.known(uri, asking);
    }

    @Override
    public Saying keys() {
        return switch (uri.kind()) {
            case FOLDER, S3 -> stores.whereKeysAre(uri, asking);
            case ROMM -> servers.whereKeysAre(uri, asking);
        };
    }
}
