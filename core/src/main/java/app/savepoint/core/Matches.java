package app.savepoint.core;

import app.savepoint.core.journal.JournalException;
import app.savepoint.core.storage.Storage;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.server.GameKey;
import app.savepoint.core.storage.server.MatchedGame;
import app.savepoint.core.storage.server.Matching;
import app.savepoint.core.storage.server.ServerGame;
import app.savepoint.core.view.MatchWish;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How the games of this device meet those of a server.
final class Matches {
    /// After a sync only so much of the games beside the saves is read, so that it ends soon.
    private static final long A_LITTLE = 128L << 20;

    /// And while a person waits for the answer.
    private static final long A_LOT = 4L << 30;

    private final Storage storage;
    private final RomsBeside roms;

    Matches(Storage storage, RomsBeside roms) {
        this.storage = storage;
        this.roms = roms;
    }

    /// Looks into the games that lie beside saves of which no name says which they are; the next
    /// sync goes by it.
    void learnALittle() {
        try {
            storage.matching().ifPresent(matching -> learn(matching, A_LITTLE));
        } catch (JournalException e) {
            System.getLogger(Matches.class.getName())
                    .log(System.Logger.Level.INFO, "what games hold was not remembered", e);
        }
    }

    private void learn(Matching matching, long most) {
        if (roms.learn(matching.unsure(), most)) matching.romsRead();
    }

    /// @param offline whether what was last seen of the server's games will do
    List<MatchedGame> all(boolean offline) throws StorageException {
        Matching matching = matching();
        if (!offline) {
            matching.refresh();
            learn(matching, A_LOT);
        }
        return matching.all();
    }

    /// Acts on what a person says about a game.
    MatchedGame say(String game, MatchWish wish) throws StorageException {
        return say(Map.of(found(matching(), game), wish)).getFirst();
    }

    /// Acts on what a person says about games: all of it, or nothing if some of it makes no sense.
    List<MatchedGame> say(Map<GameKey, MatchWish> answers) throws StorageException {
        Matching matching = matching();
        for (MatchWish wish : answers.values())
            if (wish instanceof MatchWish.Is(var id) && !matching.knows(id)) {
                matching.refresh();
                if (!matching.knows(id))
                    throw new RequestException("match.unknown", Long.toString(id));
            }
        List<MatchedGame> before = matching.all();
        eachIsOne(before, answers);
        answers.forEach((key, wish) -> {
            if (wish instanceof MatchWish.Slot(var name) && !of(before, key).slots().has(name))
                throw new RequestException("match.no-slot", key, name);
        });
        answers.forEach((key, wish) -> {
            switch (wish) {
                case MatchWish.Is(var id) -> matching.say(key, id);
                case MatchWish.IsNone() -> matching.none(key);
                case MatchWish.TakenBack() -> matching.takeBack(key);
                case MatchWish.Slot(var name) -> matching.saySlot(key, name);
                case MatchWish.SlotTakenBack() -> matching.takeBackSlot(key);
            }
        });
        List<MatchedGame> now = matching.all();
        return answers.keySet().stream().map(key -> of(now, key)).toList();
    }

    /// Two games here that were one there would take turns at overwriting each other.
    private static void eachIsOne(List<MatchedGame> all, Map<GameKey, MatchWish> answers) {
        Map<Long, GameKey> owners = new HashMap<>();
        for (MatchedGame one : all) {
            ServerGame there = one.game();
            // What only its name says gives way to a person's word
            boolean said = one.how() == MatchedGame.How.PERSON;
            if (there != null && said && !answers.containsKey(one.key()))
                owners.put(there.id(), one.key());
        }
        answers.forEach((key, wish) -> {
            if (!(wish instanceof MatchWish.Is(var id))) return;
            GameKey other = owners.putIfAbsent(id, key);
            if (other != null) throw new RequestException("match.taken", Long.toString(id), other);
        });
    }

    private Matching matching() {
        return storage.matching().orElseThrow(() -> new RequestException("match.not-needed"));
    }

    private static GameKey found(Matching matching, String game) {
        List<GameKey> meant =
                matching.all().stream()
                        .map(MatchedGame::key)
                        .filter(key -> key.toString().equals(game) || key.game().equals(game))
                        .toList();
        if (meant.isEmpty()) throw new RequestException("match.no-game", game);
        if (meant.size() > 1)
            throw new RequestException("match.several", game, meant.getFirst(), meant.get(1));
        return meant.getFirst();
    }

    private static MatchedGame of(List<MatchedGame> all, GameKey key) {
        return all.stream()
                .filter(one -> one.key().equals(key))
                .findFirst()
                // What was said about it was all that was known of it
                .orElseGet(() -> new MatchedGame(key, MatchedGame.How.NONE, null, List.of()));
    }
}
