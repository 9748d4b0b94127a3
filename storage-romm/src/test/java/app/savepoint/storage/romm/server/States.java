package app.savepoint.storage.romm.server;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The routes of states, which have no slots, no devices and no gate.
final class States {
    private static final String READ = "assets.read";
    private static final String WRITE = "assets.write";

    private final Romm romm;
    private final SaveRules rules;
    private final SaveAnswers answers;
    private final Pictures pictures;
    private final Uploads uploads;
    private final Contents contents = new Contents();

    States(Romm romm, SaveRules rules, Uploads uploads) {
        this.romm = romm;
        this.rules = rules;
        this.uploads = uploads;
        this.answers = new SaveAnswers(romm);
        this.pictures = new Pictures(romm);
    }

    void routes(Router router) {
        String path = "/api/states";
        router.add("POST", path, this::create).needs(WRITE).params("rom_id", "emulator");
        router.add("GET", path, this::list)
                .needs(READ)
                .params("rom_id", "platform_id")
                .param("rom_ids", Level.V5_3);
        router.add("GET", path + "/identifiers", this::identifiers).needs(READ);
        router.add("POST", path + "/delete", this::delete).needs(WRITE);
        router.add("GET", path + "/{id}", this::get).needs(READ);
        router.add("PUT", path + "/{id}", this::put).needs(WRITE);
        router.add("GET", path + "/{id}/content", this::content).needs(READ).since(Level.V5_0);
        router.add("PUT", path + "/{id}/visibility", this::visibility)
                .needs(WRITE)
                .since(Level.V5_0);
        router.add("GET", "/api/screenshots/{id}/content", this::picture)
                .needs(READ)
                .since(Level.V5_0);
        router.add("GET", "/api/raw/assets/*", this::raw).needs(READ).until(Level.V5_0);
    }

    private Answer create(Call call) {
        int romId = uploads.romId(call, "stateFile");
        Multipart form = Multipart.of(call.request());
        Uploads.File file = uploads.required(form, "state", "stateFile");
        Rows.Rom rom = uploads.rom(call, romId, Level.V5_2);
        String name = Names.sanitised(file.name());
        if (name == null) {
            throw Refusal.of(
                    Status.BAD_REQUEST,
                    "Invalid state filename: Filename cannot be empty after sanitization");
        }
        Rows.State old =
                of(call.user())
                        .filter(row ->
                                row.romId() == romId && romm.store().same(row.fileName(), name))
                        .findFirst()
                        .orElse(null);
        Rows.State row = store(call.user(), rom, name, file.bytes(), call.query("emulator"), old);
        uploads.picture(form, call.user(), rom);
        return Answer.ok(answers.fields(row, old == null ? romm.now() : null));
    }

    /// Writes a state. From 5.2 a row follows its emulator; before, its old file stays the one that
    /// is read.
    Rows.State store(
            int user,
            Rows.Rom rom,
            String name,
            byte[] bytes,
            @Nullable String emulator,
            Rows.@Nullable State old) {
        rules.gate().checkLengths(name, null, emulator);
        String folder = rules.gate().folder("states", user, rom, emulator);
        Instant now = romm.stored();
        romm.db().files.put(folder + "/" + name, new Rows.Stored(bytes, now));
        boolean stays = old != null && romm.level().before(Level.V5_2);
        Rows.State row =
                new Rows.State(
                        old == null ? romm.db().states.nextId() : old.id(),
                        rom.id(),
                        user,
                        name,
                        stays ? old.filePath() : folder,
                        bytes.length,
                        stays ? old.emulator() : emulator,
                        old != null && old.isPublic(),
                        old == null ? now : old.createdAt(),
                        now);
        romm.db().states.put(row.id(), row);
        if (old != null && !old.fullPath().equals(row.fullPath())) {
            romm.db().files.remove(old.fullPath());
        }
        rules.played(user, rom.id());
        return row;
    }

    /// Another program's upload, by the same rule: what has the name already is written over.
    Rows.State write(int user, int rom, String name, byte[] bytes, @Nullable String emulator) {
        Rows.Rom game = romm.db().roms.find(rom);
        if (game == null) {
            throw new IllegalArgumentException("no game " + rom);
        }
        Rows.State old =
                of(user).filter(row ->
                                row.romId() == rom && romm.store().same(row.fileName(), name))
                        .findFirst()
                        .orElse(null);
        return store(user, game, name, bytes, emulator, old);
    }

    /// Another program writes a row again where it stands.
    Rows.State replace(int id, byte[] bytes) {
        Rows.State row = romm.db().states.find(id);
        if (row == null) {
            throw new IllegalArgumentException("no state " + id);
        }
        romm.db().files.put(row.fullPath(), new Rows.Stored(bytes, romm.stored()));
        return changed(row, bytes.length, row.isPublic());
    }

    /// Another program adds a picture.
    void picture(int user, int rom, String name, byte[] bytes) {
        Rows.Rom game = romm.db().roms.find(rom);
        if (game != null) {
            pictures.store(user, game, name, bytes);
        }
    }

    /// Another program removes a state.
    void remove(int id) {
        Rows.State row = romm.db().states.find(id);
        if (row != null) {
            romm.db().states.remove(id);
            romm.db().files.remove(row.fullPath());
        }
    }

    private Answer list(Call call) {
        Integer rom = call.number("rom_id");
        Integer platform = call.number("platform_id");
        List<Integer> roms = uploads.romIds(call);
        return Answer.ok(
                of(call.user())
                        .filter(row -> rom == null || rom == 0 || row.romId() == rom)
                        .filter(row -> roms == null || roms.contains(row.romId()))
                        .filter(row -> platform == null || isOn(platform, row))
                        .map(row -> answers.fields(row, null))
                        .toList());
    }

    private Answer identifiers(Call call) {
        return Answer.ok(of(call.user()).map(Rows.State::id).toList());
    }

    private Answer get(Call call) {
        return Answer.ok(answers.fields(own(call, call.id("id")), null));
    }

    private Answer put(Call call) {
        Rows.State row = own(call, call.id("id"));
        Multipart form = Multipart.of(call.request());
        Uploads.File file = uploads.optional(form, "state", "stateFile");
        Instant now = romm.stored();
        if (file != null) {
            romm.db().files.put(row.fullPath(), new Rows.Stored(file.bytes(), now));
        }
        Rows.State changed =
                changed(row, file == null ? row.size() : file.bytes().length, row.isPublic());
        Rows.Rom rom = romm.db().roms.find(row.romId());
        if (rom != null) {
            uploads.picture(form, call.user(), rom);
        }
        return Answer.ok(answers.fields(changed, null));
    }

    private Answer visibility(Call call) {
        Rows.State row = own(call, call.id("id"));
        JsonNode wanted = call.json().get("is_public");
        return Answer.ok(
                answers.fields(
                        changed(row, row.size(), wanted != null && wanted.asBoolean()), null));
    }

    private Answer content(Call call) {
        int id = call.id("id");
        Rows.State row = romm.db().states.find(id);
        if (row == null || !(row.userId() == call.user() || row.isPublic())) {
            throw noState(id);
        }
        Rows.Stored file = romm.db().files.get(row.fullPath());
        if (file == null) {
            throw Refusal.notFound("State file not found on disk");
        }
        return contents.of(
                call.request(),
                Contents.attachment(row.fileName()),
                "application/octet-stream",
                file);
    }

    private Answer picture(Call call) {
        int id = call.id("id");
        Rows.Screenshot row = romm.db().screenshots.find(id);
        Rows.Stored file = row == null ? null : romm.db().files.get(row.fullPath());
        if (row == null || file == null || row.userId() != call.user()) {
            throw Refusal.notFound("Screenshot with ID " + id + " not found");
        }
        return contents.of(
                call.request(),
                Contents.attachment(row.fileName()),
                Contents.guessed(row.fileName()),
                file);
    }

    /// Before 5.0: a file by its path.
    private Answer raw(Call call) {
        String path = call.path("*");
        Rows.Stored file = romm.db().files.get(path);
        if (file == null || !path.startsWith(Names.userFolder(call.user()) + "/")) {
            throw Refusal.notFound("Not Found");
        }
        String name = path.substring(path.lastIndexOf('/') + 1);
        return contents.of(call.request(), Contents.attachment(name), Contents.guessed(name), file);
    }

    /// Takes the picture of a state along, also where other states show the same one.
    private Answer delete(Call call) {
        List<Integer> ids = Uploads.ids(call, "states");
        if (ids.isEmpty()) {
            throw Refusal.of(Status.BAD_REQUEST, "No states were provided");
        }
        for (int id : ids) {
            Rows.State row = own(call, id);
            Rows.Screenshot picture = pictures.ofState(row);
            if (picture != null) {
                romm.db().screenshots.remove(picture.id());
                romm.db().files.remove(picture.fullPath());
            }
            romm.db().states.remove(id);
            romm.db().files.remove(row.fullPath());
        }
        return Answer.ok(ids);
    }

    private Rows.State changed(Rows.State row, long size, boolean isPublic) {
        Rows.State changed =
                new Rows.State(
                        row.id(),
                        row.romId(),
                        row.userId(),
                        row.fileName(),
                        row.filePath(),
                        size,
                        row.emulator(),
                        isPublic,
                        row.createdAt(),
                        romm.stored());
        romm.db().states.put(row.id(), changed);
        return changed;
    }

    private Stream<Rows.State> of(int user) {
        return romm.db().states.where(row -> row.userId() == user);
    }

    private boolean isOn(int platform, Rows.State row) {
        Rows.Platform there = romm.db().platformOf(row.romId());
        return there != null && there.id() == platform;
    }

    private Rows.State own(Call call, int id) {
        Rows.State row = romm.db().states.find(id);
        if (row == null || row.userId() != call.user()) {
            throw noState(id);
        }
        return row;
    }

    private static Refusal noState(int id) {
        return Refusal.notFound("State with ID " + id + " not found");
    }
}
