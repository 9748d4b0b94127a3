package app.savepoint.app.cli;

import app.savepoint.app.Messages;
import app.savepoint.app.cli.Style.Tone;
import app.savepoint.app.cli.Table.Cell;
import app.savepoint.app.cli.Table.Column;
import app.savepoint.core.RequestException;
import app.savepoint.core.SyncService;
import app.savepoint.core.save.Device;
import app.savepoint.core.save.DeviceId;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StoredDevice;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JsonGenerator;

/// `devices`: who shares the storage.
@Command(name = "devices", description = "Show which devices share the storage.")
final class DevicesCommand extends ServiceCommand {
    DevicesCommand(CommandContext context, Printer printer) {
        super(context, printer);
    }

    @Override
    Answer ask(SyncService service) throws StorageException {
        return all(service);
    }

    private static Answer all(SyncService service) throws StorageException {
        return new Devices(service.devices(), service.device().id());
    }

    /// `devices rename`.
    @Command(name = "rename", description = "Give this device another name.")
    static final class Renaming extends ServiceCommand {
        @Parameters(paramLabel = "NAME", description = "What to call it.")
        private String name = "";

        Renaming(CommandContext context, Printer printer) {
            super(context, printer);
        }

        @Override
        Answer ask(SyncService service) throws StorageException {
            service.upkeep().renameDevice(name);
            return all(service);
        }
    }

    /// `devices remove`.
    @Command(
            name = "remove",
            description = {
                "Hide a device that is no longer used. What it published stays; should it",
                "publish again, it is shown again."
            })
    static final class Removing extends ServiceCommand {
        @Parameters(paramLabel = "ID", description = "Its id, as in devices --json, or its name.")
        private String typed = "";

        Removing(CommandContext context, Printer printer) {
            super(context, printer);
        }

        @Override
        Answer ask(SyncService service) throws StorageException {
            service.upkeep().removeDevice(find(service.devices()));
            return all(service);
        }

        private DeviceId find(List<StoredDevice> devices) {
            String id = typed.toLowerCase(Locale.ROOT);
            List<DeviceId> found =
                    devices.stream()
                            .map(StoredDevice::device)
                            .filter(device ->
                                    device.id().toString().equals(id)
                                            || device.name().equals(typed))
                            .map(Device::id)
                            .toList();
            if (found.size() == 1) return found.getFirst();
            throw new RequestException(
                    found.isEmpty() ? "device.unknown" : "device.several", typed);
        }
    }

    /// Who shares the storage.
    ///
    /// @param current this device
    private record Devices(List<StoredDevice> rows, DeviceId current) implements Answer {
        @Override
        public ExitStatus status() {
            return ExitStatus.DONE;
        }

        @Override
        public void json(JsonGenerator out) {
            var json = new SaveJson(out);
            out.writeStartObject();
            out.writeArrayPropertyStart("devices");
            for (StoredDevice row : rows) {
                out.writeStartObject();
                out.writeStringProperty("id", row.device().id().toString());
                out.writeStringProperty("name", row.device().name());
                out.writeStringProperty("type", row.device().type().word());
                json.orNull("lastSeen", row.lastSeen());
                out.writeBooleanProperty("current", isCurrent(row));
                json.orNull("appVersion", row.appVersion());
                out.writeNumberProperty("unsent", row.unsent());
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
        }

        @Override
        public void text(Page page) {
            Messages messages = page.messages();
            var table =
                    new Table(
                            Column.flexible(messages.text("column.device")),
                            Column.left(messages.text("column.type")),
                            Column.left(messages.text("column.lastSeen")),
                            Column.left(messages.text("column.version")),
                            Column.right(messages.text("column.unsent")));
            for (StoredDevice row : rows)
                table.row(
                        name(row, messages),
                        Cell.of(row.device().type().word()),
                        Cell.of(
                                row.lastSeen() == null
                                        ? messages.text("devices.never")
                                        : page.figures().ago(row.lastSeen())),
                        Cell.of(row.appVersion() == null ? "" : row.appVersion()),
                        unsent(row));
            page.table(table);
        }

        private Cell name(StoredDevice row, Messages messages) {
            String name = row.device().name();
            return isCurrent(row)
                    ? new Cell(Tone.STRONG, name + " " + messages.text("devices.current"))
                    : Cell.of(name);
        }

        private static Cell unsent(StoredDevice row) {
            return row.unsent() == 0
                    ? Cell.of("0")
                    : new Cell(Tone.WAITING, Integer.toString(row.unsent()));
        }

        private boolean isCurrent(StoredDevice row) {
            return row.device().id().equals(current);
        }
    }
}
