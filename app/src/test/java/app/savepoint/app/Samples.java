package app.savepoint.app;

import app.savepoint.core.plan.Action;
import app.savepoint.core.plan.Attention;
import app.savepoint.core.plan.Rule;
import app.savepoint.core.plan.SavePlan.Guard;
import app.savepoint.core.save.Availability;
import app.savepoint.core.save.ContentHash;
import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.Hlc;
import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.Role;
import app.savepoint.core.save.SaveFile;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.scan.Root;
import app.savepoint.core.scan.RootHealth;
import app.savepoint.core.view.BackupRow;
import app.savepoint.core.view.HistoryRow;
import app.savepoint.core.view.RootRow;
import app.savepoint.core.view.SaveRow;
import app.savepoint.core.view.Suggestion;
import app.savepoint.core.view.Version;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Saves as a front door shows them, for tests of the faces.
public final class Samples {
    public static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    public static final String EMERALD = "gba/Pokemon Emerald/save/main";
    public static final String METROID = "snes/Super Metroid/save/main";
    public static final String ZELDA = "gb/Zelda/save/main";
    public static final String KIRBY = "nes/Kirby/save/main";
    public static final DeviceId DECK =
            new DeviceId(UUID.fromString("00000000-0000-4000-8000-0000000000d2"));

    private Samples() {}

    public static RevisionId revisionId(int number) {
        return new RevisionId(
                UUID.fromString("11111111-1111-4111-8111-%012x".formatted(0xABC000 + number)));
    }

    public static SaveFile file(String content, Duration ago) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return new SaveFile(
                Role.MAIN, "Game.srm", bytes.length, ContentHash.of(bytes), NOW.minus(ago));
    }

    public static Manifest manifest(String content, Duration ago) {
        return Manifest.ofFiles(file(content, ago));
    }

    public static Version here(String content, Duration ago) {
        Path path = Path.of("saves", "Game.srm").toAbsolutePath();
        Manifest manifest = manifest(content, ago);
        return new Version(
                manifest.contentId(),
                manifest.size(),
                manifest.modifiedAt(),
                FakeHomes.DEVICE,
                "Desktop",
                false,
                manifest.files(),
                null,
                path,
                List.of(path));
    }

    public static Version there(int revision, String content, Duration ago) {
        Manifest manifest = manifest(content, ago);
        return new Version(
                manifest.contentId(),
                manifest.size(),
                manifest.modifiedAt(),
                DECK,
                "Deck",
                false,
                manifest.files(),
                revisionId(revision),
                null,
                List.of());
    }

    public static Version deletion(int revision, Duration ago) {
        return new Version(
                null,
                0,
                NOW.minus(ago),
                DECK,
                "",
                false,
                List.of(),
                revisionId(revision),
                null,
                List.of());
    }

    public static SaveRow row(
            String id,
            Rule rule,
            Attention attention,
            @Nullable Version local,
            List<Version> remote,
            @Nullable Version base) {
        return new SaveRow(
                SaveId.parse(id),
                local == null ? Availability.CLOUD_ONLY : Availability.LOCAL_ONLY,
                rule.action(),
                attention,
                rule,
                List.of(),
                rule == Rule.FIRST_MEETING,
                "",
                local,
                remote,
                base,
                null);
    }

    public static SaveRow inSync(String id) {
        Version there = there(1, "same", Duration.ofHours(2));
        return row(
                id,
                Rule.SAME,
                Attention.NONE,
                here("same", Duration.ofHours(2)),
                List.of(there),
                there);
    }

    public static SaveRow toPush(String id) {
        return row(
                id,
                Rule.NEW_HERE,
                Attention.NONE,
                here("new", Duration.ofMinutes(5)),
                List.of(),
                null);
    }

    public static SaveRow toPull(String id) {
        return row(
                id,
                Rule.NEW_THERE,
                Attention.NONE,
                null,
                List.of(there(2, "from the deck", Duration.ofDays(1))),
                null);
    }

    public static SaveRow conflict(String id) {
        return row(
                id,
                Rule.BOTH_CHANGED,
                Attention.CONFLICT,
                here("mine", Duration.ofMinutes(3)),
                List.of(there(3, "theirs", Duration.ofHours(5))),
                there(1, "common", Duration.ofDays(3)));
    }

    public static SaveRow held(String id, Attention attention, String detail) {
        return new SaveRow(
                SaveId.parse(id),
                Availability.LOCAL_ONLY,
                Action.SKIP,
                attention,
                Rule.HELD,
                List.of(),
                false,
                detail,
                null,
                List.of(),
                null,
                null);
    }

    public static SaveRow guarded(String id, Guard guard) {
        SaveRow row = toPull(id);
        return new SaveRow(
                row.id(),
                row.availability(),
                Action.SKIP,
                Attention.WAITING,
                row.rule(),
                List.of(guard),
                false,
                "",
                null,
                row.remote(),
                null,
                null);
    }

    public static SaveRow suggesting(SaveRow row, Suggestion suggestion) {
        return new SaveRow(
                row.id(),
                row.availability(),
                row.action(),
                row.attention(),
                row.rule(),
                row.guards(),
                row.firstMeeting(),
                row.detail(),
                row.local(),
                row.remote(),
                row.base(),
                suggestion);
    }

    public static RootRow root(Path path, RootHealth health) {
        var root = new Root(1, path, "gba", null, List.of(), List.of(), null, 3);
        return new RootRow(
                root, health, health == RootHealth.OK ? "" : "it is not there", "named by you", 3);
    }

    public static HistoryRow revision(int number, String save, @Nullable String content) {
        Manifest manifest = content == null ? null : manifest(content, Duration.ofHours(1));
        var revision =
                new Revision(
                        revisionId(number),
                        SaveId.parse(save),
                        number == 1 ? Set.of() : Set.of(revisionId(number - 1)),
                        DECK,
                        new Hlc(NOW.minus(Duration.ofHours(1)).toEpochMilli(), 0),
                        manifest,
                        false);
        return new HistoryRow(revision, "Deck", number == 2);
    }

    public static BackupRow backup(long id, String save) {
        return new BackupRow(
                id,
                SaveId.parse(save),
                NOW.minus(Duration.ofDays(2)),
                "replaced",
                manifest("older", Duration.ofDays(4)),
                id == 7);
    }
}
