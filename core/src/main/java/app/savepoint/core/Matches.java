package app.savepoint.core;

import app.savepoint.core.storage.Storage;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.server.GameKey;
import app.savepoint.core.storage.server.MatchedGame;
import app.savepoint.core.storage.server.Matching;
import app.savepoint.core.view.MatchWish;
import java.util.List;

/// How the games of this device meet those of a server.
final class Matches {
    private final Storage storage;

    Matches(Storage storage) {
        this.storage = storage;
    }

    List<MatchedGame> all() throws StorageException {
        Matching matching = matching();
        matching.refresh();
        return matching.all();
    }

    /// Acts on what a person says about a game.
    MatchedGame say(String game, MatchWish wish) throws StorageException {
        Matching matching = matching();
        matching.refresh();
        GameKey key = found(matching, game);
        switch (wish) {
            case MatchWish.Is(var id) -> {
                try {
                    matching.say(key, id);
                } catch (IllegalArgumentException e) {
                    throw new RequestException("match.unknown", id);
                }
            }
            case MatchWish.IsNone() -> matching.none(key);
            case MatchWish.TakenBack() -> matching.takeBack(key);
        }
        return of(matching, key);
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

    private static MatchedGame of(Matching matching, GameKey key) {
        return matching.all().stream()
                .filter(one -> one.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new RequestException("match.no-game", key));
    }
}
