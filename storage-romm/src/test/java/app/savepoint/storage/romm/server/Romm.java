package app.savepoint.storage.romm.server;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// What every part of the server shares: version, clock, tables, settings.
final class Romm {
    /// RomM's own ceiling, from 5.1.
    static final long USUAL_LIMIT = 512L * 1024 * 1024;

    private final InstantSource clock;
    private final Ids ids;
    private Database database = new Database();
    private volatile Level level;
    private volatile Store store = Store.MARIADB;
    private volatile @Nullable String version;
    private volatile long limit = USUAL_LIMIT;

    Romm(Level level, InstantSource clock, long seed) {
        this.level = level;
        this.clock = clock;
        this.ids = new Ids(seed);
    }

    Level level() {
        return level;
    }

    void level(Level other) {
        level = other;
    }

    /// What the heartbeat says: the level's version, or what a test put there.
    String version() {
        String said = version;
        return said == null ? level.version() : said;
    }

    void version(String text) {
        version = text;
    }

    Ids ids() {
        return ids;
    }

    Database db() {
        return database;
    }

    void db(Database other) {
        database = other;
    }

    /// The database.
    Store store() {
        return store;
    }

    void store(Store other) {
        store = other;
    }

    /// Now, with its fraction.
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /// Now, as the tables keep it.
    Instant stored() {
        return store.kept(clock.instant());
    }

    @Nullable String written(@Nullable Instant instant) {
        return Times.written(instant, level);
    }

    /// The ceiling of an upload in bytes; 0 where there is none, as before 5.1.
    long uploadLimit() {
        return level.from(Level.V5_1) ? limit : 0;
    }

    void uploadLimit(long bytes) {
        limit = bytes;
    }

    /// The game, where this user may see it.
    Rows.Rom visibleRom(Rows.User user, int id) {
        Rows.Rom rom = database.roms.find(id);
        if (rom == null || isHidden(user, id)) {
            throw noRom(id);
        }
        return rom;
    }

    boolean isHidden(Rows.User user, int rom) {
        return level.from(Level.V5_0) && user.hiddenRoms().contains(rom);
    }

    static Refusal noRom(int id) {
        return Refusal.notFound("Rom with id '" + id + "' not found");
    }

    /// A device of this user.
    Rows.Device device(int user, String id) {
        Rows.Device device = database.devices.get(id);
        if (device == null || device.userId() != user) {
            throw Refusal.notFound("Device with ID " + id + " not found");
        }
        return device;
    }

    /// The device that a request names, if it names one; needs the scope then.
    Rows.@Nullable Device device(Call call, String scope) {
        String id = call.query("device_id");
        if (id == null) {
            return null;
        }
        call.needs(scope);
        return device(call.user(), id);
    }
}
