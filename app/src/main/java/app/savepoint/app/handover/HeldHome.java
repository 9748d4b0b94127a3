package app.savepoint.app.handover;

import app.savepoint.app.HomeException;
import app.savepoint.app.Homes;
import app.savepoint.app.InitResult;
import app.savepoint.app.InitWish;
import app.savepoint.app.OpenOptions;
import app.savepoint.core.SyncService;
import java.nio.file.Path;

/// The one home that this process holds, for commands that were handed to it.
final class HeldHome implements Homes {
    private final Path home;
    private final SyncService service;

    HeldHome(Path home, SyncService service) {
        this.home = home;
        this.service = service;
    }

    /// The engine of this process. Closing it does nothing: a command does not end the process it
    /// was handed to.
    @Override
    public SyncService open(Path ignored, OpenOptions options) {
        return ClosedOtherwise.of(service, () -> {});
    }

    /// A home that is held was set up before.
    @Override
    public InitResult init(InitWish wish) throws HomeException {
        if (!service.storage().uri().equals(wish.storage().text()))
            throw HomeException.otherStorage(service.storage().uri());
        return new InitResult(service.device(), service.storage(), true, true);
    }

    @Override
    public String toString() {
        return "HeldHome[" + home + "]";
    }
}
