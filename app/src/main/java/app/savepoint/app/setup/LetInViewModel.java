package app.savepoint.app.setup;

import app.savepoint.app.Approval;
import app.savepoint.app.session.Wording;
import app.savepoint.storage.romm.RommPairing;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.concurrent.Executor;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// Waits with a person for their yes to this device on the server's page.
public final class LetInViewModel {
    private static final System.Logger LOG = System.getLogger(LetInViewModel.class.getName());

    private final Wording wording;
    private final Executor fxThread;
    private final Executor background;
    private final ReadOnlyStringWrapper code = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper link = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper page = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper lasts = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper stopping = new ReadOnlyBooleanWrapper();
    private volatile boolean unwanted;

    LetInViewModel(Wording wording, Executor fxThread, Executor background) {
        this.wording = wording;
        this.fxThread = fxThread;
        this.background = background;
    }

    public Wording wording() {
        return wording;
    }

    /// Whether the person's yes is waited for.
    public BooleanBinding isWaiting() {
        return Bindings.isNotEmpty(code);
    }

    /// What they type into the page; empty while nothing is waited for.
    public ReadOnlyStringProperty code() {
        return code.getReadOnlyProperty();
    }

    /// The page with the code in it.
    public ReadOnlyStringProperty link() {
        return link.getReadOnlyProperty();
    }

    /// The words for who has no browser here: another device and the page without the code.
    public ReadOnlyStringProperty elsewhere() {
        return page.getReadOnlyProperty();
    }

    /// How long the code is good, in words.
    public ReadOnlyStringProperty lasts() {
        return lasts.getReadOnlyProperty();
    }

    /// Why no browser opened; empty if one did or was not asked for.
    public ReadOnlyStringProperty problem() {
        return problem.getReadOnlyProperty();
    }

    /// Whether the person has stopped it and it is not over yet.
    public ReadOnlyBooleanProperty stopping() {
        return stopping.getReadOnlyProperty();
    }

    /// How to ask them.
    Approval approval() {
        unwanted = false;
        return new Approval(
                shown ->
                        fxThread.execute(() -> {
                            if (!unwanted) show(shown);
                        }),
                () -> unwanted);
    }

    private void show(RommPairing.Code shown) {
        problem.set("");
        link.set(shown.complete().toString());
        page.set(wording.text("setup.letin.elsewhere", shown.page()));
        lasts.set(
                wording.text(
                        "setup.letin.lasts",
                        shown.lasts().toMinutes(),
                        wording.timeIn(shown.lasts())));
        code.set(shown.code());
    }

    /// Opens the page with the code in it.
    public void open(LinkOpener opener) {
        problem.set("");
        URI there = URI.create(link.get());
        background.execute(() -> {
            try {
                opener.open(there);
            } catch (IOException e) {
                LOG.log(Level.WARNING, "no browser opened", e);
                fxThread.execute(() -> problem.set(wording.text("setup.letin.no-browser")));
            }
        });
    }

    /// The person has lost patience.
    public void cancel() {
        stop();
        stopping.set(true);
        code.set("");
    }

    /// Nobody waits any more; from any thread.
    void stop() {
        unwanted = true;
    }

    /// It is over.
    void end() {
        code.set("");
        stopping.set(false);
    }
}
