package app.savepoint.app.handover;

import app.savepoint.app.HomeException;
import app.savepoint.app.Homes;
import app.savepoint.app.InitResult;
import app.savepoint.app.InitWish;
import app.savepoint.app.OpenOptions;
import app.savepoint.app.StorageUri;
import app.savepoint.core.RequestException;
import app.savepoint.core.SyncService;
import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.Capability;
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

    /// A home that is held was set up before. What is in the caller's environment alone, or takes
    /// an answer of theirs, can not be done here, and is refused rather than dropped.
    @Override
    public InitResult init(InitWish wish) throws HomeException {
        if (!service.storage().uri().equals(wish.storage().kept().text()))
            throw HomeException.otherStorage(service.storage().uri());
        if (wish.keepKeys() != null && wish.storage().kind() == StorageUri.Kind.FOLDER)
            throw new RequestException("keys.none");
        boolean asksForRights =
                wish.storage().kind() == StorageUri.Kind.ROMM
                        && !service.storage().can(Capability.WRITE)
                        && wish.approval().show() != null;
        if (wish.keepKeys() != null || asksForRights)
            throw new HomeException(
                    HomeException.Kind.BUSY, Saying.of("home.busy.keys", home), null);
        return new InitResult(service.device(), service.storage(), true, true);
    }

    @Override
    public String toString() {
        return "HeldHome[" + home + "]";
    }
}
