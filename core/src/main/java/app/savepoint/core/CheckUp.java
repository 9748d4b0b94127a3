package app.savepoint.core;

import app.savepoint.core.journal.Journal;
import app.savepoint.core.save.Hlc;
import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.RemoteTree;
import app.savepoint.core.storage.Storage;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.view.BackupCheck;
import app.savepoint.core.view.Check;
import app.savepoint.core.view.RootRow;
import app.savepoint.core.view.StorageChecks;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Looks a home over, part by part; what is wrong with one keeps no other from being looked at.
final class CheckUp {
    /// With less room than this, the next large state may not fit.
    private static final long LITTLE_ROOM = 200L << 20;

    /// From bytes to MiB.
    private static final int MIB = 20;

    private final Home home;
    private final Journal journal;
    private final Storage storage;
    private final Trial trial;
    private final InstantSource clock;
    private final Supplier<Hlc> latest;
    private final Supplier<List<RootRow>> roots;
    private final Supplier<BackupCheck> backups;

    /// @param latest the latest reading of any device's clock that was seen
    CheckUp(
            Home home,
            Journal journal,
            Storage storage,
            Trial trial,
            InstantSource clock,
            Supplier<Hlc> latest,
            Supplier<List<RootRow>> roots,
            Supplier<BackupCheck> backups) {
        this.home = home;
        this.journal = journal;
        this.storage = storage;
        this.trial = trial;
        this.clock = clock;
        this.latest = latest;
        this.roots = roots;
        this.backups = backups;
    }

    List<Check> all() {
        List<Check> checks = new ArrayList<>();
        checks.add(home());
        checks.add(database());
        checks.addAll(folders());
        checks.addAll(storage());
        checks.add(clock());
        checks.add(backups());
        checks.add(keychain());
        checks.add(logs());
        return checks;
    }

    StorageChecks storageAsKnown() {
        return new StorageChecks(trial.known().found(), trial.known().at(), trial.keys());
    }

    StorageChecks tryStorage() {
        return new StorageChecks(storage(), clock.instant(), trial.keys());
    }

    private Check home() {
        try {
            Path probe = Files.createTempFile(home.work(), "check", ".tmp");
            Files.delete(probe);
            FileStore disk = Files.getFileStore(home.dir());
            long room = disk.getUsableSpace();
            return room < LITTLE_ROOM
                    ? bad("home", "home.full", home.dir(), room >> MIB)
                    : good("home", "home", home.dir(), room >> MIB);
        } catch (IOException e) {
            return bad("home", "home.read-only", home.dir(), e.getMessage());
        }
    }

    private Check database() {
        if (journal.damage().isPresent())
            return bad("database", "database.new", journal.damage().get().setAside());
        List<String> findings = journal.check();
        return findings.isEmpty()
                ? good("database", "database", journal.file())
                : bad("database", "database.damaged", findings.getFirst());
    }

    private List<Check> folders() {
        List<RootRow> all = roots.get();
        if (all.isEmpty()) return List.of(bad("roots", "roots.none"));
        return all.stream().map(CheckUp::folder).toList();
    }

    private static Check folder(RootRow row) {
        String name = "root " + row.root().path();
        return switch (row.health()) {
            case OK -> good(name, counted("root", row.saves()), row.saves());
            case MISSING -> bad(name, "root.MISSING", row.root().path());
            case UNREADABLE -> bad(name, "root.UNREADABLE", row.root().path(), row.detail());
            case OTHER_VOLUME -> bad(name, "root.OTHER_VOLUME", row.root().path());
            case MANY_GONE -> bad(name, "root.MANY_GONE", row.root().path());
        };
    }

    private List<Check> storage() {
        String uri = storage.info().uri();
        List<Check> checks = new ArrayList<>();
        try {
            Instant begun = clock.instant();
            RemoteTree tree = storage.observe();
            long millis = Duration.between(begun, clock.instant()).toMillis();
            int saves = tree.saves().size();
            checks.add(good("storage", counted("storage", saves), uri, saves, millis));
            if (tree.pending() > 0)
                checks.add(bad("arriving", counted("arriving", tree.pending()), tree.pending()));
            tree.notices().forEach(notice -> checks.add(bad(notice.code(), "said", notice.what())));
            checks.addAll(trial.run());
        } catch (StorageException e) {
            checks.add(bad("storage", "storage." + word(e), uri, e.saying()));
        }
        return checks;
    }

    private static String word(StorageException thrown) {
        return switch (thrown) {
            case StorageException.Unavailable _ -> "unavailable";
            case StorageException.ChangedMeanwhile _ -> "changed";
            case StorageException.NeedsPerson e -> e.reason().word();
        };
    }

    private Check clock() {
        Optional<Saying> differ = new Clocks(storage, clock).differ(Clocks.WORTH_A_WORD);
        if (differ.isPresent()) return new Check("clock", false, differ.get());
        Instant now = clock.instant();
        Instant seen = Instant.ofEpochMilli(latest.get().millis());
        return seen.isAfter(now.plus(Clocks.WORTH_A_WORD))
                ? bad("clock", "clock.differs", seen, now.truncatedTo(ChronoUnit.SECONDS))
                : good("clock", "clock", now.truncatedTo(ChronoUnit.SECONDS));
    }

    private Check backups() {
        BackupCheck check = backups.get();
        if (check.damaged().isEmpty())
            return good("backups", counted("backups", check.checked()), check.checked());
        BackupCheck.Damaged first = check.damaged().getFirst();
        return bad(
                "backups",
                "backups.damaged",
                check.damaged().size(),
                check.checked(),
                first.backup().id(),
                first.backup().save(),
                first.what());
    }

    private Check keychain() {
        return new Check("keychain", true, trial.keys());
    }

    private Check logs() {
        Path logs = home.logs();
        return Files.isDirectory(logs) && Files.isWritable(logs)
                ? good("logs", "logs", logs)
                : bad("logs", "logs.read-only", logs);
    }

    private static String counted(String key, int number) {
        return key + (number == 1 ? ".one" : ".other");
    }

    private static Check good(String name, String key, @Nullable Object... arguments) {
        return new Check(name, true, Saying.of("check." + key, arguments));
    }

    private static Check bad(String name, String key, @Nullable Object... arguments) {
        return new Check(name, false, Saying.of("check." + key, arguments));
    }
}
