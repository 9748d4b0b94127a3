package app.savepoint.storage.romm.server;

/// What a server says about itself to anybody.
final class Discovery {
    private static final Fields REST =
            Fields.from(
                    """
                    {"METADATA_SOURCES":{"ANY_SOURCE_ENABLED":true,"IGDB_API_ENABLED":false,
                    "SS_API_ENABLED":false,"SS_DEV_CREDENTIALS_SET":false,"MOBY_API_ENABLED":false,
                    "STEAMGRIDDB_API_ENABLED":false,"RA_API_ENABLED":false,"LAUNCHBOX_API_ENABLED":false,
                    "HASHEOUS_API_ENABLED":false,"PLAYMATCH_API_ENABLED":false,"TGDB_API_ENABLED":false,
                    "FLASHPOINT_API_ENABLED":false,"HLTB_API_ENABLED":false,"LIBRETRO_API_ENABLED":true},
                    "EMULATION":{"DISABLE_EMULATOR_JS":false,"DISABLE_RUFFLE_RS":false},
                    "FRONTEND":{"DISABLE_USERPASS_LOGIN":false,"DISABLE_LOGS_VIEWER":false,
                    "YOUTUBE_BASE_URL":"https://www.youtube.com"},
                    "OIDC":{"ENABLED":false,"AUTOLOGIN":false,"PROVIDER":"","RP_INITIATED_LOGOUT":false},
                    "TASKS":{"ENABLE_SCHEDULED_RESCAN":false,"SCHEDULED_RESCAN_CRON":"0 3 * * *",
                    "ENABLE_SCHEDULED_UPDATE_SWITCH_TITLEDB":false,
                    "SCHEDULED_UPDATE_SWITCH_TITLEDB_CRON":"0 4 * * *",
                    "ENABLE_SCHEDULED_UPDATE_LAUNCHBOX_METADATA":false,
                    "SCHEDULED_UPDATE_LAUNCHBOX_METADATA_CRON":"0 4 * * *",
                    "ENABLE_SCHEDULED_CONVERT_IMAGES_TO_WEBP":false,
                    "SCHEDULED_CONVERT_IMAGES_TO_WEBP_CRON":"0 4 * * *"}}
                    """);

    private final Romm romm;

    Discovery(Romm romm) {
        this.romm = romm;
    }

    void routes(Router router) {
        router.add("GET", "/api/heartbeat", this::heartbeat);
        router.add("GET", "/openapi.json", router::openapi);
    }

    private Answer heartbeat(Call call) {
        return Answer.ok(
                REST.copy()
                        .and(
                                "SYSTEM",
                                Fields.of("VERSION", romm.version())
                                        .and("SHOW_SETUP_WIZARD", false))
                        .and(
                                "FILESYSTEM",
                                Fields.of(
                                        "FS_PLATFORMS",
                                        romm.db()
                                                .platforms
                                                .all()
                                                .map(Rows.Platform::fsSlug)
                                                .toList())));
    }
}
