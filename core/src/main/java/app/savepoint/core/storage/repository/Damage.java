package app.savepoint.core.storage.repository;

import app.savepoint.core.save.Hlc;
import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.ETag;
import app.savepoint.core.storage.RemoteTree.Notice;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What is wrong in the storage, kept in mind so that it is read again only when it changed.
final class Damage {
    private final RepositoryMemory memory;

    Damage(RepositoryMemory memory) {
        this.memory = memory;
    }

    /// What was found wrong about an object as a whole.
    Optional<Quarantined> quarantined(String key) {
        return memory.quarantine().stream()
                .filter(bad -> bad.event() == null && bad.key().equals(key))
                .findFirst();
    }

    void quarantine(String key, ETag etag, Saying reason) {
        memory.fold(batch(List.of(new Quarantined(key, etag, null, reason.written())), Set.of()));
    }

    /// It is right again.
    void release(String key) {
        memory.fold(batch(List.of(), Set.of(key)));
    }

    private static FoldBatch batch(List<Quarantined> quarantine, Set<String> released) {
        return new FoldBatch(
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                quarantine,
                released,
                Set.of(),
                List.of(),
                Hlc.ZERO,
                false);
    }

    /// What a person should hear of as long as it lasts.
    List<Notice> standing() {
        return memory.quarantine().stream()
                .map(bad ->
                        new Notice(
                                bad.event() == null ? "storage.damaged" : "storage.refused",
                                Saying.read(bad.reason())))
                .toList();
    }

    /// How much is known of and not in place: events that did not arrive or that wait, objects that
    /// can not be read, contents that are missing.
    int pending() {
        long events =
                memory.streams().values().stream()
                        .mapToLong(stream -> Math.max(0, stream.announced() - stream.seq()))
                        .sum();
        long objects = memory.quarantine().stream().filter(bad -> bad.event() == null).count();
        long all = events + objects + memory.pending().size() + memory.missing().size();
        return Math.clamp(all, 0, Integer.MAX_VALUE);
    }
}
