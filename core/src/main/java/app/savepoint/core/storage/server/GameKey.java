package app.savepoint.core.storage.server;

import app.savepoint.core.save.SaveId;

/// A game as this device's files name it.
///
/// @param system the platform
/// @param game its name
public record GameKey(String system, String game) implements Comparable<GameKey> {
    /// The game that a save belongs to.
    public static GameKey of(SaveId save) {
        return new GameKey(save.system(), save.game());
    }

    @Override
    public int compareTo(GameKey other) {
        int order = system.compareTo(other.system);
        return order != 0 ? order : game.compareTo(other.game);
    }

    @Override
    public String toString() {
        return system + '/' + game;
    }
}
