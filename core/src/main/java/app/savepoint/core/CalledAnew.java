package app.savepoint.core;

import app.savepoint.core.journal.Agreement;
import app.savepoint.core.journal.Journal;
import app.savepoint.core.journal.SaveBases;
import app.savepoint.core.plan.Base;
import app.savepoint.core.save.Place;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.save.SaveKind;
import app.savepoint.core.storage.Storage;
import app.savepoint.core.storage.server.GameKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Brings what was agreed on under the names that a server's slots have now. Which of them is the
/// main one is a person's to say, at any time: then a playthrough that lies here under the name of
/// its own slot may be the main save, or be called after another one.
///
/// What lies under the main name itself stays there: a person who says another slot is asked what
/// becomes of it.
final class CalledAnew {
    private final Journal journal;
    private final Storage storage;
    private final long storageNumber;

    CalledAnew(Journal journal, Storage storage, long storageNumber) {
        this.journal = journal;
        this.storage = storage;
        this.storageNumber = storageNumber;
    }

    /// What was agreed on, under the names that hold now.
    Map<SaveId, SaveBases> bases() {
        Map<SaveId, SaveBases> all = journal.bases().with(storageNumber);
        if (storage.matching().isEmpty()) return all;
        List<Agreement> changes = new ArrayList<>();
        all.forEach((save, agreed) -> {
            if (isMain(save) || save.kind() != SaveKind.SAVE) return;
            called(any(agreed), save)
                    .filter(now -> !now.equals(save))
                    .ifPresent(now -> move(save, now, all, changes));
        });
        if (changes.isEmpty()) return all;
        journal.bases().record(changes, List.of(), List.of());
        return journal.bases().with(storageNumber);
    }

    private static boolean isMain(SaveId save) {
        return save.slot().equals(SaveId.MAIN_SLOT);
    }

    private static @Nullable Base any(SaveBases agreed) {
        return agreed.byPlace().values().stream().findFirst().orElse(agreed.withoutPlace());
    }

    /// What the storage calls now what was agreed on, if it still is that game.
    private Optional<SaveId> called(@Nullable Base base, SaveId save) {
        return Optional.ofNullable(base)
                .flatMap(agreed -> storage.revision(agreed.revision()))
                .map(Revision::save)
                .filter(now -> GameKey.of(now).equals(GameKey.of(save)));
    }

    private void move(
            SaveId save, SaveId now, Map<SaveId, SaveBases> all, List<Agreement> changes) {
        SaveBases agreed = all.getOrDefault(save, new SaveBases(null, Map.of()));
        SaveBases there = all.get(now);
        boolean lies = agreed.byPlace().values().stream().anyMatch(Base::placed);
        each(agreed, (place, base) -> changes.add(agreement(save, place, null)));
        // Where nothing of it lies here, what does goes on under that name
        if (there != null && !lies) return;
        if (there != null) release(now, there, all, changes);
        each(agreed, (place, base) -> changes.add(agreement(now, place, base)));
    }

    /// What is at the name that is wanted is in its own slot, and not here.
    private void release(
            SaveId save, SaveBases agreed, Map<SaveId, SaveBases> all, List<Agreement> changes) {
        each(agreed, (place, base) -> changes.add(agreement(save, place, null)));
        Base base = any(agreed);
        if (base == null) return;
        called(base, save)
                .filter(now -> !now.equals(save) && !all.containsKey(now))
                .ifPresent(now ->
                        changes.add(
                                agreement(
                                        now,
                                        null,
                                        Base.agreed(
                                                base.revision(), base.content(), false, null))));
    }

    private interface Entry {
        void of(@Nullable Place place, Base base);
    }

    private static void each(SaveBases agreed, Entry entry) {
        if (agreed.withoutPlace() != null) entry.of(null, agreed.withoutPlace());
        agreed.byPlace().forEach(entry::of);
    }

    private Agreement agreement(SaveId save, @Nullable Place place, @Nullable Base base) {
        return new Agreement(storageNumber, save, place, base);
    }
}
