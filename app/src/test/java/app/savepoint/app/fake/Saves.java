package app.savepoint.app.fake;

import app.savepoint.core.plan.Action;
import app.savepoint.core.plan.Attention;
import app.savepoint.core.plan.Rule;
import app.savepoint.core.plan.SavePlan.Guard;
import app.savepoint.core.save.Availability;
import app.savepoint.core.save.ContentHash;
import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.Device;
import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.DeviceType;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.Role;
import app.savepoint.core.save.SaveFile;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.view.Keep;
import app.savepoint.core.view.SaveRow;
import app.savepoint.core.view.Suggestion;
import app.savepoint.core.view.Suggestion.Because;
import app.savepoint.core.view.Version;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// Makes rows as the engine would give them, for every way a save can stand.
public final class Saves {
    public static final Instant NOW = Instant.parse("2026-11-14T20:15:00Z");
    public static final Device HERE = device("Desktop", DeviceType.LINUX);
    public static final Device DECK = device("Deck", DeviceType.LINUX);
    public static final Device MIYOO = device("Miyoo Mini", DeviceType.MIYOO_MINI);

    private static final int KIB = 1024;

    private Saves() {}

    public static Device device(String name, DeviceType type) {
        return new Device(new DeviceId(uuid("device " + name)), name, type);
    }

    private static UUID uuid(String seed) {
        return UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8));
    }

    public static SaveRow inSync(SaveId id, Duration ago, Device by) {
        Version there = there(id, "a", ago, by);
        return row(id, Availability.SYNCHRONIZED, Action.IN_SYNC, Attention.NONE, Rule.SAME)
                .local(here(id, "a", ago, by))
                .remote(there)
                .base(there)
                .build();
    }

    public static SaveRow toPush(SaveId id, Duration ago) {
        Version base = there(id, "a", ago.plusDays(3), DECK);
        return row(id, Availability.SYNCHRONIZED, Action.PUSH, Attention.NONE, Rule.CHANGED_HERE)
                .local(here(id, "b", ago, HERE))
                .remote(base)
                .base(base)
                .build();
    }

    public static SaveRow newHere(SaveId id, Duration ago) {
        return row(id, Availability.LOCAL_ONLY, Action.PUSH, Attention.NONE, Rule.NEW_HERE)
                .local(here(id, "a", ago, HERE))
                .build();
    }

    public static SaveRow toPull(SaveId id, Duration ago, Device by) {
        Version base = there(id, "a", ago.plusDays(2), HERE);
        return row(id, Availability.SYNCHRONIZED, Action.PULL, Attention.NONE, Rule.CHANGED_THERE)
                .local(here(id, "a", ago.plusDays(2), HERE))
                .remote(there(id, "b", ago, by))
                .base(base)
                .build();
    }

    public static SaveRow newThere(SaveId id, Duration ago, Device by) {
        return row(id, Availability.CLOUD_ONLY, Action.PULL, Attention.NONE, Rule.NEW_THERE)
                .remote(there(id, "a", ago, by))
                .build();
    }

    public static SaveRow inStorage(SaveId id, Duration ago, Device by) {
        Version there = there(id, "a", ago, by);
        return row(
                        id,
                        Availability.CLOUD_ONLY,
                        Action.CLOUD_ONLY,
                        Attention.NONE,
                        Rule.REMOVED_HERE)
                .remote(there)
                .base(there)
                .build();
    }

    public static SaveRow conflict(SaveId id, Duration here, Duration there, Device by) {
        return row(
                        id,
                        Availability.SYNCHRONIZED,
                        Action.CONFLICT,
                        Attention.CONFLICT,
                        Rule.HEADS_DIFFER)
                .local(here(id, "mine", here, HERE))
                .remote(there(id, "mine", here, HERE), there(id, "theirs", there, by))
                .base(there(id, "common", Duration.ofDays(9), by))
                .suggestion(
                        new Suggestion(
                                here.compareTo(there) < 0 ? Keep.LOCAL : Keep.REMOTE,
                                Because.LATER))
                .build();
    }

    public static SaveRow threeWay(SaveId id) {
        return row(
                        id,
                        Availability.SYNCHRONIZED,
                        Action.CONFLICT,
                        Attention.CONFLICT,
                        Rule.HEADS_DIFFER)
                .local(here(id, "mine", Duration.ofHours(5), HERE))
                .remote(
                        there(id, "deck", Duration.ofHours(3), DECK),
                        there(id, "miyoo", Duration.ofHours(30), MIYOO))
                .base(there(id, "common", Duration.ofDays(6), DECK))
                .build();
    }

    public static SaveRow firstMeeting(SaveId id, Duration here, Duration there) {
        return row(
                        id,
                        Availability.SYNCHRONIZED,
                        Action.CONFLICT,
                        Attention.CONFLICT,
                        Rule.FIRST_MEETING)
                .firstMeeting()
                .local(here(id, "mine", here, HERE))
                .remote(there(id, "theirs", there, DECK))
                .build();
    }

    public static SaveRow deletedThere(SaveId id) {
        return row(
                        id,
                        Availability.LOCAL_ONLY,
                        Action.CONFLICT,
                        Attention.CONFLICT,
                        Rule.DELETED_THERE_CHANGED_HERE)
                .local(here(id, "mine", Duration.ofHours(8), HERE))
                .remote(
                        new Version(
                                null,
                                0,
                                NOW.minus(Duration.ofHours(20)),
                                DECK.id(),
                                DECK.name(),
                                false,
                                List.of(),
                                revision(id, "deleted"),
                                null,
                                List.of()))
                .base(there(id, "common", Duration.ofDays(4), DECK))
                .build();
    }

    public static SaveRow blank(SaveId id) {
        Version there = there(id, "full", Duration.ofDays(2), DECK);
        Version here = here(id, "blank", Duration.ofMinutes(20), HERE);
        return row(id, Availability.SYNCHRONIZED, Action.SKIP, Attention.BLANK, Rule.CHANGED_HERE)
                .guard(Guard.BLANK)
                .local(
                        new Version(
                                here.contentId(),
                                here.size(),
                                here.modified(),
                                here.device(),
                                here.deviceName(),
                                true,
                                here.files(),
                                null,
                                here.path(),
                                here.places()))
                .remote(there)
                .base(there)
                .suggestion(new Suggestion(Keep.REMOTE, Because.OTHER_LOOKS_EMPTY))
                .build();
    }

    public static SaveRow wentBack(SaveId id) {
        Version there = there(id, "later", Duration.ofDays(1), HERE);
        return row(
                        id,
                        Availability.SYNCHRONIZED,
                        Action.TIMESTAMP_CONFLICT,
                        Attention.TIMESTAMP_CONFLICT,
                        Rule.OLDER_HERE)
                .local(here(id, "older", Duration.ofDays(40), HERE))
                .remote(there)
                .base(there)
                .build();
    }

    public static SaveRow waiting(SaveId id, Device by) {
        Version base = there(id, "a", Duration.ofDays(2), HERE);
        return row(
                        id,
                        Availability.SYNCHRONIZED,
                        Action.SKIP,
                        Attention.WAITING,
                        Rule.CHANGED_THERE)
                .guard(Guard.EMULATOR_RUNS)
                .local(here(id, "a", Duration.ofDays(2), HERE))
                .remote(there(id, "b", Duration.ofMinutes(45), by))
                .base(base)
                .build();
    }

    public static SaveRow unclear(SaveId id) {
        return unclear(id, Guard.GAME_UNCLEAR);
    }

    public static SaveRow unclear(SaveId id, Guard why) {
        return row(id, Availability.LOCAL_ONLY, Action.SKIP, Attention.WAITING, Rule.NEW_HERE)
                .guard(why)
                .local(here(id, "a", Duration.ofDays(2), HERE))
                .build();
    }

    public static SaveRow unreadable(SaveId id) {
        Version base = there(id, "a", Duration.ofDays(3), HERE);
        return row(id, Availability.SYNCHRONIZED, Action.SKIP, Attention.ERROR, Rule.HELD)
                .detail("UNREADABLE: Permission denied")
                .local(held(id, 128 * KIB))
                .remote(base)
                .base(base)
                .build();
    }

    public static SaveRow inChangedRoot(SaveId id) {
        Version base = there(id, "a", Duration.ofDays(3), HERE);
        return row(id, Availability.SYNCHRONIZED, Action.SKIP, Attention.ROOT_CHANGED, Rule.HELD)
                .detail("ROOT_UNHEALTHY")
                .remote(base)
                .base(base)
                .build();
    }

    public static SaveRow leftAlone(SaveId id) {
        return row(id, Availability.LOCAL_ONLY, Action.SKIP, Attention.NONE, Rule.HELD)
                .detail("STATE_TOO_LARGE")
                .local(held(id, 24_000 * KIB))
                .build();
    }

    public static SaveRow lost(SaveId id) {
        return row(
                        id,
                        Availability.LOCAL_ONLY,
                        Action.LOCAL_ONLY,
                        Attention.NONE,
                        Rule.MISSING_THERE)
                .local(here(id, "a", Duration.ofDays(12), HERE))
                .base(there(id, "a", Duration.ofDays(12), HERE))
                .build();
    }

    public static SaveRow gone(SaveId id) {
        return row(id, Availability.NOT_AVAILABLE, Action.NONE, Attention.NONE, Rule.GONE).build();
    }

    public static Version here(SaveId id, String content, Duration ago, Device by) {
        Path path = Path.of("/home/anna/saves", id.system(), id.game() + ".srm");
        SaveFile file = file(id, content, ago);
        return new Version(
                ContentId.of(List.of(file)),
                file.size(),
                file.modifiedAt(),
                by.id(),
                by.name(),
                false,
                List.of(file),
                null,
                path,
                List.of(path));
    }

    public static Version there(SaveId id, String content, Duration ago, Device by) {
        SaveFile file = file(id, content, ago);
        return new Version(
                ContentId.of(List.of(file)),
                file.size(),
                file.modifiedAt(),
                by.id(),
                by.name(),
                false,
                List.of(file),
                revision(id, content),
                null,
                List.of());
    }

    public static RevisionId revision(SaveId id, String content) {
        return new RevisionId(uuid(id + " " + content));
    }

    private static Version held(SaveId id, long size) {
        Path path = Path.of("/home/anna/saves", id.system(), id.game() + ".srm");
        return new Version(
                null,
                size,
                Instant.EPOCH,
                HERE.id(),
                HERE.name(),
                false,
                List.of(),
                null,
                path,
                List.of(path));
    }

    static SaveFile file(SaveId id, String content, Duration ago) {
        byte[] bytes = (id + content).getBytes(StandardCharsets.UTF_8);
        return new SaveFile(
                Role.MAIN, id.game() + ".srm", size(id), ContentHash.of(bytes), NOW.minus(ago));
    }

    private static long size(SaveId id) {
        return switch (id.system()) {
            case "gba", "psx" -> 128L * KIB;
            case "n64" -> 2L * KIB;
            default -> 8L * KIB;
        };
    }

    private static RowBuilder row(
            SaveId id, Availability availability, Action action, Attention attention, Rule rule) {
        return new RowBuilder(id, availability, action, attention, rule);
    }
}
