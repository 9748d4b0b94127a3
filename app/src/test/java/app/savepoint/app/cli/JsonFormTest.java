package app.savepoint.app.cli;

import static app.savepoint.app.Samples.EMERALD;
import static app.savepoint.app.Samples.KIRBY;
import static app.savepoint.app.Samples.METROID;
import static app.savepoint.app.Samples.ZELDA;
import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.app.FakeHomes;
import app.savepoint.app.Samples;
import app.savepoint.core.plan.Attention;
import app.savepoint.core.plan.Rule;
import app.savepoint.core.plan.SavePlan.Guard;
import app.savepoint.core.save.ContentHash;
import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.Device;
import app.savepoint.core.save.DeviceType;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.scan.RootHealth;
import app.savepoint.core.storage.RemoteTree.Notice;
import app.savepoint.core.storage.StoredDevice;
import app.savepoint.core.view.ActivityRow;
import app.savepoint.core.view.Keep;
import app.savepoint.core.view.RootAdded;
import app.savepoint.core.view.Suggestion;
import app.savepoint.core.view.SyncReport.Failure;
import app.savepoint.core.view.SyncReport.Skipped;
import app.savepoint.core.view.Version;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The documents that scripts rely on, whole and to the letter.
class JsonFormTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Path GAME = Path.of("saves", "Game.srm").toAbsolutePath();

    private final TestTerminal terminal = new TestTerminal();

    @Test
    void init_names_the_device_and_the_storage() {
        Path storage = TestTerminal.DIRECTORY.resolve("shared");
        assertDocument(
                terminal.type(
                        "init",
                        "--storage",
                        "folder:shared",
                        "--device",
                        "Deck",
                        "--type",
                        "rg35xx",
                        "--json"),
                0,
                """
                {"device": {"id": "00000000-0000-4000-8000-0000000000d1", "name": "Deck", "type": "rg35xx"},
                 "storage": {"uri": %s, "kind": "folder", "joined": false,
                             "capabilities": ["lineage", "several-heads", "tombstones", "read", "write"]}}
                """
                        .formatted(quoted("folder:" + storage)));
    }

    @Test
    void init_says_that_a_storage_in_use_was_joined() {
        terminal.type("init", "--storage", "folder:shared", "--home", "a");
        JsonNode document =
                terminal.type("init", "--storage", "folder:shared", "--home", "b", "--json").json();
        assertThat(document.at("/storage/joined").booleanValue()).isTrue();
    }

    @Test
    void init_check_knows_no_device_yet() {
        JsonNode document =
                terminal.type("init", "--storage", "folder:shared", "--check", "--json").json();
        assertThat(document.get("device").isNull()).isTrue();
        assertThat(document.at("/storage/kind").stringValue()).isEqualTo("folder");
    }

    @Test
    void roots_are_listed_with_what_is_known_of_them() {
        terminal.service().with(Samples.root(GAME, RootHealth.MISSING));
        assertDocument(
                terminal.type("roots", "list", "--json"),
                0,
                """
                {"roots": [{"path": %s, "system": "gba", "emulator": null, "evidence": "named by you",
                            "health": "MISSING", "saves": 3, "detail": "it is not there"}]}
                """
                        .formatted(quoted(GAME)));
    }

    @Test
    void roots_alone_lists_them_too() {
        terminal.service().with(Samples.root(GAME, RootHealth.OK));
        assertThat(terminal.type("--json", "roots").out())
                .isEqualTo(terminal.type("roots", "list", "--json").out());
    }

    @Test
    void a_root_that_needs_a_yes_comes_with_its_candidates() {
        terminal.service().answersNextRoot(new RootAdded.NeedsYes(1, 3000, List.of("gba/a.srm")));
        JsonNode error = terminal.type("roots", "add", "x", "--json").json().get("error");
        assertThat(error.get("code").stringValue()).isEqualTo("root.needs-yes");
        assertThat(error.get("saves").intValue()).isEqualTo(1);
        assertThat(error.get("otherFiles").intValue()).isEqualTo(3000);
        assertThat(error.get("candidates")).isEqualTo(JSON.readTree("[\"gba/a.srm\"]"));
    }

    @Test
    void status_shows_a_save_with_its_three_contents() {
        terminal.service()
                .with(Samples.conflict(EMERALD))
                .with(new Notice("storage.rolled-back", "The storage went back."))
                .stillArriving(2);
        assertDocument(
                terminal.type("status", "--json"),
                3,
                """
                {"summary": {"inSync": 0, "push": 0, "pull": 0, "conflicts": 1, "waiting": 0, "errors": 0},
                 "saves": [{"id": "gba/Pokemon Emerald/save/main", "system": "gba", "game": "Pokemon Emerald",
                   "kind": "save", "slot": "main", "availability": "LOCAL_ONLY", "action": "CONFLICT",
                   "attention": "CONFLICT", "reason": "This device and the storage have both moved on.",
                   "local": %s, "remote": [%s], "base": %s}],
                 "notices": [{"code": "storage.rolled-back", "message": "The storage went back."}],
                 "offline": false, "arriving": 2}
                """
                        .formatted(mine(), theirs(), common()));
    }

    @Test
    void absent_sides_are_null_or_empty() {
        terminal.service().with(Samples.held(KIRBY, Attention.ERROR, "UNREADABLE"));
        JsonNode save = terminal.type("status", "--json").json().at("/saves/0");
        assertThat(save.get("local").isNull()).isTrue();
        assertThat(save.get("remote")).isEqualTo(JSON.readTree("[]"));
        assertThat(save.get("base").isNull()).isTrue();
    }

    @Test
    void what_could_not_be_read_has_no_time() {
        Version unread =
                new Version(
                        null, 3, Instant.EPOCH, null, "", false, List.of(), null, GAME, List.of());
        terminal.service()
                .with(Samples.row(KIRBY, Rule.HELD, Attention.ERROR, unread, List.of(), null));
        JsonNode local = terminal.type("status", "--json").json().at("/saves/0/local");
        assertThat(local.get("modified").isNull()).isTrue();
        assertThat(local.get("contentId").isNull()).isTrue();
        assertThat(terminal.type("status").out()).doesNotContain("1970");
        assertThat(terminal.type("explain", KIRBY).out())
                .contains("not read")
                .doesNotContain("1970");
    }

    @Test
    void a_deletion_is_a_head_without_content() {
        terminal.service()
                .with(
                        Samples.row(
                                EMERALD,
                                Rule.DELETED_THERE,
                                Attention.NONE,
                                null,
                                List.of(Samples.deletion(4, Duration.ofHours(1))),
                                null));
        assertThat(terminal.type("status", "--json").json().at("/saves/0/remote/0"))
                .isEqualTo(
                        JSON.readTree(
                                """
                                {"contentId": null, "size": 0, "modified": "2026-11-21T11:00:00Z",
                                 "device": "00000000-0000-4000-8000-0000000000d2", "files": [], "path": null,
                                 "places": [], "revision": "11111111-1111-4111-8111-000000abc004",
                                 "deleted": true, "blank": false}
                                """));
    }

    @Test
    void explain_names_rule_contents_and_guards() {
        terminal.service().with(Samples.guarded(EMERALD, Guard.EMULATOR_RUNS));
        JsonNode document = terminal.type("explain", EMERALD, "--json").json();
        assertThat(document.get("id").stringValue()).isEqualTo(EMERALD);
        assertThat(document.get("action").stringValue()).isEqualTo("SKIP");
        assertThat(document.get("rule").stringValue()).isEqualTo("4 new there");
        assertThat(document.get("reason").stringValue())
                .isEqualTo("The emulator that owns it is running.");
        assertThat(document.get("guards")).isEqualTo(JSON.readTree("[\"EMULATOR_RUNS\"]"));
        assertThat(document.propertyNames()).contains("local", "remote", "base");
    }

    @Test
    void sync_lists_what_it_did_and_what_it_cost() {
        terminal.service()
                .with(Samples.toPush(EMERALD))
                .with(Samples.toPull(METROID))
                .with(
                        Samples.row(
                                ZELDA,
                                Rule.DELETED_THERE,
                                Attention.NONE,
                                Samples.here("gone", Duration.ZERO),
                                List.of(),
                                null))
                .with(Samples.conflict(KIRBY))
                .with(new Skipped(SaveId.parse(ZELDA), Attention.NONE, "UNSTABLE: Zelda.srm"))
                .with(new Failure(SaveId.parse(METROID), "storage.full", "No room."));
        assertDocument(
                terminal.type("sync", "--json"),
                1,
                """
                {"pushed": ["gba/Pokemon Emerald/save/main"], "pulled": ["snes/Super Metroid/save/main"],
                 "deletedLocal": ["gb/Zelda/save/main"], "deletedRemote": [],
                 "conflicts": ["nes/Kirby/save/main"],
                 "skipped": [{"id": "gb/Zelda/save/main", "reason": "It changed while it was read. (Zelda.srm)",
                              "attention": "NONE"}],
                 "failed": [{"id": "snes/Super Metroid/save/main", "code": "storage.full", "message": "No room."}],
                 "requests": {"list": 1, "get": 2, "head": 3, "put": 4, "delete": 5, "other": 6},
                 "bytes": {"up": 1024, "down": 2048}, "durationMs": 42, "notices": [], "dryRun": false, "stopped": false}
                """);
    }

    @Test
    void push_pull_and_resolve_answer_as_sync_does() {
        terminal.service().with(Samples.toPush(EMERALD)).with(Samples.toPull(METROID));
        JsonNode pushed = terminal.type("push", EMERALD, METROID, "--json").json();
        assertThat(pushed.get("pushed")).hasSize(1);
        assertThat(pushed.get("pulled")).isEmpty();
        JsonNode pulled = terminal.type("pull", METROID, "--json").json();
        assertThat(pulled.get("pulled")).hasSize(1);
        terminal.service().with(Samples.conflict(KIRBY));
        JsonNode resolved = terminal.type("resolve", KIRBY, "--keep", "local", "--json").json();
        assertThat(resolved.at("/pushed/0").stringValue()).isEqualTo(KIRBY);
        assertThat(resolved.propertyNames()).isEqualTo(pushed.propertyNames());
    }

    @Test
    void conflicts_help_to_decide() {
        terminal.service()
                .with(
                        Samples.suggesting(
                                Samples.conflict(EMERALD),
                                new Suggestion(Keep.LOCAL, Suggestion.Because.LATER)))
                .with(Samples.toPush(METROID));
        assertDocument(
                terminal.type("conflicts", "--json"),
                3,
                """
                {"conflicts": [{"id": "gba/Pokemon Emerald/save/main", "system": "gba",
                   "game": "Pokemon Emerald", "kind": "save", "slot": "main", "availability": "LOCAL_ONLY",
                   "action": "CONFLICT", "attention": "CONFLICT",
                   "reason": "This device and the storage have both moved on.",
                   "local": %s, "remote": [%s], "base": %s, "firstMeeting": false,
                   "suggestion": {"keep": "local",
                                  "reason": "It is the later one, and no clock is in doubt."}}]}
                """
                        .formatted(mine(), theirs(), common()));
    }

    @Test
    void a_first_meeting_is_marked_and_may_have_no_suggestion() {
        terminal.service()
                .with(
                        Samples.row(
                                EMERALD,
                                Rule.FIRST_MEETING,
                                Attention.CONFLICT,
                                Samples.here("a", Duration.ZERO),
                                List.of(Samples.there(1, "b", Duration.ZERO)),
                                null));
        JsonNode conflict = terminal.type("conflicts", "--json").json().at("/conflicts/0");
        assertThat(conflict.get("firstMeeting").booleanValue()).isTrue();
        assertThat(conflict.get("suggestion").isNull()).isTrue();
    }

    @Test
    void history_shows_revisions_and_deletions() {
        terminal.service()
                .with(Samples.revision(2, EMERALD, null))
                .with(Samples.revision(1, EMERALD, "first"));
        assertDocument(
                terminal.type("history", EMERALD, "--json"),
                0,
                """
                {"revisions": [
                  {"save": "gba/Pokemon Emerald/save/main", "id": "11111111-1111-4111-8111-000000abc002",
                   "parents": ["11111111-1111-4111-8111-000000abc001"], "device": "Deck",
                   "time": "2026-11-21T11:00:00Z", "size": 0, "contentId": null, "head": true,
                   "available": false, "files": []},
                  {"save": "gba/Pokemon Emerald/save/main", "id": "11111111-1111-4111-8111-000000abc001",
                   "parents": [], "device": "Deck", "time": "2026-11-21T11:00:00Z", "size": 5,
                   "contentId": "%s", "head": false, "available": true, "files": [%s]}]}
                """
                        .formatted(contentId("first"), file("first")));
    }

    @Test
    void a_save_without_history_has_an_empty_list() {
        terminal.service();
        assertDocument(terminal.type("history", EMERALD, "--json"), 0, "{\"revisions\": []}");
    }

    @Test
    void backups_show_what_was_set_aside() {
        terminal.service().with(Samples.backup(7, EMERALD));
        assertDocument(
                terminal.type("backups", "--json"),
                0,
                """
                {"backups": [{"id": 7, "save": "gba/Pokemon Emerald/save/main",
                  "time": "2026-11-19T12:00:00Z", "reason": "replaced", "size": 5, "contentId": "%s",
                  "pinned": true, "files": [%s]}]}
                """
                        .formatted(contentId("older"), file("older")));
    }

    @Test
    void restore_names_the_save_and_the_backup_of_what_it_replaced() {
        terminal.service().with(Samples.inSync(EMERALD)).with(Samples.backup(7, EMERALD));
        assertDocument(
                terminal.type("restore", EMERALD, "--backup", "7", "--json"),
                0,
                "{\"restored\": \"gba/Pokemon Emerald/save/main\", \"replacedBackup\": 8}");
    }

    @Test
    void restore_replaces_nothing_where_nothing_was() {
        terminal.service().with(Samples.revision(1, EMERALD, "first"));
        assertDocument(
                terminal.type("restore", EMERALD, "--revision", "00abc001", "--json"),
                0,
                "{\"restored\": \"gba/Pokemon Emerald/save/main\", \"replacedBackup\": null}");
    }

    @Test
    void activity_shows_what_happened() {
        terminal.service()
                .with(
                        new ActivityRow(
                                4,
                                Samples.NOW,
                                "Deck",
                                "pushed",
                                SaveId.parse(EMERALD),
                                "done",
                                "Pushed."))
                .with(new ActivityRow(3, Samples.NOW, "Deck", "joined", null, "done", "Joined."));
        assertDocument(
                terminal.type("activity", "--json"),
                0,
                """
                {"activity": [
                  {"id": 4, "time": "2026-11-21T12:00:00Z", "device": "Deck", "action": "pushed",
                   "save": "gba/Pokemon Emerald/save/main", "status": "done", "message": "Pushed."},
                  {"id": 3, "time": "2026-11-21T12:00:00Z", "device": "Deck", "action": "joined",
                   "save": null, "status": "done", "message": "Joined."}]}
                """);
    }

    @Test
    void devices_show_who_shares_the_storage() {
        terminal.service()
                .with(
                        new StoredDevice(
                                new Device(FakeHomes.DEVICE, "Desktop", DeviceType.LINUX),
                                Samples.NOW,
                                "0.1.0",
                                2))
                .with(
                        new StoredDevice(
                                new Device(Samples.DECK, "Deck", DeviceType.MIYOO_FLIP),
                                null,
                                null,
                                0));
        assertDocument(
                terminal.type("devices", "--json"),
                0,
                """
                {"devices": [
                  {"id": "00000000-0000-4000-8000-0000000000d1", "name": "Desktop", "type": "linux",
                   "lastSeen": "2026-11-21T12:00:00Z", "current": true, "appVersion": "0.1.0", "unsent": 2},
                  {"id": "00000000-0000-4000-8000-0000000000d2", "name": "Deck", "type": "miyoo_flip",
                   "lastSeen": null, "current": false, "appVersion": null, "unsent": 0}]}
                """);
    }

    @Test
    void help_and_version_come_inside_a_document() {
        assertThat(terminal.type("--json", "--help").json().get("help").stringValue())
                .contains("Usage: savepoint", "conflicts");
        assertThat(terminal.type("status", "--help", "--json").json().get("help").stringValue())
                .contains("--offline");
        assertThat(terminal.type("--json", "--version").json().get("version").stringValue())
                .matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
    }

    @Test
    void json_is_utf_8_whatever_the_terminal_shows() {
        terminal.encoding(StandardCharsets.US_ASCII);
        terminal.service().with(Samples.toPush("psx/ポケモン 🎮/save/main"));
        TestTerminal.Result result =
                terminal.encoding(StandardCharsets.ISO_8859_1).type("status", "--json");
        String document =
                new String(
                        result.out().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        assertThat(document).contains("\"game\":\"ポケモン 🎮\"");
    }

    private static String mine() {
        return """
        {"contentId": "%s", "size": 4, "modified": "2026-11-21T11:57:00Z", "device": "Desktop",
         "files": [%s], "path": %s, "places": [%s], "revision": null, "deleted": false, "blank": false}
        """
                .formatted(contentId("mine"), file("mine"), quoted(GAME), quoted(GAME));
    }

    private static String theirs() {
        return remote("theirs", "2026-11-21T07:00:00Z", 3);
    }

    private static String common() {
        return remote("common", "2026-11-18T12:00:00Z", 1);
    }

    private static String remote(String content, String modified, int revision) {
        return """
        {"contentId": "%s", "size": 6, "modified": "%s", "device": "Deck", "files": [%s],
         "path": null, "places": [], "revision": "%s", "deleted": false, "blank": false}
        """
                .formatted(
                        contentId(content), modified, file(content), Samples.revisionId(revision));
    }

    private static String file(String content) {
        return "{\"name\": \"Game.srm\", \"size\": %d, \"sha256\": \"%s\"}"
                .formatted(
                        content.length(),
                        ContentHash.of(content.getBytes(StandardCharsets.UTF_8)).hex());
    }

    private static ContentId contentId(String content) {
        return Samples.manifest(content, Duration.ZERO).contentId();
    }

    private static String quoted(Object text) {
        return JSON.writeValueAsString(text.toString());
    }

    private static void assertDocument(TestTerminal.Result result, int status, String expected) {
        assertThat(result.json()).isEqualTo(JSON.readTree(expected));
        assertThat(result.out().strip()).doesNotContain("\n");
        assertThat(result.err()).isEmpty();
        assertThat(result.status()).isEqualTo(status);
    }
}
