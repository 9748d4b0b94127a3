package app.savepoint.storage.romm.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The routes of saves.
final class Saves {
    private static final String READ = "assets.read";
    private static final String WRITE = "assets.write";
    private static final String DEVICES_READ = "devices.read";
    private static final String DEVICES_WRITE = "devices.write";
    private static final int USUAL_LIMIT = 10;

    private final Romm romm;
    private final SaveRules rules;
    private final SaveAnswers answers;
    private final Uploads uploads;
    private final Contents contents = new Contents();

    Saves(Romm romm, SaveRules rules, Uploads uploads) {
        this.romm = romm;
        this.rules = rules;
        this.uploads = uploads;
        this.answers = new SaveAnswers(romm);
    }

    void routes(Router router) {
        String path = "/api/saves";
        router.add("POST", path, this::create)
                .needs(WRITE)
                .params(
                        "rom_id",
                        "emulator",
                        "slot",
                        "device_id",
                        "overwrite",
                        "autocleanup",
                        "autocleanup_limit")
                .param("session_id", Level.V4_9);
        router.add("GET", path, this::list)
                .needs(READ)
                .params("rom_id", "platform_id", "slot", "device_id")
                .param("rom_ids", Level.V5_3);
        router.add("GET", path + "/identifiers", this::identifiers).needs(READ);
        router.add("GET", path + "/summary", this::summary).needs(READ).params("rom_id");
        router.add("POST", path + "/delete", this::delete).needs(WRITE);
        router.add("GET", path + "/{id}", this::get).needs(READ).params("device_id");
        router.add("PUT", path + "/{id}", this::put).needs(WRITE).param("device_id", Level.V4_9);
        router.add("GET", path + "/{id}/content", this::content)
                .needs(READ)
                .params("device_id", "optimistic")
                .param("session_id", Level.V4_9);
        router.add("POST", path + "/{id}/downloaded", this::downloaded).needs(DEVICES_WRITE);
        router.add("POST", path + "/{id}/untrack", call -> track(call, true)).needs(DEVICES_WRITE);
        router.add("POST", path + "/{id}/track", call -> track(call, false)).needs(DEVICES_WRITE);
        router.add("PUT", path + "/{id}/visibility", this::visibility)
                .needs(WRITE)
                .since(Level.V5_0);
    }

    private Answer create(Call call) {
        int romId = uploads.romId(call, "saveFile");
        Multipart form = Multipart.of(call.request());
        Uploads.File file = uploads.required(form, "save", "saveFile");
        Integer limit = call.number("autocleanup_limit");
        Rows.Device device = romm.device(call, DEVICES_WRITE);
        Rows.Rom rom = uploads.rom(call, romId, Level.V5_3);
        SaveRules.Outcome outcome =
                rules.store(
                        new SaveRules.Upload(
                                call.user(),
                                rom,
                                file.name(),
                                file.bytes(),
                                call.query("emulator"),
                                call.query("slot"),
                                device,
                                call.flag("overwrite", false),
                                call.flag("autocleanup", false),
                                limit == null ? USUAL_LIMIT : limit));
        if (!outcome.found()) {
            Sessions.count(romm, call.number("session_id"), call.user());
            uploads.picture(form, call.user(), rom);
        }
        return Answer.ok(answers.fields(outcome.row(), outcome.fresh(), device));
    }

    private Answer list(Call call) {
        Rows.Device device = romm.device(call, DEVICES_READ);
        Integer rom = call.number("rom_id");
        Integer platform = call.number("platform_id");
        String slot = call.query("slot");
        List<Integer> roms = uploads.romIds(call);
        return Answer.ok(
                rules.of(call.user())
                        .filter(row -> rom == null || rom == 0 || row.romId() == rom)
                        .filter(row -> roms == null || roms.contains(row.romId()))
                        .filter(row -> slot == null || romm.store().same(slot, row.slot()))
                        .filter(row -> platform == null || platform == platformOf(row))
                        .map(row -> answers.fields(row, null, device))
                        .toList());
    }

    private Answer identifiers(Call call) {
        return Answer.ok(rules.of(call.user()).map(Rows.Save::id).toList());
    }

    private Answer summary(Call call) {
        int rom = call.required("rom_id");
        List<Rows.Save> all =
                rules.of(call.user())
                        .filter(row -> row.romId() == rom)
                        .sorted(SaveRules.NEWEST_FIRST)
                        .toList();
        List<@Nullable String> slots = new ArrayList<>();
        all.forEach(row -> {
            if (!slots.contains(row.slot())) {
                slots.add(row.slot());
            }
        });
        return Answer.ok(
                Fields.of("total_count", all.size())
                        .and("slots", slots.stream().map(slot -> slot(slot, all)).toList()));
    }

    private Fields slot(@Nullable String slot, List<Rows.Save> all) {
        List<Rows.Save> rows =
                all.stream().filter(row -> Objects.equals(row.slot(), slot)).toList();
        return Fields.of("slot", slot)
                .and("count", rows.size())
                .and("latest", answers.fields(rows.getFirst(), null, null));
    }

    private Answer get(Call call) {
        Rows.Device device = romm.device(call, DEVICES_READ);
        return Answer.ok(answers.fields(own(call, call.id("id")), null, device));
    }

    private Answer put(Call call) {
        Rows.Save row = own(call, call.id("id"));
        Rows.Device device = romm.device(call, DEVICES_WRITE);
        Multipart form = Multipart.of(call.request());
        Uploads.File file = uploads.optional(form, "save", "saveFile");
        Rows.Save changed = rules.replace(row, file == null ? null : file.bytes(), device);
        Rows.Rom rom = romm.db().roms.find(row.romId());
        if (rom != null) {
            uploads.picture(form, call.user(), rom);
        }
        return Answer.ok(answers.fields(changed, null, device));
    }

    private Answer content(Call call) {
        Rows.Device device = romm.device(call, DEVICES_READ);
        int id = call.id("id");
        Rows.Save row = romm.db().saves.find(id);
        boolean mine = row != null && row.userId() == call.user();
        if (row == null || !(mine || row.isPublic())) {
            throw noSave(id);
        }
        Rows.Stored file = romm.db().files.get(row.fullPath());
        if (file == null) {
            throw Refusal.notFound("Save file not found on disk");
        }
        if (device != null && mine && call.flag("optimistic", true)) {
            rules.synced(device, row);
            Sessions.count(romm, call.number("session_id"), call.user());
        }
        return contents.of(
                call.request(),
                Contents.attachment(row.fileName()),
                Contents.guessed(row.fileName()),
                file);
    }

    private Answer downloaded(Call call) {
        Rows.Device device = romm.device(call.user(), call.text("device_id"));
        Rows.Save row = own(call, call.id("id"));
        rules.synced(device, row);
        return Answer.ok(answers.fields(row, null, device));
    }

    private Answer track(Call call, boolean untrack) {
        Rows.Device device = romm.device(call.user(), call.text("device_id"));
        Rows.Save row = own(call, call.id("id"));
        Rows.DeviceSync sync = romm.db().sync(device.id(), row.id());
        if (sync != null || untrack) {
            romm.db()
                    .sync(
                            new Rows.DeviceSync(
                                    device.id(),
                                    row.id(),
                                    sync == null ? romm.stored() : sync.lastSyncedAt(),
                                    untrack));
        }
        return Answer.ok(answers.fields(row, null, device));
    }

    private Answer visibility(Call call) {
        Rows.Save row = own(call, call.id("id"));
        JsonNode wanted = call.json().get("is_public");
        Rows.Save changed = rules.shown(row, wanted != null && wanted.asBoolean());
        return Answer.ok(answers.fields(changed, null, null));
    }

    private Answer delete(Call call) {
        List<Integer> ids = Uploads.ids(call, "saves");
        if (ids.isEmpty()) {
            throw Refusal.of(Status.BAD_REQUEST, "No saves were provided");
        }
        ids.forEach(id -> romm.db().deleteSave(own(call, id)));
        return Answer.ok(ids);
    }

    private Rows.Save own(Call call, int id) {
        Rows.Save row = romm.db().saves.find(id);
        if (row == null || row.userId() != call.user()) {
            throw noSave(id);
        }
        return row;
    }

    private int platformOf(Rows.Save row) {
        Rows.Platform platform = romm.db().platformOf(row.romId());
        return platform == null ? -1 : platform.id();
    }

    private static Refusal noSave(int id) {
        return Refusal.notFound("Save with ID " + id + " not found");
    }
}
