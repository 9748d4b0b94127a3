package app.savepoint.core;

import app.savepoint.core.plan.Action;
import app.savepoint.core.plan.Attention;
import app.savepoint.core.plan.Base;
import app.savepoint.core.plan.SavePlan;
import app.savepoint.core.save.Availability;
import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.Head;
import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.Place;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.scan.LocalSave;
import app.savepoint.core.storage.Storage;
import app.savepoint.core.transfer.Landings;
import app.savepoint.core.view.Keep;
import app.savepoint.core.view.SaveRow;
import app.savepoint.core.view.StatusReport.Summary;
import app.savepoint.core.view.Suggestion;
import app.savepoint.core.view.Suggestion.Because;
import app.savepoint.core.view.Version;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Turns plans and what they were made from into the rows that people are shown.
final class Rows {
    private final Observation seen;
    private final Storage storage;
    private final Landings landings;
    private final DeviceId self;
    private final Function<DeviceId, String> names;

    /// What was asked for before: thousands of rows name the same few devices, and a save in sync
    /// has one revision on both sides.
    private final Map<DeviceId, String> named = new HashMap<>();

    private final Map<RevisionId, Optional<Revision>> revisions = new HashMap<>();
    private final Instant now;

    Rows(
            Observation seen,
            Storage storage,
            Landings landings,
            DeviceId self,
            Function<DeviceId, String> names,
            Instant now) {
        this.seen = seen;
        this.storage = storage;
        this.landings = landings;
        this.self = self;
        this.names = names;
        this.now = now;
    }

    private SaveRow row(SavePlan plan) {
        SaveId save = plan.save();
        Version local = local(save, plan.place());
        List<Version> remote =
                seen.there(save).heads().stream()
                        .sorted(app.savepoint.core.plan.Remote.NEWEST_FIRST)
                        .map(this::version)
                        .toList();
        boolean there = remote.stream().anyMatch(version -> version.contentId() != null);
        Availability availability =
                local != null
                        ? there ? Availability.SYNCHRONIZED : Availability.LOCAL_ONLY
                        : there ? Availability.CLOUD_ONLY : Availability.NOT_AVAILABLE;
        return new SaveRow(
                save,
                availability,
                plan.action(),
                plan.attention(),
                plan.rule(),
                plan.guards(),
                plan.firstMeeting(),
                detail(save, plan.place()),
                local,
                remote,
                base(save, plan.place()),
                plan.attention().settledByResolve() ? suggestion(local, remote, now) : null);
    }

    static Summary summary(List<SaveRow> rows) {
        int[] count = new int[6];
        for (SaveRow row : rows) {
            Attention attention = row.attention();
            if (attention.settledByResolve()) count[3]++;
            else if (attention == Attention.WAITING || attention == Attention.ROOT_CHANGED)
                count[4]++;
            else if (attention == Attention.ERROR) count[5]++;
            else if (row.action() == Action.IN_SYNC) count[0]++;
            else if (row.action() == Action.PUSH || row.action() == Action.DELETE_REMOTE)
                count[1]++;
            else if (row.action() == Action.PULL || row.action() == Action.DELETE_LOCAL) count[2]++;
        }
        return new Summary(count[0], count[1], count[2], count[3], count[4], count[5]);
    }

    private String detail(SaveId save, @Nullable Place place) {
        LocalSave.Held held = seen.held(save, place);
        return held == null ? "" : words(held);
    }

    /// The name of a hold, and behind a colon what exactly was seen.
    static String words(LocalSave.Held held) {
        return held.detail().isEmpty()
                ? held.why().name()
                : held.why().name() + ": " + held.detail();
    }

    private @Nullable Version local(SaveId save, @Nullable Place lead) {
        Map<Place, LocalSave> here = seen.here(save);
        if (here.isEmpty()) return null;
        LocalSave first =
                lead != null && here.get(lead) != null
                        ? here.get(lead)
                        : here.values().iterator().next();
        List<Path> places = here.keySet().stream().map(this::path).toList();
        Path path = path(Objects.requireNonNull(first).place());
        return switch (first.state()) {
            case LocalSave.Present(var manifest, var blank) ->
                    new Version(
                            manifest.contentId(),
                            manifest.size(),
                            manifest.modifiedAt(),
                            known(writer(save, manifest)),
                            name(writer(save, manifest)),
                            blank,
                            manifest.files(),
                            null,
                            path,
                            places);
            case LocalSave.Held(_, _, var size) ->
                    new Version(
                            null,
                            size,
                            Instant.EPOCH,
                            self,
                            name(self),
                            false,
                            List.of(),
                            null,
                            path,
                            places);
        };
    }

    /// Who wrote what lies here: the device that published it, else this one.
    private DeviceId writer(SaveId save, Manifest manifest) {
        return seen.there(save).heads().stream()
                .filter(head -> manifest.contentId().equals(head.content()))
                .map(Head::device)
                .findFirst()
                .orElse(self);
    }

    private Path path(Place place) {
        return landings.files(place).root().resolve(place.path());
    }

    private static @Nullable DeviceId known(DeviceId device) {
        return device.equals(DeviceId.NOBODY) ? null : device;
    }

    private String name(DeviceId device) {
        return named.computeIfAbsent(device, names);
    }

    /// The rows of many saves.
    List<SaveRow> rows(List<SavePlan> plans) {
        Set<RevisionId> shown = new HashSet<>();
        for (SavePlan plan : plans) {
            for (Head head : seen.there(plan.save()).heads()) shown.add(head.id());
            Base base = seen.base(plan.save(), plan.place());
            if (base != null) shown.add(base.revision());
        }
        storage.revisions(shown)
                .forEach((id, revision) -> revisions.put(id, Optional.of(revision)));
        return plans.stream().map(this::row).toList();
    }

    private Optional<Revision> revision(RevisionId id) {
        return revisions.computeIfAbsent(id, storage::revision);
    }

    private Version version(Head head) {
        Manifest manifest = revision(head.id()).map(Revision::manifest).orElse(null);
        return new Version(
                head.content(),
                manifest == null ? 0 : manifest.size(),
                head.modifiedAt(),
                known(head.device()),
                name(head.device()),
                head.blank(),
                manifest == null ? List.of() : manifest.files(),
                head.id(),
                null,
                List.of());
    }

    private @Nullable Version base(SaveId save, @Nullable Place place) {
        Base base = seen.base(save, place);
        if (base == null) return null;
        Revision revision = revision(base.revision()).orElse(null);
        if (revision != null) return version(Head.of(revision));
        return new Version(
                base.content(),
                0,
                base.fileTime() == null ? Instant.EPOCH : base.fileTime(),
                null,
                "",
                false,
                List.of(),
                base.revision(),
                null,
                List.of());
    }

    /// What the facts speak for: an empty side loses, else the later one where no clock is in
    /// doubt.
    static @Nullable Suggestion suggestion(
            @Nullable Version local, List<Version> remote, Instant now) {
        List<Version> others =
                remote.stream()
                        .filter(version ->
                                local == null
                                        || !Objects.equals(version.contentId(), local.contentId()))
                        .toList();
        if (local == null || local.contentId() == null || others.size() != 1) return null;
        Version other = others.getFirst();
        if (other.contentId() == null) return null;
        if (other.blank() != local.blank())
            return new Suggestion(
                    other.blank() ? Keep.LOCAL : Keep.REMOTE, Because.OTHER_LOOKS_EMPTY);
        boolean doubtful = local.modified().isAfter(now) || other.modified().isAfter(now);
        if (doubtful || local.modified().equals(other.modified())) return null;
        return new Suggestion(
                local.modified().isAfter(other.modified()) ? Keep.LOCAL : Keep.REMOTE,
                Because.LATER);
    }
}
