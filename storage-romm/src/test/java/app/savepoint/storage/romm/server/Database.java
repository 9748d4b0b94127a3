package app.savepoint.storage.romm.server;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
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

    /// In the order in which they were written first.
    final List<Rows.DeviceSync> syncs;

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
        syncs = new ArrayList<>();
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
        syncs = new ArrayList<>(other.syncs);
        files = new TreeMap<>(other.files);
    }

    /// All of it as it is now, apart from this one.
    Database copy() {
        return new Database(this);
    }

    Rows.@Nullable DeviceSync sync(String device, int save) {
        for (Rows.DeviceSync sync : syncs) {
            if (sync.saveId() == save && sync.deviceId().equals(device)) {
                return sync;
            }
        }
        return null;
    }

    /// Writes a record of a device, in the place it has or behind the others.
    void sync(Rows.DeviceSync record) {
        for (int at = 0; at < syncs.size(); at++) {
            Rows.DeviceSync there = syncs.get(at);
            if (there.saveId() == record.saveId() && there.deviceId().equals(record.deviceId())) {
                syncs.set(at, record);
                return;
            }
        }
        syncs.add(record);
    }

    Rows.@Nullable Platform platformOf(int romId) {
        Rows.Rom rom = roms.find(romId);
        return rom == null ? null : platforms.find(rom.platformId());
    }

    /// Takes a save away: its row, what devices had of it, its file where no other row has it.
    void deleteSave(Rows.Save save) {
        saves.remove(save.id());
        syncs.removeIf(sync -> sync.saveId() == save.id());
        if (saves.where(row -> row.fullPath().equals(save.fullPath())).findAny().isEmpty()) {
            files.remove(save.fullPath());
        }
    }
}
