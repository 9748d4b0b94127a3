package app.savepoint.storage.romm.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// The games of the library.
final class Roms {
    private static final int USUAL_PAGE = 50;
    private static final int LONGEST_PAGE = 10_000;

    private final Romm romm;
    private final RomAnswers answers;
    private final Contents contents;

    Roms(Romm romm) {
        this.romm = romm;
        this.answers = new RomAnswers(romm);
        this.contents = new Contents();
    }

    void routes(Router router) {
        String scope = "roms.read";
        router.add("GET", "/api/roms", this::list)
                .needs(scope)
                .params(
                        "platform_id",
                        "platform_ids",
                        "search_term",
                        "updated_after",
                        "limit",
                        "offset",
                        "order_by",
                        "order_dir",
                        "missing",
                        "with_char_index",
                        "with_filter_values")
                .param("with_files", Level.V4_9)
                .param("has_saves", Level.V5_0)
                .param("has_states", Level.V5_0)
                .param("with_rom_id_index", Level.V5_1)
                .param("with_total", Level.V5_2);
        router.add("GET", "/api/roms/identifiers", this::identifiers).needs(scope);
        router.add("GET", "/api/roms/by-hash", this::byHash)
                .needs(scope)
                .params("crc_hash", "md5_hash", "sha1_hash", "ra_hash");
        router.add("GET", "/api/roms/{id}", this::one).needs(scope);
        router.add("GET", "/api/roms/{id}/simple", this::simple).needs(scope).since(Level.V5_0);
        router.add("GET", "/api/roms/{id}/content/{name}", this::content)
                .needs(scope)
                .params("file_ids");
        router.add("HEAD", "/api/roms/{id}/content/{name}", this::content)
                .needs(scope)
                .params("file_ids");
    }

    private Answer list(Call call) {
        int limit = bounded(call, "limit", USUAL_PAGE, 1, LONGEST_PAGE);
        int offset = bounded(call, "offset", 0, 0, Integer.MAX_VALUE);
        List<Rows.Rom> filtered = sorted(call, visible(call).filter(rom -> fits(call, rom)));
        Instant after = Platforms.after(call);
        List<Rows.Rom> found =
                filtered.stream()
                        .filter(rom -> after == null || rom.updatedAt().isAfter(after))
                        .toList();
        boolean files = call.flag("with_files", false);
        List<Fields> page =
                found.stream()
                        .skip(offset)
                        .limit(limit)
                        .map(rom -> answers.fields(rom, call.user(), files))
                        .toList();
        boolean index = call.flag("with_rom_id_index", true);
        return Answer.ok(
                Fields.of("items", page)
                        .and("total", call.flag("with_total", true) ? found.size() : null)
                        .and("limit", limit)
                        .and("offset", offset)
                        .and(
                                "char_index",
                                call.flag("with_char_index", true)
                                        ? RomLists.letters(found)
                                        : Map.of())
                        .and(
                                "rom_id_index",
                                index ? found.stream().map(Rows.Rom::id).toList() : List.of())
                        .and(
                                "filter_values",
                                RomLists.filters(
                                        call.flag("with_filter_values", true)
                                                ? filtered
                                                : List.of())));
    }

    private Answer identifiers(Call call) {
        return Answer.ok(sorted(call, visible(call)).stream().map(Rows.Rom::id).toList());
    }

    private Answer byHash(Call call) {
        String crc = call.query("crc_hash");
        String md5 = call.query("md5_hash");
        String sha1 = call.query("sha1_hash");
        if (crc == null && md5 == null && sha1 == null && call.query("ra_hash") == null) {
            throw Refusal.of(
                    Status.BAD_REQUEST, "At least one metadata hash value must be provided");
        }
        Rows.Rom found =
                visible(call)
                        .filter(rom ->
                                RomAnswers.matches(crc, rom.crc())
                                        || RomAnswers.matches(md5, rom.md5())
                                        || RomAnswers.matches(sha1, rom.sha1())
                                        || rom.files().stream()
                                                .anyMatch(file ->
                                                        RomAnswers.matches(crc, file.crc())
                                                                || RomAnswers.matches(
                                                                        md5, file.md5())
                                                                || RomAnswers.matches(
                                                                        sha1, file.sha1())))
                        .findFirst()
                        .orElseThrow(() ->
                                Refusal.notFound("No ROM or file found with given hash values"));
        return Answer.ok(answers.detailed(found, call.identity().user()));
    }

    private Answer one(Call call) {
        Rows.User user = call.identity().user();
        return Answer.ok(answers.detailed(romm.visibleRom(user, call.id("id")), user));
    }

    private Answer simple(Call call) {
        Rows.User user = call.identity().user();
        return Answer.ok(answers.fields(romm.visibleRom(user, call.id("id")), user.id(), true));
    }

    private Answer content(Call call) {
        Rows.Rom rom = romm.visibleRom(call.identity().user(), call.id("id"));
        String type = "application/octet-stream";
        if (!RomAnswers.isFolder(rom)) {
            return contents.of(
                    call.request(),
                    "attachment; filename*=UTF-8''%1$s; filename=\"%1$s\""
                            .formatted(Contents.quoted(rom.fsName())),
                    type,
                    new Rows.Stored(rom.files().getFirst().bytes(), rom.updatedAt()));
        }
        return contents.of(
                call.request(),
                Contents.attachment(rom.fsName() + ".zip"),
                "application/zip",
                new Rows.Stored(zip(rom), rom.updatedAt()));
    }

    private static byte[] zip(Rows.Rom rom) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Rows.RomFile file : rom.files()) {
                ZipEntry entry = new ZipEntry(file.name());
                entry.setTime(0);
                zip.putNextEntry(entry);
                zip.write(file.bytes());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private Stream<Rows.Rom> visible(Call call) {
        return romm.db().roms.where(rom -> !romm.isHidden(call.identity().user(), rom.id()));
    }

    private boolean fits(Call call, Rows.Rom rom) {
        List<Integer> platforms =
                Stream.concat(
                                call.numbers("platform_ids").stream(),
                                call.numbers("platform_id").stream())
                        .toList();
        String term = call.query("search_term");
        boolean named =
                term == null
                        || rom.fsName()
                                .toLowerCase(Locale.ROOT)
                                .contains(term.toLowerCase(Locale.ROOT));
        return (platforms.isEmpty() || platforms.contains(rom.platformId()))
                && named
                && has(call, "missing", rom.missing())
                && has(
                        call,
                        "has_saves",
                        romm.db()
                                .saves
                                .where(save -> save.romId() == rom.id())
                                .anyMatch(save -> save.isPublic() || save.userId() == call.user()))
                && has(
                        call,
                        "has_states",
                        romm.db()
                                .states
                                .where(state -> state.romId() == rom.id())
                                .anyMatch(state ->
                                        state.isPublic() || state.userId() == call.user()));
    }

    private static boolean has(Call call, String parameter, boolean fact) {
        return call.query(parameter) == null || call.flag(parameter, false) == fact;
    }

    /// By name; those of one name by rising id, in a search by falling, as a live server did it.
    private static List<Rows.Rom> sorted(Call call, Stream<Rows.Rom> roms) {
        Comparator<Rows.Rom> byId = Comparator.comparingInt(Rows.Rom::id);
        Comparator<Rows.Rom> ties = call.query("search_term") == null ? byId : byId.reversed();
        String order = call.query("order_by");
        Comparator<Rows.Rom> by =
                "id".equals(order) ? byId : Comparator.comparing(RomAnswers::sortKey);
        boolean falling = "desc".equalsIgnoreCase(call.query("order_dir"));
        return roms.sorted((falling ? by.reversed() : by).thenComparing(ties)).toList();
    }

    private static int bounded(Call call, String name, int otherwise, int least, int most) {
        Integer number = call.number(name);
        int value = number == null ? otherwise : number;
        if (value < least || value > most) {
            boolean small = value < least;
            int edge = small ? least : most;
            throw Call.invalid(
                    Fields.of("type", small ? "greater_than_equal" : "less_than_equal")
                            .and("loc", List.of("query", name))
                            .and(
                                    "msg",
                                    "Input should be "
                                            + (small ? "greater" : "less")
                                            + " than or equal to "
                                            + edge)
                            .and("input", String.valueOf(value))
                            .and("ctx", Fields.of(small ? "ge" : "le", edge)));
        }
        return value;
    }
}
