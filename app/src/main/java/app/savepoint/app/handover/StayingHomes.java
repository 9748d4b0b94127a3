package app.savepoint.app.handover;

import app.savepoint.app.HomeException;
import app.savepoint.app.Homes;
import app.savepoint.app.InitResult;
import app.savepoint.app.InitWish;
import app.savepoint.app.OpenOptions;
import app.savepoint.app.Station;
import app.savepoint.core.SyncService;
import app.savepoint.core.storage.StorageException;
import java.nio.file.Path;
import java.util.Optional;

/// Opens homes for a process that stays: for as long as one is open, the commands of others are
/// done here.
public final class StayingHomes implements Homes {
    private final Homes homes;
    private final Station station;

    public StayingHomes(Homes homes, Station station) {
        this.homes = homes;
        this.station = station;
    }

    @Override
    public SyncService open(Path home, OpenOptions options) throws HomeException {
        SyncService service = homes.open(home, options);
        Optional<Station.Open> open = station.open(home, service);
        return ClosedOtherwise.of(
                service,
                () -> {
                    open.ifPresent(Station.Open::close);
                    service.close();
                });
    }

    @Override
    public InitResult init(InitWish wish) throws HomeException, StorageException {
        return homes.init(wish);
    }
}
