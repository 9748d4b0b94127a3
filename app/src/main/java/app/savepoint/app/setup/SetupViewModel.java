package app.savepoint.app.setup;

import app.savepoint.app.HomeException;
import app.savepoint.app.Homes;
import app.savepoint.app.InitResult;
import app.savepoint.app.InitWish;
import app.savepoint.app.OpenOptions;
import app.savepoint.app.StorageUri;
import app.savepoint.app.keys.KeyPlace;
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
        BUCKET
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

    /// Whether it is a folder or a bucket.
    public ObjectProperty<Kind> kind() {
        return kind;
    }

    /// What is asked about a bucket.
    public BucketViewModel bucket() {
        return bucket;
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
    /// @param bucket null where it is a folder
    private record Typed(
            String storage, String device, String saves, @Nullable TypedBucket bucket) {}

    private record TypedBucket(StorageUri uri, @Nullable KeyPlace keepKeys, OpenOptions options) {}

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
        TypedBucket typedBucket = null;
        if (kind.get() == Kind.BUCKET) {
            Optional<TypedBucket> checked = typedBucket();
            if (checked.isEmpty()) return;
            typedBucket = checked.get();
        }
        var typed = new Typed(storage.typed(), device.typed(), saves.typed(), typedBucket);
        problem.set("");
        working.set(true);
        background.execute(() -> {
            Tried tried = tried(typed);
            fxThread.execute(() -> show(tried));
        });
    }

    /// Finds out whether the bucket can be used, and what its server can do. Changes nothing.
    public void test() {
        if (working.get()) return;
        Optional<TypedBucket> typed = typedBucket();
        if (typed.isEmpty()) return;
        problem.set("");
        working.set(true);
        background.execute(() -> {
            Runnable shown = tested(typed.get());
            fxThread.execute(() -> {
                working.set(false);
                shown.run();
            });
        });
    }

    private Runnable tested(TypedBucket typed) {
        try {
            StorageUri place = typed.uri().kept();
            InitResult result =
                    homes.init(new InitWish(home, place, null, null, true, null, typed.options()));
            return () -> bucket.show(result.found(), result.joined());
        } catch (StorageException e) {
            LOG.log(Level.INFO, "the bucket can not be used", e);
            return () -> bucket.show(e.saying());
        } catch (HomeException e) {
            LOG.log(Level.WARNING, "the bucket was not tried", e);
            return () -> bucket.show(e.saying());
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "the bucket was not tried", e);
            return () -> problem.set(wording().text("outcome.internal", e.toString()));
        }
    }

    private Optional<TypedBucket> typedBucket() {
        return bucket.checked()
                .map(uri -> new TypedBucket(uri, bucket.keepKeys(), bucket.with(options)));
    }

    private void show(Tried tried) {
        working.set(false);
        switch (tried.blame()) {
            case DEVICE -> device.blame(tried.words());
            case SAVES -> saves.blame(tried.words());
            case STORAGE -> {
                if (kind.get() == Kind.FOLDER) storage.blame(tried.words());
                else if (tried.why() != null) bucket.show(tried.why());
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
        TypedBucket there = typed.bucket();
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
                                    there.options()));
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
