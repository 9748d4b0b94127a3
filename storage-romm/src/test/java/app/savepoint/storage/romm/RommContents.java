package app.savepoint.storage.romm;

import app.savepoint.core.save.ContentHash;
import app.savepoint.storage.romm.RommLife.Game;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/// All contents that anyone ever saved, with names that a person can follow.
final class RommContents {
    private static final int SIZE = 96;

    private final SplittableRandom random;
    private final Map<String, String> names = new HashMap<>();
    private final Set<String> blanks = new HashSet<>();
    private final Map<Game, List<byte[]>> byGame = new HashMap<>();
    private int number;

    RommContents(SplittableRandom random) {
        this.random = random;
    }

    /// Bytes that nobody had before.
    ///
    /// @param who the letter they are known by
    byte[] fresh(Game game, String who) {
        byte[] bytes = new byte[SIZE];
        random.nextBytes(bytes);
        names.put(hash(bytes), who + ++number + " of " + game);
        byGame.computeIfAbsent(game, _ -> new ArrayList<>()).add(bytes);
        return bytes;
    }

    /// Bytes that someone had before, if anyone had.
    byte[] earlier(Game game, String who) {
        List<byte[]> known = byGame.getOrDefault(game, List.of());
        return known.isEmpty() ? fresh(game, who) : known.get(random.nextInt(known.size()));
    }

    byte[] blank(Game game) {
        byte[] bytes = new byte[SIZE];
        Arrays.fill(bytes, (byte) (random.nextBoolean() ? 0 : 0xff));
        names.put(hash(bytes), "blank of " + game);
        blanks.add(hash(bytes));
        return bytes;
    }

    static String hash(byte[] bytes) {
        return ContentHash.of(bytes).hex();
    }

    boolean isBlank(String hash) {
        return blanks.contains(hash);
    }

    boolean isKnown(String hash) {
        return names.containsKey(hash);
    }

    String name(String hash) {
        return names.getOrDefault(hash, hash);
    }
}
