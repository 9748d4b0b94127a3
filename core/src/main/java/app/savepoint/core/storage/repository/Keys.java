package app.savepoint.core.storage.repository;

import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.SaveId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where things lie in a repository of format 1.
final class Keys {
    static final String MARKER = "savepoint.json";
    static final String HEADS = "metadata/heads/";
    static final String SEEN = "metadata/seen/";
    static final String DEVICES = "metadata/devices/";
    static final String CHECKPOINT = "metadata/collection.db";

    /// Before the time of an earlier checkpoint.
    static final String EARLIER = "metadata/backups/collection_";

    /// Under which there may be objects so large that they are stored in parts.
    static final List<String> LARGE = List.of("saves/", "metadata/");

    static final String REPOSITORY = HEADS + "_repository-";

    private static final String UUID_FORM =
            "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
    private static final Pattern DEVICE_FILE = Pattern.compile("(" + UUID_FORM + ")\\.json");
    private static final Pattern SEGMENT_FILE =
            Pattern.compile("([0-9]{12})-([0-9]{12})\\.jsonl\\.zst");
    private static final Pattern IN_STREAM =
            Pattern.compile(DEVICES + "(" + UUID_FORM + ")/events/[^/]+");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private Keys() {}

    /// What stands among the heads, so that one listing of them proves which repository this is.
    static String repository(UUID id) {
        return REPOSITORY + id.toString().substring(0, 8);
    }

    static String head(DeviceId device) {
        return HEADS + device + ".json";
    }

    static String seen(DeviceId device) {
        return SEEN + device + ".json";
    }

    /// The device whose file in that folder this is; empty for foreign files, and for copies that
    /// other tools make of ours and name otherwise.
    static Optional<DeviceId> deviceOf(String folder, String key) {
        Matcher matcher = DEVICE_FILE.matcher(key.substring(folder.length()));
        return matcher.matches() ? Optional.of(DeviceId.parse(matcher.group(1))) : Optional.empty();
    }

    /// The folder of a device's segments.
    static String events(DeviceId device) {
        return DEVICES + device + "/events/";
    }

    /// The device in whose folder of segments this lies.
    static Optional<DeviceId> streamOf(String key) {
        Matcher matcher = IN_STREAM.matcher(key);
        return matcher.matches() ? Optional.of(DeviceId.parse(matcher.group(1))) : Optional.empty();
    }

    /// A segment's place; numbers are padded, so that listings are in their order.
    static String segment(DeviceId device, long first, long last) {
        return events(device) + "%012d-%012d.jsonl.zst".formatted(first, last);
    }

    /// Comes in listings before every segment that starts at `first` and after every earlier one.
    static String justBefore(DeviceId device, long first) {
        return events(device) + "%012d".formatted(first);
    }

    /// Which events a segment holds, as its name says.
    record Span(String key, long first, long last) {}

    /// The events a key speaks of; empty for foreign files and other tools' copies.
    static Optional<Span> span(DeviceId device, String key) {
        Matcher matcher = SEGMENT_FILE.matcher(key.substring(events(device).length()));
        if (!matcher.matches()) return Optional.empty();
        long first = Long.parseLong(matcher.group(1));
        long last = Long.parseLong(matcher.group(2));
        return first < 1 || last < first
                ? Optional.empty()
                : Optional.of(new Span(key, first, last));
    }

    /// Where a revision's content lies. The revision's id in the name makes it the only writer of
    /// that key.
    static String content(Revision revision, Manifest manifest) {
        return contents(revision.save())
                + TIME.format(Instant.ofEpochMilli(revision.time().millis()))
                + "-"
                + revision.device().last12()
                + "-"
                + revision.id().last(12)
                + (PackedSave.isOneFile(manifest) ? ".zst" : ".tar.zst");
    }

    /// The folder of all contents of a save.
    static String contents(SaveId save) {
        return "saves/"
                + Names.escape(save.system())
                + "/"
                + Names.escape(save.game())
                + "/"
                + Names.escape(save.kind().word() + "." + save.slot())
                + "/";
    }
}
