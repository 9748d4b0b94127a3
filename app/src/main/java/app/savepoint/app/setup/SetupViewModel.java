package app.savepoint.app.setup;

import app.savepoint.app.HomeException;
import app.savepoint.app.Homes;
import app.savepoint.app.InitResult;
import app.savepoint.app.InitWish;
import app.savepoint.app.OpenOptions;
import app.savepoint.app.StorageUri;
import app.savepoint.app.session.Wording;
import app.savepoint.core.RequestException;
import app.savepoint.core.save.Device;
import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.DeviceType;
import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.StorageException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/// The first page of a home that nobody has set up: where saves are kept in sync, what this device
/// is called, where its saves lie.
public final class SetupViewModel {
    /// What is asked for.
    public enum Field {
        /// The folder that all devices share, where it is a folder.
        STORAGE,
        /// What to call this device; empty: after the machine.
        DEVICE,
        /// A folder with saves; may be empty and added later.
        SAVES
    }

    /// Where saves are shared.
    public enum Kind {
        FOLDER,
        BUCKET,
        ROMM
    }

    private static final System.Logger LOG = System.getLogger(SetupViewModel.class.getName());

    private final StartViewModel start;
    private final Homes homes;
    private final Path home;
    private final OpenOptions options;
    private final Executor fxThread;
    private final Executor background;
    private final ObjectProperty<Kind> kind = new SimpleObjectProperty<>(Kind.FOLDER);
    private final BucketViewModel bucket;
    private final RommViewModel romm;
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
        this.bucket = new BucketViewModel(start.wording());
        this.romm = new RommViewModel(start.wording(), fxThread, background);
    }

    /// A field with what is wrong with it.
    Input input(Field field) {
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

    /// Whether it is a folder, a bucket or a server.
    public ObjectProperty<Kind> kind() {
        return kind;
    }

    /// What is asked about a bucket.
    public BucketViewModel bucket() {
        return bucket;
    }

    /// What is asked about a RomM server.
    public RommViewModel romm() {
        return romm;
    }

    /// The questions where it is no folder; null where it is one.
    private @Nullable PlaceViewModel place() {
        return switch (kind.get()) {
            case FOLDER -> null;
            case BUCKET -> bucket;
            case ROMM -> romm;
        };
    }

    /// What the person typed.
    public StringProperty text(Field field) {
        return input(field).text();
    }

    /// What is wrong with it; empty if nothing is.
    public ReadOnlyStringProperty error(Field field) {
        return input(field).error();
    }

    /// Why it did not work, where no field is to blame; empty if it did or was not tried.
    public ReadOnlyStringProperty problem() {
        return problem.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty working() {
        return working.getReadOnlyProperty();
    }

    /// What was typed.
    ///
    /// @param place null where it is a folder
    private record Typed(String storage, String device, String saves, @Nullable TypedPlace place) {}

    /// Where a fault shows.
    private enum Blame {
        NOTHING,
        STORAGE,
        DEVICE,
        SAVES
    }

    /// What became of trying.
    ///
    /// @param why null if it went well
    private record Tried(Blame blame, @Nullable Saying why, String words, @Nullable Path saves) {
        static Tried blame(Blame blame, String words) {
            return new Tried(blame, null, words, null);
        }
    }

    /// Sets the home up with what was typed, and opens it.
    public void create() {
        if (working.get()) return;
        PlaceViewModel form = place();
        TypedPlace there = null;
        if (form != null) {
            Optional<TypedPlace> complete = form.typed(options);
            if (complete.isEmpty()) return;
            there = complete.get();
            form.clear();
        }
        var typed = new Typed(storage.typed(), device.typed(), saves.typed(), there);
        problem.set("");
        working.set(true);
        background.execute(() -> {
            Tried tried = tried(typed);
            fxThread.execute(() -> show(tried, form));
        });
    }

    /// Asks what was begun to end; from any thread.
    void cancel() {
        romm.letIn().stop();
    }

    /// Finds out whether the place can be used, and what its server can do. Changes nothing.
    public void test() {
        PlaceViewModel form = place();
        if (working.get() || form == null || !form.canBeTested()) return;
        Optional<TypedPlace> typed = form.typed(options);
        if (typed.isEmpty()) return;
        form.clear();
        problem.set("");
        working.set(true);
        background.execute(() -> {
            Runnable shown = tested(typed.get(), form);
            fxThread.execute(() -> {
                working.set(false);
                shown.run();
            });
        });
    }

    private Runnable tested(TypedPlace typed, PlaceViewModel form) {
        try {
            StorageUri place = typed.uri().kept();
            InitResult result =
                    homes.init(new InitWish(home, place, null, null, true, null, typed.options()));
            return () -> form.show(result);
        } catch (StorageException e) {
            LOG.log(Level.INFO, "the place can not be used", e);
            return () -> form.show(e.saying());
        } catch (HomeException e) {
            LOG.log(Level.WARNING, "the place was not tried", e);
            return () -> form.show(e.saying());
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "the place was not tried", e);
            return () -> problem.set(wording().text("outcome.internal", e.toString()));
        }
    }

    private void show(Tried tried, @Nullable PlaceViewModel form) {
        working.set(false);
        romm.letIn().end();
        // Who stopped it need not be told
        if (tried.why() != null && tried.why().key().equals("romm.pairing.stopped")) return;
        switch (tried.blame()) {
            case DEVICE -> device.blame(tried.words());
            case SAVES -> saves.blame(tried.words());
            case STORAGE -> {
                if (form == null) storage.blame(tried.words());
                else if (tried.why() != null) form.show(tried.why());
                else problem.set(tried.words());
            }
            case NOTHING -> {
                if (tried.words().isEmpty()) start.open(tried.saves());
                else problem.set(tried.words());
            }
        }
    }

    /// Looks at disks and at the storage, so never on the thread that draws.
    private Tried tried(Typed typed) {
        TypedPlace there = typed.place();
        Path folder = path(typed.storage());
        if (there == null && folder == null)
            return Tried.blame(Blame.STORAGE, say("setup.storage.missing"));
        String name = typed.device().isEmpty() ? null : typed.device();
        if (name != null && !isName(name))
            return Tried.blame(Blame.DEVICE, say("setup.device.wrong"));
        Path watched = path(typed.saves());
        if (!typed.saves().isEmpty() && (watched == null || !Files.isDirectory(watched)))
            return Tried.blame(Blame.SAVES, say("setup.saves.wrong"));
        try {
            homes.init(
                    there == null
                            ? new InitWish(
                                    home,
                                    StorageUri.parse(
                                            "folder:" + folder, Objects.requireNonNull(folder)),
                                    name,
                                    null,
                                    false,
                                    null,
                                    options)
                            : new InitWish(
                                    home,
                                    there.uri(),
                                    name,
                                    null,
                                    false,
                                    there.keepKeys(),
                                    there.options(),
                                    there.approval()));
            return new Tried(Blame.NOTHING, null, "", watched);
        } catch (StorageException e) {
            LOG.log(Level.INFO, "the storage can not be used", e);
            return new Tried(Blame.STORAGE, e.saying(), wording().errorAndNext(e.saying()), null);
        } catch (HomeException e) {
            LOG.log(Level.WARNING, "the home was not set up", e);
            return Tried.blame(Blame.NOTHING, wording().errorAndNext(e.saying()));
        } catch (RequestException e) {
            return Tried.blame(Blame.STORAGE, wording().errorAndNext(e.saying()));
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "the home was not set up", e);
            return Tried.blame(Blame.NOTHING, wording().text("outcome.internal", e.toString()));
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
