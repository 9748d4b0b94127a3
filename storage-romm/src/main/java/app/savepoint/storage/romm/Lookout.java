package app.savepoint.storage.romm;

import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.RemoteTree.Notice;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.server.GameKey;
import app.savepoint.core.storage.server.ServerGame;
import app.savepoint.core.storage.server.ServerMemory;
import app.savepoint.core.storage.server.ServerVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Finds out what is new on a server.
///
/// As a rule that is one question, for the numbers of all saves: a save that came or went changes
/// them. What is replaced in place does not, so all saves are looked at every quarter of an hour,
/// and whether this device may still sync along with them.
final class Lookout {
    /// How long it may stay unseen that a row was replaced in place.
    private static final Duration ALL_EVERY = Duration.ofMinutes(15);

    /// The server's games are asked for anew so often where something here is not among them.
    private static final Duration GAMES_EVERY = Duration.ofMinutes(15);

    /// So many new saves are asked for one by one; more come with the list of all.
    private static final int FEW = 8;

    private static final String LISTED = "listed";
    static final String GAMES = "games";
    private static final String SYSTEMS = "systems";
    private static final String NAMES = "device.";

    private final RommClient client;
    private final ServerMemory memory;
    private final Shelf shelf;
    private final Staging staging;
    private final Membership membership;
    private final StateLookout states;
    private final SaveList list;
    private final RommSettings settings;
    private final Set<Long> acknowledged = new HashSet<>();
    private final Map<String, String> names = new HashMap<>();

    Lookout(
            RommClient client,
            ServerMemory memory,
            Shelf shelf,
            Staging staging,
            Membership membership,
            StateLookout states,
            SaveList list,
            RommSettings settings) {
        this.client = client;
        this.memory = memory;
        this.shelf = shelf;
        this.staging = staging;
        this.membership = membership;
        this.states = states;
        this.list = list;
        this.settings = settings;
    }

    /// Looks, and returns what a person should hear of.
    List<Notice> look() throws StorageException {
        String device = membership.id();
        if (isDue()) all(device);
        else some(device);
        List<Notice> notices = new ArrayList<>();
        try {
            states.look();
        } catch (StorageException e) {
            notices.add(noStates(e));
        }
        learnGames();
        notices.addAll(read(membership.id()));
        try {
            notices.addAll(states.read());
        } catch (StorageException e) {
            notices.add(noStates(e));
        }
        return notices;
    }

    /// That states can not be had keeps no save from moving.
    private Notice noStates(StorageException e) {
        System.getLogger(Lookout.class.getName())
                .log(System.Logger.Level.INFO, "states were not looked at", e);
        return new Notice("romm.states", Saying.of("romm.states", client.wire().address().host()));
    }

    /// Has the next look be at everything.
    void lookAtAll() {
        states.lookAtAll();
        memory.note(LISTED, "");
        memory.note(GAMES, "");
    }

    private boolean isDue() {
        Instant last = noted(LISTED);
        Duration since = Duration.between(last, settings.clock().instant());
        // A clock that was set back must not keep it from looking
        return last.equals(Instant.EPOCH) || since.isNegative() || since.compareTo(ALL_EVERY) >= 0;
    }

    private Instant noted(String name) {
        return memory.noted(name)
                .filter(text -> !text.isEmpty())
                .map(SaveRow::time)
                .orElse(Instant.EPOCH);
    }

    private void all(String device) throws StorageException {
        membership.requireSwitchedOn();
        Optional<List<SaveRow>> rows = list.all(device);
        // The device was deleted there: it is made known once more, and has seen nothing
        if (rows.isEmpty()) rows = list.all(membership.renewed());
        if (rows.isEmpty()) throw client.wire().errors().noSignIn();
        take(rows.get(), true);
        memory.note(LISTED, settings.clock().instant().toString());
    }

    private void some(String device) throws StorageException {
        Set<Long> ids = client.saveIds();
        Map<Long, ServerVersion> known = shelf.current();
        if (ids.equals(known.keySet())) return;
        List<Long> fresh = ids.stream().filter(id -> !known.containsKey(id)).toList();
        if (fresh.size() > FEW) {
            all(device);
            return;
        }
        List<SaveRow> rows = new ArrayList<>();
        for (long id : fresh) client.save(id, device).ifPresent(rows::add);
        if (rows.size() < fresh.size()) {
            // Gone again already, or this device is not known any more
            all(device);
            return;
        }
        take(rows, false);
        shelf.remember(
                known.values().stream()
                        .filter(version -> !ids.contains(version.row()))
                        .map(this::gone)
                        .toList());
    }

    /// Saves also go with their game, and then the games here are not those of the server any more.
    private ServerVersion gone(ServerVersion version) {
        memory.note(GAMES, "");
        return version.there(false);
    }

    /// Takes in what the server says of some rows.
    ///
    /// @param complete whether what is not among them is gone
    synchronized void take(Collection<SaveRow> rows, boolean complete) {
        Map<Long, ServerVersion> known = shelf.current();
        List<ServerVersion> changed = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        for (SaveRow row : rows) {
            seen.add(row.id());
            if (row.current()) acknowledged.add(row.id());
            else acknowledged.remove(row.id());
            changed.addAll(changes(row, known.get(row.id())));
        }
        if (complete)
            for (ServerVersion version : known.values())
                if (!seen.contains(version.row())) changed.add(gone(version));
        learnNames(rows);
        shelf.remember(changed);
    }

    private void learnNames(Collection<SaveRow> rows) {
        RommClient.names(rows)
                .forEach((id, name) -> {
                    if (!name.equals(names.put(id, name)) && !nameOf(id).equals(name))
                        memory.note(NAMES + id, name);
                });
    }

    /// What a device is called; empty if that was never said.
    String nameOf(String id) {
        return memory.noted(NAMES + id).orElse("");
    }

    private List<ServerVersion> changes(SaveRow row, @Nullable ServerVersion held) {
        if (held != null && holds(held, row)) {
            boolean same =
                    held.changedAt().equals(row.changedAt())
                            && Objects.equals(held.slot(), row.slot())
                            && held.fileName().equals(row.fileName());
            return same
                    ? List.of()
                    : List.of(
                            held.seen(
                                    row.slot(), row.fileName(), row.changedAt(), kept(held, row)));
        }
        List<ServerVersion> changes = new ArrayList<>();
        if (held != null) changes.add(held.there(false));
        ServerVersion fresh = Versions.of(row, membership.device(row.origin()));
        changes.add(
                shelf.version(fresh.id())
                        .map(before ->
                                before.seen(
                                        row.slot(),
                                        row.fileName(),
                                        row.changedAt(),
                                        Optional.of(row.changedAt())))
                        .orElse(fresh));
        return changes;
    }

    /// The time of an upload as the server keeps it, if that was known only as it was answered:
    /// others that came in the same second would seem to be earlier.
    private static Optional<Instant> kept(ServerVersion held, SaveRow row) {
        return Optional.of(row.changedAt())
                .filter(time -> Versions.isOneMoment(time, held.since()));
    }

    /// Whether a row still holds what it held. Where the server has no hash, only its time tells.
    private static boolean holds(ServerVersion held, SaveRow row) {
        if (held.size() != row.size() || held.game() != row.rom()) return false;
        if (row.hash() != null && held.hash() != null) return row.hash().equals(held.hash());
        return Objects.equals(row.hash(), held.hash()) && held.changedAt().equals(row.changedAt());
    }

    /// Whether the server was told that this device has what a row holds.
    synchronized boolean isAcknowledged(long row) {
        return acknowledged.contains(row);
    }

    synchronized void acknowledge(long row) {
        acknowledged.add(row);
    }

    // Games.

    private void learnGames() throws StorageException {
        Set<Long> known = new HashSet<>();
        for (ServerGame game : memory.games()) known.add(game.id());
        boolean missing =
                Stream.concat(shelf.current().values().stream(), states.current().values().stream())
                        .anyMatch(row -> !known.contains(row.game()));
        Naming naming = shelf.naming();
        Set<GameKey> here = settings.here().get();
        boolean unsure =
                here.stream()
                        .anyMatch(key -> naming.game(key).isEmpty() && naming.said(key).isEmpty());
        Instant last = noted(GAMES);
        Duration since = Duration.between(last, settings.clock().instant());
        boolean longAgo = since.isNegative() || since.compareTo(GAMES_EVERY) >= 0;
        boolean never = last.equals(Instant.EPOCH) || !walked().containsAll(systems(here));
        if (never || ((missing || unsure) && longAgo)) walkGames();
    }

    /// Asks for the games of every platform that matters here.
    void walkGames() throws StorageException {
        Set<String> systems = systems(settings.here().get());
        boolean others = !shelf.current().isEmpty() || !states.current().isEmpty();
        List<Long> platforms = new ArrayList<>();
        for (RommClient.Platform one : client.platforms())
            if (one.games() > 0 && (others || systems.contains(one.system())))
                platforms.add(one.id());
        memory.replaceGames(client.games(platforms, null));
        memory.note(SYSTEMS, String.join(" ", systems));
        memory.note(GAMES, settings.clock().instant().toString());
        shelf.renamed();
    }

    private static Set<String> systems(Set<GameKey> games) {
        return games.stream().map(GameKey::system).collect(Collectors.toSet());
    }

    /// The systems that were asked for when games were asked for last.
    private Set<String> walked() {
        return Set.of(memory.noted(SYSTEMS).orElse("").split(" "));
    }

    /// Reads what new heads hold, since only that tells whether it is what lies here.
    List<Notice> read(String device) throws StorageException {
        return Unread.read(shelf, Unread.heads(shelf), row -> staging.read(row, device, true));
    }
}
