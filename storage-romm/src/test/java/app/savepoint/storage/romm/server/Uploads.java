package app.savepoint.storage.romm.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What uploads of saves and of states have in common.
final class Uploads {
    private static final int MOST_ROMS = 500;

    private final Romm romm;
    private final Pictures pictures;

    /// A file that was sent, with the name it was sent under.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record File(String name, byte[] bytes) {}

    Uploads(Romm romm) {
        this.romm = romm;
        this.pictures = new Pictures(romm);
    }

    /// The game that a request names; what is missing is said all at once.
    int romId(Call call, String part) {
        if (call.query("rom_id") == null) {
            Fields missing = Call.missing(List.of("query", "rom_id"), null);
            boolean both =
                    romm.level().from(Level.V4_8)
                            && Multipart.of(call.request()).part(part) == null;
            throw both
                    ? Call.invalid(missing, Call.missing(List.of("body", part), null))
                    : Call.invalid(missing);
        }
        return call.required("rom_id");
    }

    /// The game; one that is hidden is there until the version that looks.
    Rows.Rom rom(Call call, int id, Level hidesFrom) {
        if (romm.level().from(hidesFrom)) {
            return romm.visibleRom(call.identity().user(), id);
        }
        Rows.Rom rom = romm.db().roms.find(id);
        if (rom == null) {
            throw Romm.noRom(id);
        }
        return rom;
    }

    /// The games that a list is narrowed to; null where it is not.
    @Nullable List<Integer> romIds(Call call) {
        if (call.queries("rom_ids").isEmpty()) {
            return null;
        }
        List<Integer> ids = call.numbers("rom_ids");
        if (ids.size() > MOST_ROMS) {
            throw Call.invalid(
                    Fields.of("type", "too_long")
                            .and("loc", List.of("query", "rom_ids"))
                            .and("msg", "List should have at most 500 items after validation")
                            .and("input", ids));
        }
        return ids;
    }

    /// The file of an upload, refused as RomM words it where it is not there.
    File required(Multipart form, String word, String part) {
        Multipart.Part sent = form.part(part);
        if (sent == null) {
            throw romm.level().from(Level.V4_8)
                    ? Call.invalid(Call.missing(List.of("body", part), null))
                    : Refusal.of(Status.BAD_REQUEST, "No " + word + " file provided");
        }
        return file(sent, word, part);
    }

    @Nullable File optional(Multipart form, String word, String part) {
        Multipart.Part sent = form.part(part);
        return sent == null ? null : file(sent, word, part);
    }

    private File file(Multipart.Part sent, String word, String part) {
        String name = sent.fileName();
        if (name == null) {
            throw Call.invalid(
                    Fields.of("type", "value_error")
                            .and("loc", List.of("body", part))
                            .and("msg", "Value error, Expected UploadFile, received: <class 'str'>")
                            .and("input", new String(sent.bytes(), UTF_8))
                            .and("ctx", Fields.of("error", new Fields())));
        }
        String title = word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
        if (name.isEmpty()) {
            throw Refusal.of(Status.BAD_REQUEST, title + " file has no filename");
        }
        long limit = romm.uploadLimit();
        if (limit > 0 && sent.bytes().length > limit) {
            throw Refusal.of(
                    Status.TOO_LARGE,
                    title + " file exceeds the maximum allowed size of " + limit + " bytes");
        }
        return new File(name, sent.bytes());
    }

    /// Keeps the picture that came along, if one did.
    void picture(Multipart form, int user, Rows.Rom rom) {
        Multipart.Part sent = form.part("screenshotFile");
        String name = sent == null ? null : sent.fileName();
        String clean = name == null ? null : Names.sanitised(name);
        if (sent != null && clean != null) {
            pictures.store(user, rom, clean, sent.bytes());
        }
    }

    static List<Integer> ids(Call call, String name) {
        JsonNode array = call.json().get(name);
        if (array == null || !array.isArray()) {
            throw Call.invalid(Call.missing(List.of("body", name), null));
        }
        List<Integer> ids = new ArrayList<>();
        array.forEach(item -> ids.add(item.asInt()));
        return ids;
    }
}
