package app.savepoint.app.settings;

import app.savepoint.app.session.Finding;
import app.savepoint.app.session.SyncSession;
import app.savepoint.app.session.Wording;
import app.savepoint.core.Rhythm;
import app.savepoint.core.SyncService;
import app.savepoint.core.view.PolicyRow;
import app.savepoint.core.view.StorageChecks;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/// How this device is set up, and whether its storage is being tried out.
public final class SettingsViewModel {
    /// Where something is paid for each request.
    private static final String PAID = "s3";

    private final SyncSession session;
    private final Wording wording;
    private final ReadOnlyObjectWrapper<@Nullable Settings> settings =
            new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper testing = new ReadOnlyBooleanWrapper();

    public SettingsViewModel(SyncSession session) {
        this.session = session;
        this.wording = session.wording();
    }

    Wording wording() {
        return wording;
    }

    /// As they were read last; null before.
    ReadOnlyObjectProperty<@Nullable Settings> settings() {
        return settings.getReadOnlyProperty();
    }

    /// Whether the storage is being tried out.
    ReadOnlyBooleanProperty testing() {
        return testing.getReadOnlyProperty();
    }

    /// Reads them; of the storage, what is known of it. Asks the storage nothing.
    public void load() {
        session.ask(
                engine -> read(engine, engine.upkeep().storageAsKnown()),
                read -> {
                    // What is just being found out, or was, says more
                    if (!testing.get()) settings.set(read);
                });
    }

    /// Tries the storage out.
    void test() {
        if (testing.get()) return;
        testing.set(true);
        session.ask(
                engine -> read(engine, engine.upkeep().tryStorage()),
                read -> {
                    testing.set(false);
                    settings.set(read);
                },
                failure -> {
                    testing.set(false);
                    session.tell(failure);
                });
    }

    private Settings read(SyncService engine, StorageChecks known) {
        boolean paid = engine.storage().kind().equals(PAID);
        return new Settings(
                engine.storage().uri(),
                known.checks().stream().map(check -> Finding.of(check, wording)).toList(),
                checked(known, paid),
                paid ? wording.sentence(wording.error(known.keys())) : "",
                rhythm(paid),
                paid ? price() : wording.text("settings.price.none"),
                engine.device().name(),
                engine.upkeep().policies().stream().map(this::rule).toList());
    }

    private String checked(StorageChecks known, boolean paid) {
        if (known.at() != null) return wording.text("settings.checked", wording.ago(known.at()));
        return paid ? wording.text("settings.checked.never") : "";
    }

    private String rhythm(boolean paid) {
        long often = Rhythm.ATTENTIVE.every().toSeconds();
        return paid
                ? wording.text("settings.rhythm.paid", often, Rhythm.QUIET.every().toMinutes())
                : wording.text("settings.rhythm.free", often);
    }

    private String price() {
        Price least = Price.of(Rhythm.QUIET);
        Price most = Price.of(Rhythm.ATTENTIVE);
        return wording.text(
                "settings.price",
                least.requests(),
                least.dollars(),
                most.requests(),
                most.dollars());
    }

    private Settings.Rule rule(PolicyRow row) {
        return new Settings.Rule(
                row.key(),
                row.value(),
                row.scope().equals(PolicyRow.LIBRARY)
                        ? wording.sentences().text("policy.library")
                        : row.scope());
    }
}
