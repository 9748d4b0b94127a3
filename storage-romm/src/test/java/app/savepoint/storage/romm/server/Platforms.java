package app.savepoint.storage.romm.server;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The platforms of the library.
final class Platforms {
    private static final Fields EMPTY =
            Fields.from(
                    """
                    {"igdb_slug":null,"moby_slug":null,"hltb_slug":null,"libretro_slug":null,
                    "custom_name":"","description":"","igdb_id":null,"sgdb_id":null,"moby_id":null,
                    "launchbox_id":null,"ss_id":null,"ra_id":null,"hasheous_id":null,"tgdb_id":null,
                    "flashpoint_id":null,"category":"","generation":null,"family_name":"",
                    "family_slug":"","url":"","url_logo":"","firmware":[],"is_unidentified":true,
                    "is_identified":false,"missing_from_fs":false,"firmware_count":0}
                    """);

    private final Romm romm;

    Platforms(Romm romm) {
        this.romm = romm;
    }

    void routes(Router router) {
        router.add("GET", "/api/platforms", this::list)
                .needs("platforms.read")
                .params("updated_after");
        router.add("GET", "/api/platforms/identifiers", this::identifiers).needs("platforms.read");
        router.add("GET", "/api/platforms/supported", this::list).needs("platforms.read");
        router.add("GET", "/api/platforms/{id}", this::one).needs("platforms.read");
    }

    private Answer list(Call call) {
        Instant after = after(call);
        return Answer.ok(
                romm.db()
                        .platforms
                        .where(row -> after == null || row.updatedAt().isAfter(after))
                        .map(this::fields)
                        .toList());
    }

    private Answer identifiers(Call call) {
        return Answer.ok(romm.db().platforms.all().map(Rows.Platform::id).toList());
    }

    private Answer one(Call call) {
        int id = call.id("id");
        Rows.Platform platform = romm.db().platforms.find(id);
        if (platform == null) {
            throw Refusal.notFound("Platform with id '" + id + "' not found");
        }
        return Answer.ok(fields(platform));
    }

    /// The moment of `updated_after`, if there is one.
    static @Nullable Instant after(Call call) {
        String text = call.query("updated_after");
        if (text == null) {
            return null;
        }
        Instant instant = Times.read(text);
        if (instant == null) {
            throw Call.invalid(
                    Fields.of("type", "datetime_from_date_parsing")
                            .and("loc", List.of("query", "updated_after"))
                            .and("msg", "Input should be a valid datetime or date")
                            .and("input", text));
        }
        return instant;
    }

    private Fields fields(Rows.Platform platform) {
        List<Rows.Rom> roms =
                romm.db().roms.where(rom -> rom.platformId() == platform.id()).toList();
        return EMPTY.copy()
                .and("id", platform.id())
                .and("slug", platform.slug())
                .and("fs_slug", platform.fsSlug())
                .and("rom_count", roms.size())
                .and("name", platform.name())
                .and("display_name", platform.name())
                .and("fs_size_bytes", roms.stream().mapToLong(RomAnswers::size).sum())
                .and("created_at", romm.written(platform.createdAt()))
                .and("updated_at", romm.written(platform.updatedAt()));
    }
}
