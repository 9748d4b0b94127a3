package app.savepoint.app;

import app.savepoint.core.save.Saying;
import app.savepoint.core.view.Check;
import app.savepoint.storage.s3.Capabilities;
import app.savepoint.storage.s3.Capabilities.Access;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Says what a bucket's server was seen to do. Of what it can not, only that which keeps a device
/// from its work is a trouble.
final class BucketChecks {
    /// Servers refuse what was signed at a time that differs by more.
    private static final Duration MOST_OFFSET = Duration.ofMinutes(15);

    private BucketChecks() {}

    static List<Check> of(Capabilities found) {
        List<Check> checks = new ArrayList<>();
        checks.addAll(access(found.allowed()));
        checks.add(
                good(
                        "conditions",
                        found.conditionsHold()
                                ? Saying.of("check.conditions")
                                : Saying.of("check.conditions.weak")));
        checks.add(good("versions", versions(found)));
        Duration offset = found.clockOffset().abs();
        checks.add(
                offset.compareTo(MOST_OFFSET) < 0
                        ? good("server-clock", Saying.of("check.server-clock", offset.toSeconds()))
                        : new Check(
                                "server-clock",
                                false,
                                Saying.of("check.server-clock.differs", offset.toMinutes())));
        return checks;
    }

    private static Check good(String name, Saying found) {
        return new Check(name, true, found);
    }

    private static List<Check> access(Set<Access> allowed) {
        if (allowed.containsAll(EnumSet.allOf(Access.class)))
            return List.of(good("access", Saying.of("check.access")));
        // Meant so, where someone is to see the saves of another
        if (allowed.equals(EnumSet.of(Access.LIST, Access.READ)))
            return List.of(good("access", Saying.of("check.access.read-only")));
        // Meant so, where a device may get lost
        if (allowed.equals(EnumSet.of(Access.LIST, Access.WRITE)))
            return List.of(good("access", Saying.of("check.access.send-only")));
        return Stream.of(Access.values())
                .filter(access -> !allowed.contains(access))
                .map(access -> new Check("access", false, denied(access)))
                .toList();
    }

    private static Saying denied(Access access) {
        return switch (access) {
            case LIST -> Saying.of("check.access.no-list");
            case READ -> Saying.of("check.access.no-read");
            case WRITE -> Saying.of("check.access.no-write");
            case DELETE -> Saying.of("check.access.no-delete");
        };
    }

    private static Saying versions(Capabilities found) {
        return switch (found.versioning()) {
            case OFF -> Saying.of("check.versions.off");
            case ON -> Saying.of("check.versions.on");
            case SUSPENDED -> Saying.of("check.versions.suspended");
            case UNKNOWN -> Saying.of("check.versions.unknown");
        };
    }
}
