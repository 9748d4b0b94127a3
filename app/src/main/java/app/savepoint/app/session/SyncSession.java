package app.savepoint.app.session;

import app.savepoint.core.RequestException;
import app.savepoint.core.SyncService;
import app.savepoint.core.save.Device;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StoredDevice;
import app.savepoint.core.view.Selection;
import app.savepoint.core.view.StatusReport;
import app.savepoint.core.view.SyncEvent;
import app.savepoint.core.view.SyncReport;
import app.savepoint.core.view.SyncReport.Failure;
import app.savepoint.core.view.SyncRequest;
import app.savepoint.core.view.SyncRequest.Direction;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/// The window's line to the engine: asks in the background, and tells on the thread that draws.
///
/// Methods are called on the thread that draws, and none of them blocks. What is known stands in
/// properties, so that a room opened later sees the same.
public final class SyncSession implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(SyncSession.class.getName());

    private final SyncService service;
    private final Wording wording;
    private final Executor fxThread;
    private final Executor background;
    private final Device device;
    private final SyncService.Subscription subscription;
    private final ConcurrentLinkedQueue<SyncEvent> heard = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean drainAsked = new AtomicBoolean();
    private final ReadOnlyObjectWrapper<Known> known = new ReadOnlyObjectWrapper<>(Known.NOTHING);
    private final ReadOnlyObjectWrapper<@Nullable Moving> moving = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private final List<Consumer<Outcome>> outcomes = new CopyOnWriteArrayList<>();
    private final List<Consumer<SyncEvent>> events = new CopyOnWriteArrayList<>();
    private Map<SaveId, Failure> failures = Map.of();
    private volatile AtomicBoolean cancelled = new AtomicBoolean();
    private int looks;
    private boolean mine;
    private boolean closed;

    /// @param service the open engine; whoever opened it closes it, after this
    /// @param fxThread runs what touches properties: `Platform::runLater` in the app,
    ///   `Runnable::run` in a test
    /// @param background runs what may take its time
    public SyncSession(
            SyncService service, Wording wording, Executor fxThread, Executor background) {
        this.service = service;
        this.wording = wording;
        this.fxThread = fxThread;
        this.background = background;
        this.device = service.device();
        this.subscription = service.subscribe(this::hear);
    }

    /// Something to ask the engine for.
    public interface Job<T> {
        T run(SyncService service) throws StorageException;
    }

    public Device device() {
        return device;
    }

    public Wording wording() {
        return wording;
    }

    /// What is known of the saves, the latest look at them.
    public ReadOnlyObjectProperty<Known> known() {
        return known.getReadOnlyProperty();
    }

    /// How far the sync that runs has come; null if none runs.
    public ReadOnlyObjectProperty<@Nullable Moving> moving() {
        return moving.getReadOnlyProperty();
    }

    /// Whether something is being done that moves saves.
    public ReadOnlyBooleanProperty busy() {
        return busy.getReadOnlyProperty();
    }

    /// Hears what became of what was asked for, until the result is closed.
    public SyncService.Subscription onOutcome(Consumer<Outcome> listener) {
        outcomes.add(listener);
        return () -> outcomes.remove(listener);
    }

    /// Hears what the engine does, on the thread that draws, until the result is closed.
    public SyncService.Subscription onEvent(Consumer<SyncEvent> listener) {
        events.add(listener);
        return () -> events.remove(listener);
    }

    /// Shows what was last seen at once, and what the storage says as soon as it has answered.
    public void start() {
        ask(
                engine -> engine.status(Selection.ALL, true),
                report -> {
                    if (known.get().report() == null)
                        known.set(new Known(report, false, null, List.of(), failures));
                });
        refresh();
    }

    /// Looks at everything anew; changes nothing.
    public void refresh() {
        int number = ++looks;
        ask(
                this::look,
                seen -> {
                    // A look that was overtaken by a later one would show the past.
                    if (number == looks) known.set(seen.with(failures));
                });
    }

    private Known look(SyncService engine) throws StorageException {
        try {
            StatusReport report = engine.status(Selection.ALL, false);
            return new Known(report, true, null, holdingBack(engine), Map.of());
        } catch (StorageException e) {
            LOG.log(Level.INFO, "the storage can not be used", e);
            StatusReport last = engine.status(Selection.ALL, true);
            return new Known(last, true, Trouble.of(e), List.of(), Map.of());
        }
    }

    /// The other devices that say they hold progress which is not in the storage.
    private List<StoredDevice> holdingBack(SyncService engine) throws StorageException {
        return engine.devices().stream()
                .filter(other -> other.unsent() > 0 && !other.device().id().equals(device.id()))
                .toList();
    }

    public void syncAll() {
        sync(SyncRequest.ALL);
    }

    public void sync(SaveId save, Direction direction) {
        sync(new SyncRequest(only(save), direction, false, false));
    }

    /// Asks the sync that runs to stop after the save in hand. The one method that may be called on
    /// any thread.
    public void cancel() {
        cancelled.set(true);
    }

    private void sync(SyncRequest request) {
        if (busy.get()) return;
        var stop = new AtomicBoolean();
        cancelled = stop;
        if (request.selection().isAll()) failures = Map.of();
        work(engine -> engine.sync(request, stop::get), report -> {});
    }

    /// Does something that moves saves, says what became of it, and looks at everything anew. Does
    /// nothing while something else is being done.
    public void work(Job<SyncReport> job, Consumer<SyncReport> done) {
        work(job, done, report -> new SyncWords(wording).of(report));
    }

    /// The same, with words of one's own for what became of it.
    public void work(Job<SyncReport> job, Consumer<SyncReport> done, Words words) {
        if (busy.get()) return;
        mine = true;
        busy.set(true);
        ask(
                job,
                report -> {
                    finished(report);
                    done.accept(report);
                    tell(words.of(report));
                },
                this::failed);
    }

    /// How a result is said.
    public interface Words {
        Outcome of(SyncReport report);
    }

    private void finished(SyncReport report) {
        remember(report);
        idle();
        refresh();
    }

    /// What failed is shown until it is tried again with better luck.
    private void remember(SyncReport report) {
        Map<SaveId, Failure> now = new HashMap<>(failures);
        report.pushed().forEach(now::remove);
        report.pulled().forEach(now::remove);
        report.deletedLocal().forEach(now::remove);
        report.deletedRemote().forEach(now::remove);
        report.failed().forEach(failure -> now.put(failure.id(), failure));
        failures = Map.copyOf(now);
    }

    private void failed(Outcome outcome) {
        idle();
        tell(outcome);
        refresh();
    }

    private void idle() {
        mine = false;
        busy.set(false);
        moving.set(null);
    }

    /// Asks the engine for something; a failure is told as an outcome.
    public <T> void ask(Job<T> job, Consumer<T> answer) {
        ask(job, answer, this::tell);
    }

    /// Asks the engine for something.
    ///
    /// @param failure told, instead of `answer`, what went wrong
    public <T> void ask(Job<T> job, Consumer<T> answer, Consumer<Outcome> failure) {
        background.execute(() -> {
            try {
                T result = job.run(service);
                onScreen(() -> answer.accept(result));
            } catch (StorageException | RuntimeException e) {
                Outcome problem = problem(e);
                onScreen(() -> failure.accept(problem));
            }
        });
    }

    private Outcome problem(Exception e) {
        if (e instanceof RequestException refused)
            return new Outcome(Tone.BAD, wording.error(refused.saying()));
        if (e instanceof StorageException storage) {
            LOG.log(Level.INFO, "the storage can not be used", e);
            return new Outcome(
                    Trouble.of(storage).passes() ? Tone.WAITING : Tone.BAD,
                    wording.text("outcome.storage", wording.error(storage.saying())));
        }
        LOG.log(Level.ERROR, "what the window asked for failed", e);
        return new Outcome(Tone.BAD, wording.text("outcome.internal", e.toString()));
    }

    private void onScreen(Runnable task) {
        fxThread.execute(() -> {
            if (!closed) task.run();
        });
    }

    /// Says something to the person.
    public void tell(Outcome outcome) {
        outcomes.forEach(listener -> listener.accept(outcome));
    }

    /// Comes on the engine's thread, for a large library many times a second: one hop for all that
    /// piled up.
    private void hear(SyncEvent event) {
        heard.add(event);
        if (drainAsked.compareAndSet(false, true)) onScreen(this::drain);
    }

    private void drain() {
        drainAsked.set(false);
        for (SyncEvent event = heard.poll(); event != null; event = heard.poll()) show(event);
    }

    private void show(SyncEvent event) {
        Moving at = moving.get() == null ? Moving.LOOKING : moving.get();
        switch (event) {
            case SyncEvent.Started() -> begun();
            case SyncEvent.Scanning() -> moving.set(at);
            case SyncEvent.Planned planned -> moving.set(at.planned(planned));
            case SyncEvent.Moving step -> moving.set(at.at(step));
            case SyncEvent.Pushed(var save) -> moving.set(at.done(save, Moving.Way.PUSHED));
            case SyncEvent.Pulled(var save) -> moving.set(at.done(save, Moving.Way.PULLED));
            case SyncEvent.Deleted(var save, var here) ->
                    moving.set(
                            at.done(
                                    save,
                                    here ? Moving.Way.DELETED_HERE : Moving.Way.DELETED_THERE));
            case SyncEvent.Failed(var failure) ->
                    moving.set(at.done(failure.id(), Moving.Way.FAILED));
            case SyncEvent.NeedsPerson _, SyncEvent.Noticed _ -> {}
            case SyncEvent.StorageOutOfReach _ -> ended();
            case SyncEvent.Finished _ -> ended();
        }
        events.forEach(listener -> listener.accept(event));
    }

    private void begun() {
        moving.set(Moving.LOOKING);
        busy.set(true);
    }

    /// The end of a sync of one's own comes with its report; another face's sync says no more.
    private void ended() {
        if (mine) return;
        idle();
        refresh();
    }

    /// That save and no other.
    public static Selection only(SaveId save) {
        return new Selection(List.of(save.toString()));
    }

    @Override
    public void close() {
        closed = true;
        cancel();
        subscription.close();
    }
}
