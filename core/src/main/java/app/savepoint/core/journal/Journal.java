package app.savepoint.core.journal;

import app.savepoint.core.journal.JournalException.Reason;
import app.savepoint.core.save.Saying;
import app.savepoint.core.scan.ScanCache;
import app.savepoint.core.storage.repository.RepositoryMemory;
import app.savepoint.core.storage.server.ServerMemory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// This device's memory, in one SQLite file.
///
/// Every method here and on what it hands out may be called from any thread; each change is one
/// transaction, which is on the disk when the method returns, and each query sees one moment. What
/// goes wrong is a [JournalException].
///
/// One process at a time opens a home's journal; who may is decided by the lock of the home, not
/// here.
public final class Journal implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Journal.class.getName());

    private final Database database;
    private final boolean fresh;
    private final Optional<Damage> damage;
    private final Identity identity;
    private final FileMemory files;
    private final Bases bases;
    private final LocalMemory local;
    private final Stillness stillness;
    private final Map<Long, RepositoryMemory> repositories = new ConcurrentHashMap<>();

    Journal(Database database, boolean fresh, Optional<Damage> damage) {
        this.database = database;
        this.fresh = fresh;
        this.damage = damage;
        identity = new Identity(database);
        files = new FileMemory(database);
        bases = new Bases(database);
        local = new LocalMemory(database);
        stillness = new Stillness(database);
    }

    /// Opens a home's memory, makes it if there is none, and brings an older one up to date.
    ///
    /// A damaged file is set aside and a fresh one begun, see [#damage]; a file that a newer
    /// Savepoint wrote is refused and left alone.
    public static Journal open(Path file, InstantSource clock) {
        Path absolute = file.toAbsolutePath();
        Journal journal = openOrStartAfresh(absolute, clock);
        try {
            journal.database.change(session -> Activity.prune(session, clock.instant()));
            return journal;
        } catch (RuntimeException e) {
            closeAfter(journal.database, e);
            throw e;
        }
    }

    private static Journal openOrStartAfresh(Path file, InstantSource clock) {
        if (Files.exists(file) && Files.exists(Damage.note(file)))
            return startAfresh(file, clock, "it gave wrong answers when it was last in use");
        try {
            return openWhole(file, Optional.empty());
        } catch (JournalException e) {
            if (e.reason() != Reason.DAMAGED) throw e;
            return startAfresh(file, clock, why(e));
        }
    }

    private static Journal openWhole(Path file, Optional<Damage> damage) {
        boolean cutShort = Damage.wasCutShort(file);
        Database database = Database.open(file);
        try {
            boolean fresh = Schema.bringUp(database);
            if (cutShort) refuseIfDamaged(database);
            return new Journal(database, fresh, damage);
        } catch (RuntimeException e) {
            closeAfter(database, e);
            throw e;
        }
    }

    private static Journal startAfresh(Path file, InstantSource clock, String why) {
        LOG.log(System.Logger.Level.WARNING, "{0} is set aside: {1}", file, why);
        Path setAside = Damage.setAside(file, clock.instant());
        Journal journal = openWhole(file, Optional.empty());
        Rescue rescue = Rescue.from(setAside, journal.database);
        Damage damage = new Damage(setAside, why, rescue.rescued(), rescue.lost());
        return new Journal(journal.database, true, Optional.of(damage));
    }

    private static String why(JournalException e) {
        Throwable cause = e.getCause();
        return Objects.toString(cause == null ? null : cause.getMessage(), e.code());
    }

    private static void refuseIfDamaged(Database database) {
        List<String> findings = findings(database);
        if (!findings.isEmpty())
            throw new JournalException(
                    Reason.DAMAGED,
                    Saying.of("journal.damaged", database.file())
                            .inEnglish(database.file() + " is damaged"),
                    new IllegalStateException(findings.getFirst()));
    }

    private static void closeAfter(Database database, RuntimeException cause) {
        try {
            database.close();
        } catch (JournalException e) {
            cause.addSuppressed(e);
        }
    }

    /// Where it lies.
    public Path file() {
        return database.file();
    }

    /// Whether nothing was remembered when it was opened: a new home, or a damaged file that was
    /// set aside.
    public boolean fresh() {
        return fresh;
    }

    /// The damaged file that was set aside when this one was opened.
    public Optional<Damage> damage() {
        return damage;
    }

    /// Looks the whole file over and returns what is wrong with it; nothing as a rule. Takes a
    /// while in a large home.
    public List<String> check() {
        return findings(database);
    }

    private static List<String> findings(Database database) {
        return database.read(session ->
                session.list(row -> row.getString(1), "PRAGMA quick_check(20)").stream()
                        .filter(finding -> !finding.equals("ok"))
                        .toList());
    }

    public Identity identity() {
        return identity;
    }

    public Storages storages() {
        return new Storages(database);
    }

    public Roots roots() {
        return new Roots(database);
    }

    public ScanCache scanCache() {
        return files;
    }

    public LocalMemory local() {
        return local;
    }

    public RomMemory roms() {
        return new RomMemory(database);
    }

    public Bases bases() {
        return bases;
    }

    public Sendings sendings() {
        return new Sendings(database);
    }

    public Choices choices() {
        return new Choices(database);
    }

    public Policies policies() {
        return new Policies(database);
    }

    public Settings settings() {
        return new Settings(database);
    }

    public Backups backups() {
        return new Backups(database);
    }

    public Stillness stillness() {
        return stillness;
    }

    public Activity activity() {
        return new Activity(database);
    }

    public FileSyncLog fileSyncLog() {
        return new FileSyncLog(database);
    }

    /// What is remembered of the repository in the storage with that number.
    public RepositoryMemory repositoryMemory(long storage) {
        return repositories.computeIfAbsent(
                storage, number -> new StoredRepository(database, identity, number));
    }

    /// What is remembered of the server in the storage with that number.
    public ServerMemory serverMemory(long storage) {
        return new StoredServer(database, storage);
    }

    /// Waits for what is under way and lets go of the file.
    @Override
    public void close() {
        database.close();
    }
}
