package app.savepoint.app.setup;

import app.savepoint.app.HomeException;
import app.savepoint.app.Homes;
import app.savepoint.app.OpenOptions;
import app.savepoint.app.session.Wording;
import app.savepoint.core.SyncService;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/// Opens a home, or says why it does not open.
public final class StartViewModel {
    private static final System.Logger LOG = System.getLogger(StartViewModel.class.getName());

    private final Homes homes;
    private final Path home;
    private final OpenOptions options;
    private final Wording wording;
    private final Executor fxThread;
    private final Executor background;
    private final ReadOnlyObjectWrapper<Start> start =
            new ReadOnlyObjectWrapper<>(new Start.Opening());
    private final AtomicReference<@Nullable SyncService> opened = new AtomicReference<>();
    private volatile @Nullable SetupViewModel asked;

    /// @param homes the way to the engine
    /// @param home which home
    /// @param options how long to wait for it
    /// @param fxThread runs what touches properties
    /// @param background runs what may take its time
    public StartViewModel(
            Homes homes,
            Path home,
            OpenOptions options,
            Wording wording,
            Executor fxThread,
            Executor background) {
        this.homes = homes;
        this.home = home;
        this.options = options;
        this.wording = wording;
        this.fxThread = fxThread;
        this.background = background;
    }

    public ReadOnlyObjectProperty<Start> start() {
        return start.getReadOnlyProperty();
    }

    public Wording wording() {
        return wording;
    }

    /// The engine, once it is open. Asked by whoever closes it, from any thread.
    public Optional<SyncService> opened() {
        return Optional.ofNullable(opened.get());
    }

    /// What the first page is filled in with.
    public SetupViewModel setup() {
        SetupViewModel setup = new SetupViewModel(this, homes, home, options, fxThread, background);
        asked = setup;
        return setup;
    }

    /// Asks what waits for a person to end, because nobody looks any more; from any thread.
    public void cancel() {
        SetupViewModel setup = asked;
        if (setup != null) setup.cancel();
    }

    /// Opens the home.
    public void open() {
        open(null);
    }

    /// @param saves a folder the person wants to be watched once it is open; null for none
    void open(@Nullable Path saves) {
        start.set(new Start.Opening());
        background.execute(() -> {
            Start result = tried(saves);
            fxThread.execute(() -> start.set(result));
        });
    }

    private Start tried(@Nullable Path saves) {
        try {
            SyncService service = homes.open(home, options);
            opened.set(service);
            return new Start.Ready(service, saves);
        } catch (HomeException e) {
            if (e.kind() == HomeException.Kind.NOT_SET_UP) return new Start.FirstTime();
            LOG.log(Level.WARNING, "the home does not open", e);
            return refused(e);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "the home does not open", e);
            return new Start.Refused(
                    wording.text("start.failed"),
                    e.toString(),
                    wording.text("start.failed.next", home));
        }
    }

    private Start refused(HomeException e) {
        String key = "start." + e.kind().name();
        return new Start.Refused(
                wording.text(key),
                e.kind() == HomeException.Kind.BUSY
                        ? wording.text("start.BUSY.detail", home)
                        : wording.error(e.saying()),
                wording.text(key + ".next", home));
    }
}
