package app.savepoint.app.setup;

import app.savepoint.app.HomeException;
import app.savepoint.app.Homes;
import app.savepoint.app.InitWish;
import app.savepoint.app.OpenOptions;
import app.savepoint.app.StorageUri;
import app.savepoint.app.session.Wording;
import app.savepoint.core.RequestException;
import app.savepoint.core.save.Device;
import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.DeviceType;
import app.savepoint.core.storage.StorageException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/// The first page of a home that nobody has set up: where saves are kept in sync, what this device
/// is called, where its saves lie.
public final class SetupViewModel {
    /// What is asked for.
    public enum Field {
        /// The folder that all devices share.
        STORAGE,
        /// What to call this device; empty: after the machine.
        DEVICE,
        /// A folder with saves; may be empty and added later.
        SAVES
    }

    private static final System.Logger LOG = System.getLogger(SetupViewModel.class.getName());

    private final StartViewModel start;
    private final Homes homes;
    private final Path home;
    private final OpenOptions options;
    private final Executor fxThread;
    private final Executor background;
    private final Input storage = new Input();
    private final Input device = new Input();
    private final Input saves = new Input();
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper working = new ReadOnlyBooleanWrapper();

    SetupViewModel(
            StartViewModel start,
            Homes homes,
            Path home,
            OpenOptions options,
            Executor fxThread,
            Executor background) {
        this.start = start;
        this.homes = homes;
        this.home = home;
        this.options = options;
        this.fxThread = fxThread;
        this.background = background;
    }

    /// What was typed into a field, and what is wrong with it.
    private static final class Input {
        final StringProperty text = new SimpleStringProperty("");
        final ReadOnlyStringWrapper error = new ReadOnlyStringWrapper("");

        Input() {
            // What is being mended is not complained about.
            text.addListener(change -> error.set(""));
        }

        String typed() {
            return text.get() == null ? "" : text.get().strip();
        }
    }

    private Input input(Field field) {
        return switch (field) {
            case STORAGE -> storage;
            case DEVICE -> device;
            case SAVES -> saves;
        };
    }

    public Wording wording() {
        return start.wording();
    }

    /// Where the home will lie.
    public Path home() {
        return home;
    }

    /// What the person typed.
    public StringProperty text(Field field) {
        return input(field).text;
    }

    /// What is wrong with it; empty if nothing is.
    public ReadOnlyStringProperty error(Field field) {
        return input(field).error.getReadOnlyProperty();
    }

    /// Why it did not work, where no field is to blame; empty if it did or was not tried.
    public ReadOnlyStringProperty problem() {
        return problem.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty working() {
        return working.getReadOnlyProperty();
    }

    /// What was typed.
    private record Typed(String storage, String device, String saves) {}

    /// What became of trying: the field to blame, or none, and why; both null if it went well.
    private record Tried(@Nullable Field field, @Nullable String why, @Nullable Path saves) {
        static Tried blame(Field field, String why) {
            return new Tried(field, why, null);
        }

        static Tried failed(String why) {
            return new Tried(null, why, null);
        }
    }

    /// Sets the home up with what was typed, and opens it.
    public void create() {
        if (working.get()) return;
        var typed = new Typed(storage.typed(), device.typed(), saves.typed());
        problem.set("");
        working.set(true);
        background.execute(() -> {
            Tried tried = tried(typed);
            fxThread.execute(() -> show(tried));
        });
    }

    private void show(Tried tried) {
        working.set(false);
        if (tried.why() == null) start.open(tried.saves());
        else if (tried.field() == null) problem.set(tried.why());
        else input(tried.field()).error.set(tried.why());
    }

    /// Looks at disks and at the storage, so never on the thread that draws.
    private Tried tried(Typed typed) {
        Path folder = path(typed.storage());
        if (folder == null) return Tried.blame(Field.STORAGE, say("setup.storage.missing"));
        String name = typed.device().isEmpty() ? null : typed.device();
        if (name != null && !isName(name))
            return Tried.blame(Field.DEVICE, say("setup.device.wrong"));
        Path watched = path(typed.saves());
        if (!typed.saves().isEmpty() && (watched == null || !Files.isDirectory(watched)))
            return Tried.blame(Field.SAVES, say("setup.saves.wrong"));
        try {
            StorageUri uri = StorageUri.parse("folder:" + folder, folder);
            homes.init(new InitWish(home, uri, name, null, false, null, options));
            return new Tried(null, null, watched);
        } catch (StorageException e) {
            LOG.log(Level.INFO, "the storage can not be used", e);
            return Tried.blame(Field.STORAGE, wording().errorAndNext(e.saying()));
        } catch (HomeException e) {
            LOG.log(Level.WARNING, "the home was not set up", e);
            return Tried.failed(wording().errorAndNext(e.saying()));
        } catch (RequestException e) {
            return Tried.blame(Field.STORAGE, wording().errorAndNext(e.saying()));
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "the home was not set up", e);
            return Tried.failed(wording().text("outcome.internal", e.toString()));
        }
    }

    private String say(String key) {
        return wording().text(key);
    }

    /// Null where it names no place: from a window, no folder is the one to start from.
    private static @Nullable Path path(String typed) {
        try {
            Path path = Path.of(typed);
            return typed.isEmpty() || !path.isAbsolute() ? null : path.normalize();
        } catch (InvalidPathException e) {
            return null;
        }
    }

    /// Asks the noun itself, so that there is one rule for names.
    private static boolean isName(String name) {
        try {
            var _ = new Device(new DeviceId(new UUID(0, 0)), name, DeviceType.OTHER);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
