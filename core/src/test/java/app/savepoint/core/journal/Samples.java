package app.savepoint.core.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.savepoint.core.plan.Base;
import app.savepoint.core.save.ContentHash;
import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.Device;
import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.DeviceType;
import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.Role;
import app.savepoint.core.save.SaveFile;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.scan.Root;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// Values to fill a journal with; the same number gives the same value.
final class Samples {
    static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
    static final SaveId EMERALD = SaveId.main("gba", "Pokemon Emerald");

    private Samples() {}

    static UUID uuid(String what, long number) {
        return UUID.nameUUIDFromBytes((what + number).getBytes(UTF_8));
    }

    static RevisionId revision(long number) {
        return new RevisionId(uuid("revision", number));
    }

    static Device device(long number) {
        return new Device(
                new DeviceId(uuid("device", number)), "Device " + number, DeviceType.LINUX);
    }

    static ContentHash hash(long number) {
        return ContentHash.of(("content " + number).getBytes(UTF_8));
    }

    static Manifest manifest(long number) {
        return Manifest.ofFiles(
                new SaveFile(Role.MAIN, "Game.srm", 32_768, hash(number), NOON.plusMillis(number)),
                new SaveFile(Role.RTC, "Game.rtc", 16, hash(-number), NOON));
    }

    static ContentId content(long number) {
        return manifest(number).contentId();
    }

    static Base base(long number) {
        return Base.agreed(revision(number), content(number), true, NOON.plusMillis(number));
    }

    static Root root(Path path) {
        return new Root(0, path.toAbsolutePath(), null, null, List.of(), List.of(), null, 0);
    }

    static ActivityLine line(Instant time, String message) {
        return new ActivityLine(time, device(1).id(), "push", EMERALD, "done", message, null);
    }
}
