package app.savepoint.storage.romm.server;

import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The server's tables and its disk. Guarded by the server's one lock.
final class Database {
    final Table<Rows.User> users;
    final Table<Rows.Token> tokens;
    final Table<Rows.Platform> platforms;
    final Table<Rows.Rom> roms;
    final Table<Rows.RomFile> romFiles;
    final Table<Rows.Save> saves;
    final Table<Rows.State> states;
    final Table<Rows.Screenshot> screenshots;
    final Table<Rows.Session> sessions;
    final Table<Rows.Play> plays;
    final Table<Rows.RomUser> romUsers;

    /// By id, as the server lists them.
    final TreeMap<String, Rows.Device> devices;

    final SyncTable syncs;

    /// By path.
    final TreeMap<String, Rows.Stored> files;

    Database() {
        users = new Table<>();
        tokens = new Table<>();
        platforms = new Table<>();
        roms = new Table<>();
        romFiles = new Table<>();
        saves = new Table<>();
        states = new Table<>();
        screenshots = new Table<>();
        sessions = new Table<>();
        plays = new Table<>();
        romUsers = new Table<>();
        devices = new TreeMap<>();
        syncs = new SyncTable();
        files = new TreeMap<>();
    }

    private Database(Database other) {
        users = other.users.copy();
        tokens = other.tokens.copy();
        platforms = other.platforms.copy();
        roms = other.roms.copy();
        romFiles = other.romFiles.copy();
        saves = other.saves.copy();
        states = other.states.copy();
        screenshots = other.screenshots.copy();
        sessions = other.sessions.copy();
        plays = other.plays.copy();
        romUsers = other.romUsers.copy();
        devices = new TreeMap<>(other.devices);
        syncs = other.syncs.copy();
        files = new TreeMap<>(other.files);
    }

    /// All of it as it is now, apart from this one.
    Database copy() {
        return new Database(this);
    }

    Rows.@Nullable DeviceSync sync(String device, int save) {
        return syncs.find(device, save);
    }

    void sync(Rows.DeviceSync record) {
        syncs.put(record);
    }

    Rows.@Nullable Platform platformOf(int romId) {
        Rows.Rom rom = roms.find(romId);
        return rom == null ? null : platforms.find(rom.platformId());
    }

    /// Takes a save away: its row, what devices had of it, its file where no other row has it.
    void deleteSave(Rows.Save save) {
        saves.remove(save.id());
        syncs.forgetSave(save.id());
        dropUnused(save.romId(), save.fullPath());
    }

    /// Takes the file of a save away where no row has it any more.
    void dropUnused(int rom, String path) {
        if (savesAt(rom, path).findAny().isEmpty()) {
            files.remove(path);
        }
    }

    /// The saves whose file that is; the game is part of the path.
    Stream<Rows.Save> savesAt(int rom, String path) {
        return saves.where(row -> row.romId() == rom && row.fullPath().equals(path));
    }
}
