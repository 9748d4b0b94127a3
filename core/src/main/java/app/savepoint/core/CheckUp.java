package app.savepoint.core;

import app.savepoint.core.journal.Journal;
import app.savepoint.core.save.Hlc;
import app.savepoint.core.scan.RootHealth;
import app.savepoint.core.storage.RemoteTree;
import app.savepoint.core.storage.Storage;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.view.BackupCheck;
import app.savepoint.core.view.Check;
import app.savepoint.core.view.RootRow;
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
import java.util.function.Supplier;

/// Looks a home over, part by part; what is wrong with one keeps no other from being looked at.
final class CheckUp {
    /// A clock may be that much off before it is worth a word.
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

    /// With less room than this, the next large state may not fit.
    private static final long LITTLE_ROOM = 200L << 20;

    private final Home home;
    private final Journal journal;
    private final Storage storage;
    private final InstantSource clock;
    private final Supplier<Hlc> latest;
    private final Supplier<List<RootRow>> roots;
    private final Supplier<BackupCheck> backups;

    /// @param latest the latest reading of any device's clock that was seen
    CheckUp(
            Home home,
            Journal journal,
            Storage storage,
            InstantSource clock,
            Supplier<Hlc> latest,
            Supplier<List<RootRow>> roots,
            Supplier<BackupCheck> backups) {
        this.home = home;
        this.journal = journal;
        this.storage = storage;
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

    private Check home() {
        try {
            Path probe = Files.createTempFile(home.work(), "check", ".tmp");
            Files.delete(probe);
            FileStore disk = Files.getFileStore(home.dir());
            long room = disk.getUsableSpace();
            String where = home.dir() + ", " + (room >> 20) + " MiB free";
            return room < LITTLE_ROOM
                    ? bad(
                            "home",
                            "There is little room left: " + where + ".",
                            "Free some space on that disk.")
                    : good("home", where);
        } catch (IOException e) {
            return bad(
                    "home",
                    "The home " + home.dir() + " can not be written: " + e.getMessage(),
                    "Look after the disk and the permissions of that folder.");
        }
    }

    private Check database() {
        if (journal.damage().isPresent())
            return bad(
                    "database",
                    "The database was damaged and begun anew; the old one lies at "
                            + journal.damage().get().setAside()
                            + ".",
                    "Nothing to do: the next sync finds again what is in the folders and in the"
                            + " storage. Look after the disk if it happens again.");
        List<String> findings = journal.check();
        if (findings.isEmpty()) return good("database", journal.file().toString());
        return bad(
                "database",
                "The database is damaged: " + findings.getFirst(),
                "Start Savepoint once more: it sets the database aside and begins a new one from the"
                        + " folders and the storage.");
    }

    private List<Check> folders() {
        List<RootRow> all = roots.get();
        if (all.isEmpty())
            return List.of(
                    bad(
                            "roots",
                            "No folder is watched.",
                            "Say where your saves are: savepoint roots add PATH"));
        return all.stream().map(CheckUp::folder).toList();
    }

    private static Check folder(RootRow row) {
        String name = "root " + row.root().path();
        String saves = row.saves() == 1 ? "1 save" : row.saves() + " saves";
        if (row.health() == RootHealth.OK) return good(name, saves);
        return bad(
                name,
                switch (row.health()) {
                    case OK -> "";
                    case MISSING -> "The folder is not there.";
                    case UNREADABLE -> "The folder can not be read. " + row.detail();
                    case OTHER_VOLUME -> "Another disk lies there than before.";
                    case MANY_GONE -> "Most of its saves are gone.";
                },
                "Nothing of it is taken for deleted. Is the disk mounted? If it is right as it is:"
                        + " savepoint roots accept \""
                        + row.root().path()
                        + "\"");
    }

    private List<Check> storage() {
        List<Check> checks = new ArrayList<>();
        try {
            Instant begun = clock.instant();
            RemoteTree tree = storage.observe();
            long millis = Duration.between(begun, clock.instant()).toMillis();
            checks.add(
                    good(
                            "storage",
                            storage.info().uri()
                                    + ", "
                                    + tree.saves().size()
                                    + " saves, answered in "
                                    + millis
                                    + " ms"));
            if (tree.pending() > 0)
                checks.add(
                        bad(
                                "arriving",
                                tree.pending() + " things are still arriving in the storage.",
                                "If another tool replicates the folder, wait until it is done; sync"
                                        + " the other devices once more."));
            tree.notices().forEach(notice -> checks.add(bad(notice.code(), notice.message(), "")));
        } catch (StorageException.Unavailable e) {
            checks.add(
                    bad(
                            "storage",
                            storage.info().uri() + " is out of reach: " + e.getMessage(),
                            "Is the share mounted, the disk plugged in, the network there? Nothing"
                                    + " is lost; it goes on by itself when the storage is back."));
        } catch (StorageException e) {
            checks.add(bad("storage", storage.info().uri() + ": " + e.getMessage(), hint(e)));
        }
        return checks;
    }

    private static String hint(StorageException thrown) {
        return switch (thrown) {
            case StorageException.Unavailable _ -> "Try again later.";
            case StorageException.ChangedMeanwhile _ -> "Run it again.";
            case StorageException.NeedsPerson e ->
                    switch (e.reason()) {
                        case DENIED -> "Check the storage's permissions or log-in.";
                        case FULL -> "Free some space in the storage.";
                        case NOT_FOUND -> "Check that the storage is complete.";
                        case UNSUPPORTED -> "Install a newer Savepoint, or use another storage.";
                        case CORRUPT ->
                                "Sync the other devices: one of them may still have what is damaged.";
                    };
        };
    }

    private Check clock() {
        Instant now = clock.instant();
        Instant seen = Instant.ofEpochMilli(latest.get().millis());
        if (seen.isAfter(now.plus(CLOCKS_DIFFER)))
            return bad(
                    "clock",
                    "Another device wrote at "
                            + seen
                            + ", and here it is only "
                            + now.truncatedTo(ChronoUnit.SECONDS)
                            + ": one of the two clocks is wrong.",
                    "Set the clocks by the network. Until then the order of conflicts may be shown"
                            + " wrong; nothing is lost by that.");
        return good("clock", now.truncatedTo(ChronoUnit.SECONDS).toString());
    }

    private Check backups() {
        BackupCheck check = backups.get();
        if (check.damaged().isEmpty())
            return good(
                    "backups", check.checked() == 1 ? "1 backup" : check.checked() + " backups");
        BackupCheck.Damaged first = check.damaged().getFirst();
        return bad(
                "backups",
                check.damaged().size()
                        + " of "
                        + check.checked()
                        + " backups are not whole; the first: "
                        + first.backup().id()
                        + " of "
                        + first.backup().save()
                        + ", "
                        + first.what(),
                "They are never put back. Look after the disk: savepoint backups verify");
    }

    private Check keychain() {
        return good("keychain", "not needed: a folder has no secrets");
    }

    private Check logs() {
        Path logs = home.logs();
        if (Files.isDirectory(logs) && Files.isWritable(logs)) return good("logs", logs.toString());
        return bad(
                "logs",
                "No log can be written in " + logs + ".",
                "All else works without. Make it a folder that you may write to.");
    }

    private static Check good(String name, String message) {
        return new Check(name, true, message, "");
    }

    private static Check bad(String name, String message, String hint) {
        return new Check(name, false, message, hint);
    }
}
