package app.savepoint.storage.romm;

import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StorageException.Unavailable;
import app.savepoint.core.storage.server.ServerGame;
import app.savepoint.core.storage.server.ServerMemory;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// All saves on a server.
///
/// As a rule with one question. A large library can take a server, or what stands before it, longer
/// than it gives itself; from 5.3 on the list is then had in parts, game by game.
final class SaveList {
    private static final System.Logger LOG = System.getLogger(SaveList.class.getName());

    /// Of more, RomM refuses to hear.
    private static final int MOST_GAMES = 500;

    private static final Duration BELIEVED_FOR = Duration.ofDays(1);
    private static final String TOO_MUCH = "list.too-much";

    private final RommClient client;
    private final ServerMemory memory;
    private final Shelf shelf;
    private final FeatureBook features;

    SaveList(RommClient client, ServerMemory memory, Shelf shelf, FeatureBook features) {
        this.client = client;
        this.memory = memory;
        this.shelf = shelf;
        this.features = features;
    }

    /// All of them; empty if the server does not know this device any more.
    Optional<List<SaveRow>> all(String device) throws StorageException {
        if (wasTooMuch()) {
            Optional<List<SaveRow>> parts = inParts(device);
            if (parts.isPresent()) return parts;
        }
        try {
            return client.saves(device);
        } catch (Unavailable e) {
            try {
                if (!features.today().gameScope()) throw e;
                LOG.log(Level.INFO, "the list of all saves was not to be had in one go", e);
                Optional<List<SaveRow>> parts = inParts(device);
                if (parts.isPresent()) {
                    memory.note(TOO_MUCH, client.wire().here().toString());
                    return parts;
                }
            } catch (StorageException again) {
                if (again != e) e.addSuppressed(again);
            }
            throw e;
        }
    }

    /// Whether the whole list was not to be had lately: to find that out takes minutes.
    private boolean wasTooMuch() {
        String noted = memory.noted(TOO_MUCH).orElse("");
        if (noted.isEmpty()) return false;
        Duration since = Duration.between(SaveRow.time(noted), client.wire().here());
        return !since.isNegative() && since.compareTo(BELIEVED_FOR) < 0;
    }

    /// The same game by game; empty if that can not be trusted to be all.
    private Optional<List<SaveRow>> inParts(String device) throws StorageException {
        Set<Long> ids = client.saveIds();
        Set<Long> games = new HashSet<>();
        for (ServerGame game : games()) games.add(game.id());
        shelf.current().values().forEach(row -> games.add(row.game()));
        List<Long> ordered = games.stream().sorted().toList();
        List<SaveRow> all = new ArrayList<>();
        for (int from = 0; from < ordered.size(); from += MOST_GAMES) {
            List<Long> part = ordered.subList(from, Math.min(ordered.size(), from + MOST_GAMES));
            Optional<List<SaveRow>> rows = client.saves(device, part);
            if (rows.isEmpty()) return rows;
            // A server that does not know the word answers with everything
            if (rows.get().stream().anyMatch(row -> !part.contains(row.rom())))
                return Optional.empty();
            all.addAll(rows.get());
        }
        for (SaveRow row : all) ids.remove(row.id());
        // Of games that nobody heard of yet
        for (long id : ids) client.save(id, device).ifPresent(all::add);
        return Optional.of(all);
    }

    /// Those that are known, and at first those of every platform.
    private Collection<ServerGame> games() throws StorageException {
        Collection<ServerGame> known = memory.games();
        if (!known.isEmpty()) return known;
        List<Long> platforms = new ArrayList<>();
        for (RommClient.Platform one : client.platforms())
            if (one.games() > 0) platforms.add(one.id());
        return client.games(platforms, null);
    }
}
