package app.savepoint.storage.romm.server;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Games as the server describes them.
final class RomAnswers {
    private static final Fields EMPTY =
            Fields.from(
                    """
                    {"igdb_id":null,"sgdb_id":null,"moby_id":null,"ss_id":null,"ra_id":null,
                    "launchbox_id":null,"hasheous_id":null,"tgdb_id":null,"flashpoint_id":null,
                    "hltb_id":null,"gamelist_id":null,"libretro_id":null,"platform_custom_name":"",
                    "slug":null,"summary":null,"alternative_names":[],"youtube_video_id":null,
                    "igdb_metadata":{},"moby_metadata":{},"ss_metadata":{},"launchbox_metadata":{},
                    "hasheous_metadata":{},"flashpoint_metadata":{},"hltb_metadata":{},
                    "gamelist_metadata":{},"manual_metadata":{},"path_cover_small":"",
                    "path_cover_large":"","url_cover":"","has_manual":false,"has_soundtrack":false,
                    "path_manual":null,"url_manual":"","path_video":null,"is_identifying":false,
                    "is_unidentified":true,"is_identified":false,"ra_hash":"",
                    "has_nested_single_file":false,"has_notes":false,"merged_screenshots":[],
                    "merged_ra_metadata":{},"sibling_roms":[],"screenshot_path":null}
                    """);
    private static final Fields USER =
            Fields.from(
                    """
                    {"is_main_sibling":false,"backlogged":false,"now_playing":false,"hidden":false,
                    "rating":0,"difficulty":0,"completion":0,"status":null}
                    """);
    private static final Fields METADATUM =
            Fields.from(
                    """
                    {"genres":[],"franchises":[],"collections":[],"companies":[],"game_modes":[],
                    "age_ratings":[],"player_count":"1","first_release_date":null,"average_rating":null}
                    """);
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final int NUMBER_WIDTH = 12;

    private final Romm romm;

    RomAnswers(Romm romm) {
        this.romm = romm;
    }

    static long size(Rows.Rom rom) {
        return rom.files().stream().mapToLong(file -> file.bytes().length).sum();
    }

    /// Whether it is a folder with several files.
    static boolean isFolder(Rows.Rom rom) {
        return rom.files().size() > 1;
    }

    /// By what lists are sorted: the name in lower case, its numbers filled up with zeros.
    static String sortKey(Rows.Rom rom) {
        String lower = Names.noTags(rom.fsName()).toLowerCase(Locale.ROOT);
        return NUMBER.matcher(lower)
                .replaceAll(match ->
                        "0".repeat(Math.max(0, NUMBER_WIDTH - match.group().length()))
                                + match.group());
    }

    Fields fields(Rows.Rom rom, int user, boolean withFiles) {
        Rows.Platform platform = romm.db().platforms.find(rom.platformId());
        String slug = platform == null ? "" : platform.slug();
        String fsSlug = platform == null ? "" : platform.fsSlug();
        String folder = "roms/" + fsSlug;
        String name = Names.noTags(rom.fsName());
        boolean next = romm.level().from(Level.V5_3);
        return EMPTY.copy()
                .and("id", rom.id())
                .and("platform_id", rom.platformId())
                .and("platform_slug", slug)
                .and("platform_fs_slug", fsSlug)
                .and("platform_display_name", platform == null ? "" : platform.name())
                .and("fs_name", rom.fsName())
                .and("fs_name_no_tags", name)
                .and("fs_name_no_ext", Names.stem(rom.fsName()))
                .and("fs_extension", Names.extension(rom.fsName()))
                .and("fs_path", folder)
                .and("fs_size_bytes", size(rom))
                .and("name", name)
                .and("name_sort_key", sortKey(rom))
                .and("metadatum", METADATUM.copy().and("rom_id", rom.id()))
                .and("revision", rom.revision())
                .and("regions", rom.regions())
                .and("languages", rom.languages())
                .and("tags", rom.tags())
                .and("crc_hash", rom.crc())
                .and("md5_hash", rom.md5())
                .and("sha1_hash", rom.sha1())
                .and("has_simple_single_file", !isFolder(rom))
                .and("has_multiple_files", isFolder(rom))
                .and("full_path", folder + "/" + rom.fsName())
                .and("created_at", romm.written(rom.createdAt()))
                .and("updated_at", romm.written(rom.updatedAt()))
                .and("missing_from_fs", rom.missing())
                .and("rom_user", romUser(user, rom.id()))
                .and("files", withFiles ? files(rom, folder) : List.of())
                .andIf(next, "title_id", null)
                .andIf(next, "save_target", null)
                .andIf(next, "save_target_layout", null)
                .andIf(next, "is_physical", false)
                .andIf(next, "has_file_on_disk", !rom.missing());
    }

    /// With what the user keeps there.
    Fields detailed(Rows.Rom rom, Rows.User user) {
        SaveAnswers saves = new SaveAnswers(romm);
        List<Fields> mine =
                romm.db()
                        .saves
                        .where(row -> row.userId() == user.id() && row.romId() == rom.id())
                        .sorted(Comparator.comparing(Rows.Save::updatedAt).reversed())
                        .map(row -> saves.fields(row, null, null))
                        .toList();
        List<Fields> states =
                romm.db()
                        .states
                        .where(row -> row.userId() == user.id() && row.romId() == rom.id())
                        .sorted(Comparator.comparing(Rows.State::updatedAt).reversed())
                        .map(row -> saves.fields(row, null))
                        .toList();
        List<Fields> pictures =
                romm.db()
                        .screenshots
                        .where(row -> row.userId() == user.id() && row.romId() == rom.id())
                        .map(saves::fields)
                        .toList();
        return fields(rom, user.id(), true)
                .without("screenshot_path")
                .and("user_saves", mine)
                .and("user_states", states)
                .and("user_screenshots", pictures)
                .and("all_user_saves", mine.stream().map(one -> owned(one, user)).toList())
                .and("all_user_states", states.stream().map(one -> owned(one, user)).toList())
                .and("all_user_screenshots", List.of())
                .and("user_collections", List.of())
                .and("all_user_notes", List.of());
    }

    private Fields owned(Fields row, Rows.User user) {
        return row.copy()
                .and("username", user.name())
                .and("user_avatar_path", "")
                .and("user_updated_at", romm.written(user.updatedAt()));
    }

    private Fields romUser(int user, int rom) {
        Rows.RomUser row =
                romm.db()
                        .romUsers
                        .where(one -> one.userId() == user && one.romId() == rom)
                        .findFirst()
                        .orElse(null);
        Instant now = romm.now();
        return USER.copy()
                .and("id", row == null ? -1 : row.id())
                .and("user_id", row == null ? -1 : user)
                .and("rom_id", row == null ? -1 : rom)
                .and("created_at", romm.written(row == null ? now : row.createdAt()))
                .and("updated_at", romm.written(row == null ? now : row.updatedAt()))
                .and("last_played", row == null ? null : romm.written(row.lastPlayed()));
    }

    private List<Fields> files(Rows.Rom rom, String folder) {
        String path = isFolder(rom) ? folder + "/" + rom.fsName() : folder;
        return rom.files().stream()
                .sorted(Comparator.comparing(Rows.RomFile::name))
                .map(file -> file(rom, file, path))
                .toList();
    }

    private Fields file(Rows.Rom rom, Rows.RomFile file, String path) {
        boolean five = romm.level().from(Level.V5_0);
        return Fields.of("id", file.id())
                .and("rom_id", rom.id())
                .and("file_name", file.name())
                .and("file_path", path)
                .and("file_size_bytes", file.bytes().length)
                .and("full_path", path + "/" + file.name())
                .andIf(five, "is_top_level", true)
                .and("created_at", romm.written(rom.createdAt()))
                .and("updated_at", romm.written(rom.updatedAt()))
                .and("last_modified", romm.written(rom.updatedAt()))
                .and("crc_hash", file.crc())
                .and("md5_hash", file.md5())
                .and("sha1_hash", file.sha1())
                .and("ra_hash", null)
                .and("chd_sha1_hash", "")
                .and("archive_members", null)
                .and("category", five ? "game" : null)
                .and("track_meta", null);
    }

    static boolean matches(@Nullable String sought, @Nullable String held) {
        return sought != null && !sought.isEmpty() && sought.equalsIgnoreCase(held);
    }
}
