package app.savepoint.core.journal;

import app.savepoint.core.save.Device;
import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.DeviceType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/// Who this device is, and who it was before it had to take another identity.
public final class Identity {
    private final Database database;
    private final Standing<Optional<Device>> device;

    Identity(Database database) {
        this.database = database;
        device =
                new Standing<>(
                        database,
                        session ->
                                session.first(
                                        Identity::device,
                                        "SELECT id, name, type FROM device WHERE current = 1"));
    }

    /// This device; empty before `init`.
    public Optional<Device> device() {
        return device.get();
    }

    /// Sets or changes who this device is. Under another id it is a renewal: the old one becomes a
    /// former identity.
    public void save(Device device) {
        database.change(session -> save(session, device));
    }

    static void save(Session session, Device device) throws SQLException {
        session.update(
                "UPDATE device SET current = 0 WHERE current = 1 AND id <> ?",
                device.id().toString());
        session.update(
                "INSERT INTO device (id, name, type, current) VALUES (?, ?, ?, 1)"
                        + " ON CONFLICT (id) DO UPDATE SET name = excluded.name, type = excluded.type, current = 1",
                device.id().toString(),
                device.name(),
                device.type().word());
    }

    /// The identities given up; what they published is this device's own work all the same.
    public Set<DeviceId> former() {
        return Set.copyOf(
                database.read(session ->
                        session.list(
                                row -> DeviceId.parse(row.getString(1)),
                                "SELECT id FROM device WHERE current = 0")));
    }

    private static Device device(ResultSet row) throws SQLException {
        return new Device(
                DeviceId.parse(row.getString(1)),
                row.getString(2),
                DeviceType.ofWord(row.getString(3)));
    }
}
