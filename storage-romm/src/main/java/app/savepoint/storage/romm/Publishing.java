package app.savepoint.storage.romm;

import app.savepoint.core.save.SaveId;
import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.Draft;
import app.savepoint.core.storage.Published;
import app.savepoint.core.storage.Refusal;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StorageException.NeedsPerson;
import app.savepoint.core.storage.StorageException.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// Sends contents to the games they belong to: different games side by side, and what belongs to
/// one game one after the other, since RomM tells times by the second.
final class Publishing {
    private static final int GAMES_AT_ONCE = 8;

    private final Shelf shelf;
    private final Membership membership;
    private final Uploads uploads;
    private final States states;

    Publishing(Shelf shelf, Membership membership, Uploads uploads, States states) {
        this.shelf = shelf;
        this.membership = membership;
        this.uploads = uploads;
        this.states = states;
    }

    /// One outcome for each draft, in their order.
    List<Published> publish(List<Draft> drafts) throws StorageException {
        String device = membership.id();
        Naming naming = shelf.naming();
        @Nullable Published[] outcomes = new @Nullable Published[drafts.size()];
        Map<Long, List<Integer>> byGame = new LinkedHashMap<>();
        for (int at = 0; at < drafts.size(); at++) {
            Draft draft = drafts.get(at);
            Optional<Naming.Spot> spot = naming.spot(draft.revision().save());
            if (spot.isEmpty()) outcomes[at] = notTaken(draft, naming);
            else byGame.computeIfAbsent(spot.get().game().id(), _ -> new ArrayList<>()).add(at);
        }
        try {
            sideBySide(
                    byGame.values(), at -> outcomes[at] = publish(drafts.get(at), naming, device));
        } finally {
            uploads.settle();
            states.settle();
        }
        return Arrays.stream(outcomes).map(Objects::requireNonNull).toList();
    }

    private static Published notTaken(Draft draft, Naming naming) {
        SaveId save = draft.revision().save();
        boolean asks = naming.refuses(save).filter(Refusal.SLOT_UNCLEAR::equals).isPresent();
        return new Published.Failed(
                draft,
                new NeedsPerson(
                        Reason.UNSUPPORTED,
                        Saying.of(asks ? "romm.slot-unclear" : "romm.no-game", save.game()),
                        null));
    }

    private Published publish(Draft draft, Naming naming, String device) throws StorageException {
        SaveId save = draft.revision().save();
        Naming.Spot spot = naming.spot(save).orElseThrow();
        return States.isOne(save)
                ? states.publish(draft, spot.game())
                : uploads.publish(draft, spot, device);
    }

    /// Sends one of the drafts.
    private interface Sending {
        void send(int draft) throws StorageException;
    }

    /// If one game fails, the others are brought to their end.
    private static void sideBySide(Collection<List<Integer>> byGame, Sending sending)
            throws StorageException {
        try (ExecutorService pool =
                Executors.newFixedThreadPool(GAMES_AT_ONCE, Thread.ofVirtual().factory())) {
            List<Future<?>> under = new ArrayList<>();
            for (List<Integer> game : byGame)
                under.add(
                        pool.submit(() -> {
                            for (int draft : game) sending.send(draft);
                            return game;
                        }));
            StorageException trouble = null;
            for (Future<?> one : under) {
                try {
                    one.get();
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof StorageException known))
                        throw new IllegalStateException(e.getCause());
                    if (trouble == null) trouble = known;
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new StorageException.Unavailable(Saying.of("storage.stopped"), e);
                }
            }
            if (trouble != null) throw trouble;
        }
    }
}
