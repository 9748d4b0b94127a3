package app.savepoint.storage.romm;

import app.savepoint.core.storage.RemoteTree.Notice;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.server.ServerMemory;
import app.savepoint.core.storage.server.ServerVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds out what is new among a server's states, where the person wants any: else it asks nothing.
///
/// As with saves that is one question as a rule, and all of them every quarter of an hour.
final class StateLookout {
    /// How long it may stay unseen that a row was replaced in place.
    private static final Duration ALL_EVERY = Duration.ofMinutes(15);

    /// So many new states are asked for one by one; more come with the list of all.
    private static final int FEW = 8;

    private static final String LISTED = "states.listed";

    private final FeatureBook features;
    private final StateClient client;
    private final ServerMemory memory;
    private final StateShelf shelf;
    private final StateStaging staging;
    private final RommSettings settings;

    StateLookout(
            FeatureBook features,
            StateClient client,
            ServerMemory memory,
            StateShelf shelf,
            StateStaging staging,
            RommSettings settings) {
        this.features = features;
        this.client = client;
        this.memory = memory;
        this.shelf = shelf;
        this.staging = staging;
        this.settings = settings;
    }

    /// Whether the server is new enough to have states fetched again; as far as that is known.
    boolean isTaken() {
        return features.known().filter(Features::states).isPresent();
    }

    /// Whether it is known that it is not.
    boolean isTooOld() {
        return features.known().filter(known -> !known.states()).isPresent();
    }

    /// What the rows hold now, by their numbers.
    Map<Long, ServerVersion> current() {
        return shelf.current();
    }

    /// Has the next look be at everything.
    void lookAtAll() {
        memory.note(LISTED, "");
    }

    /// Has the next look ask for the games too.
    void gamesAreOthers() {
        memory.note(Lookout.GAMES, "");
        lookAtAll();
    }

    void look() throws StorageException {
        if (!settings.states().get().any()) return;
        if (isDue()) all();
        else if (isTaken()) some();
    }

    private boolean isDue() {
        Instant last =
                memory.noted(LISTED)
                        .filter(text -> !text.isEmpty())
                        .map(SaveRow::time)
                        .orElse(Instant.EPOCH);
        Duration since = Duration.between(last, settings.clock().instant());
        // A clock that was set back must not keep it from looking
        return last.equals(Instant.EPOCH) || since.isNegative() || since.compareTo(ALL_EVERY) >= 0;
    }

    private void all() throws StorageException {
        // A server gets newer, as a rule
        if (!isTaken()) features.ask();
        if (isTaken()) take(client.all(), _ -> true);
        memory.note(LISTED, settings.clock().instant().toString());
    }

    private void some() throws StorageException {
        Set<Long> ids = client.ids();
        Map<Long, ServerVersion> known = shelf.current();
        if (ids.equals(known.keySet())) return;
        List<Long> fresh = ids.stream().filter(id -> !known.containsKey(id)).toList();
        if (fresh.size() > FEW) {
            all();
            return;
        }
        List<StateRow> rows = new ArrayList<>();
        // One that is gone again already is as if it had not been there
        for (long id : fresh) client.one(id).ifPresent(rows::add);
        take(rows, version -> !ids.contains(version.row()));
    }

    /// Takes in what the server says of all the states of one game.
    void takeGame(long game, Collection<StateRow> rows) {
        take(rows, version -> version.game() == game);
    }

    /// Which known row is gone if it is not among those that were seen.
    private interface Covered {
        boolean by(ServerVersion version);
    }

    private synchronized void take(Collection<StateRow> rows, Covered covered) {
        Map<Long, ServerVersion> known = shelf.current();
        List<ServerVersion> changed = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        for (StateRow row : rows) {
            seen.add(row.id());
            changed.addAll(changes(row, known.get(row.id())));
        }
        for (ServerVersion version : known.values())
            if (!seen.contains(version.row()) && covered.by(version)) {
                changed.add(version.there(false));
                // States also go with their game
                memory.note(Lookout.GAMES, "");
            }
        shelf.remember(changed);
    }

    private List<ServerVersion> changes(StateRow row, @Nullable ServerVersion held) {
        if (held != null && StateStaging.isAs(held, row) && held.game() == row.rom()) {
            boolean same =
                    Objects.equals(held.slot(), row.emulator())
                            && held.fileName().equals(row.fileName());
            return same
                    ? List.of()
                    : List.of(
                            held.seen(
                                    row.emulator(),
                                    row.fileName(),
                                    row.changedAt(),
                                    Optional.empty()));
        }
        ServerVersion made = Versions.of(row);
        // A server that was put back to a backup holds again what it held before
        ServerVersion fresh =
                shelf.version(made.id())
                        .map(before ->
                                before.seen(
                                        row.emulator(),
                                        row.fileName(),
                                        row.changedAt(),
                                        Optional.empty()))
                        .orElse(made);
        return held == null ? List.of(fresh) : List.of(held.there(false), fresh);
    }

    /// Reads what new states hold.
    List<Notice> read() throws StorageException {
        if (!settings.states().get().any()) return List.of();
        List<Notice> notices =
                Unread.read(shelf, Unread.heads(shelf), row -> staging.read(row, true));
        // Some may have been replaced since they were listed
        if (!notices.isEmpty()) lookAtAll();
        return notices;
    }
}
