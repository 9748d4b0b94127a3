package app.savepoint.storage.romm;

import app.savepoint.core.save.SaveId;
import app.savepoint.core.save.SaveKind;
import app.savepoint.core.storage.Refusal;
import app.savepoint.core.storage.server.GameKey;
import app.savepoint.core.storage.server.GameMatch;
import app.savepoint.core.storage.server.NameTags;
import app.savepoint.core.storage.server.ServerGame;
import app.savepoint.core.storage.server.ServerVersion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which of the server's games a game here is, and which of its slots a save is.
///
/// A game is known by its very name, or because a person said so. What is only called much the same
/// is a proposal: nothing moves on it in either direction.
final class Naming {
    private final Map<Long, ServerGame> games = new HashMap<>();
    private final Map<GameKey, List<ServerGame>> byName = new HashMap<>();
    private final Map<GameKey, List<ServerGame>> byLikeness = new HashMap<>();
    private final Map<GameKey, GameMatch> said = new HashMap<>();
    private final Map<Long, GameKey> saidOf = new HashMap<>();
    private final Map<Long, GameKey> certain = new HashMap<>();
    private final Map<GameKey, ServerGame> byHash = new HashMap<>();
    private final Map<Long, GameKey> hashOf = new HashMap<>();
    private final Set<Long> inQuestion = new HashSet<>();
    private final Set<Long> contested = new HashSet<>();
    private final Map<GameKey, Set<String>> roms;
    private final Slots slots;

    /// @param roms the hashes of games themselves that lie here
    /// @param here the games of which this device has saves
    /// @param slots in which of a game's slots it is played
    Naming(
            Collection<ServerGame> known,
            Collection<GameMatch> matches,
            Map<GameKey, Set<String>> roms,
            Collection<GameKey> here,
            Slots slots) {
        this.slots = slots;
        this.roms = roms;
        for (ServerGame game : known) {
            games.put(game.id(), game);
            byName.computeIfAbsent(key(game), _ -> new ArrayList<>()).add(game);
            byLikeness.computeIfAbsent(likeness(key(game)), _ -> new ArrayList<>()).add(game);
        }
        for (GameMatch match : matches) {
            said.put(match.key(), match);
            found(match)
                    .ifPresent(game -> {
                        GameKey other = saidOf.put(game.id(), match.key());
                        if (other != null) contested.add(game.id());
                    });
        }
        // What was read of a game holds on when its save is gone from here
        Set<GameKey> ever = new HashSet<>(here);
        ever.addAll(roms.keySet());
        settleByHash(ever);
        for (GameKey key : here) game(key).ifPresent(game -> certain.put(game.id(), key));
        for (GameKey key : here)
            if (!said.containsKey(key) && game(key).isEmpty())
                for (ServerGame game : candidates(key))
                    if (!certain.containsKey(game.id())) inQuestion.add(game.id());
    }

    /// A game here is the one of the server's that holds the same, where neither a name nor a
    /// person says which it is, and no other game here is it.
    private void settleByHash(Collection<GameKey> here) {
        Set<Long> named = new HashSet<>(saidOf.keySet());
        for (GameKey key : here) game(key).ifPresent(game -> named.add(game.id()));
        Map<Long, Set<GameKey>> claims = new HashMap<>();
        for (GameKey key : here) {
            Set<String> hashes = roms.getOrDefault(key, Set.of());
            if (hashes.isEmpty() || said.containsKey(key) || game(key).isPresent()) continue;
            List<ServerGame> same = holding(key.system(), hashes);
            if (same.size() != 1 || named.contains(same.getFirst().id())) continue;
            claims.computeIfAbsent(same.getFirst().id(), _ -> new HashSet<>()).add(key);
        }
        claims.forEach((id, keys) -> {
            ServerGame game = games.get(id);
            if (keys.size() > 1 || game == null) return;
            GameKey key = keys.iterator().next();
            byHash.put(key, game);
            hashOf.put(id, key);
        });
    }

    private List<ServerGame> holding(String system, Set<String> hashes) {
        return games.values().stream()
                .filter(game -> game.system().equals(system))
                .filter(game -> !Collections.disjoint(game.hashes(), hashes))
                .toList();
    }

    /// Whether a game here is known by what it holds.
    boolean isByHash(GameKey key) {
        return byHash.containsKey(key);
    }

    private static GameKey key(ServerGame game) {
        return new GameKey(game.system(), game.name());
    }

    /// A name without what region, revision, case and accents add to it.
    private static GameKey likeness(GameKey key) {
        return new GameKey(key.system(), NameTags.likeness(key.game()));
    }

    /// What was chosen, under its number or, if it was imported anew, under its name or by what it
    /// holds. A server that was put back may have given the number to another game.
    private Optional<ServerGame> found(GameMatch match) {
        if (match.game() == null) return Optional.empty();
        ServerGame same = games.get(match.game());
        if (same != null && isStill(same, match)) return Optional.of(same);
        List<ServerGame> again =
                games.values().stream()
                        .filter(game -> game.system().equals(match.key().system()))
                        .filter(game -> game.fileName().equals(match.fileName()))
                        .toList();
        if (again.isEmpty()) again = holding(match.key().system(), match.hashes());
        if (again.isEmpty())
            return Optional.ofNullable(same).filter(game -> isRenamed(game, match));
        return again.size() == 1 ? Optional.of(again.getFirst()) : Optional.empty();
    }

    private static boolean isStill(ServerGame game, GameMatch match) {
        return game.fileName().equals(match.fileName())
                || !Collections.disjoint(game.hashes(), match.hashes());
    }

    /// Whether it can be the same under another name: nothing else is called as it was, and what
    /// they hold is not known to differ.
    private static boolean isRenamed(ServerGame game, GameMatch match) {
        String stem = match.fileName().replaceFirst("\\.[^.]*$", "");
        return (game.hashes().isEmpty() || match.hashes().isEmpty())
                && NameTags.likeness(game.name()).equals(NameTags.likeness(stem));
    }

    /// The server's game that one here is, for certain.
    Optional<ServerGame> game(GameKey key) {
        GameMatch match = said.get(key);
        if (match != null) return found(match).filter(game -> !contested.contains(game.id()));
        ServerGame held = byHash.get(key);
        if (held != null) return Optional.of(held);
        List<ServerGame> same = byName.getOrDefault(key, List.of());
        if (same.size() != 1) return Optional.empty();
        ServerGame only = same.getFirst();
        // A person gave it to another game of this device's
        return saidOf.containsKey(only.id()) ? Optional.empty() : Optional.of(only);
    }

    /// The game here that one of the server's is for certain.
    Optional<GameKey> owner(ServerGame game) {
        return Optional.ofNullable(certain.get(game.id()));
    }

    /// What a person said about a game here.
    Optional<GameMatch> said(GameKey key) {
        return Optional.ofNullable(said.get(key));
    }

    /// The server's games that could be meant, where none is certain: those that hold what lies
    /// here, where another game here has their name; else those of the very same name, else of the
    /// same words, else of the same words without their tags. Never one that a person gave to
    /// another game here.
    List<ServerGame> candidates(GameKey key) {
        List<ServerGame> held = free(key, holding(key.system(), roms.getOrDefault(key, Set.of())));
        if (!held.isEmpty()) return held;
        List<ServerGame> same = free(key, byName.getOrDefault(key, List.of()));
        if (!same.isEmpty()) return same;
        List<ServerGame> alike = free(key, byLikeness.getOrDefault(likeness(key), List.of()));
        String words = NameTags.fold(key.game());
        List<ServerGame> spelled =
                alike.stream().filter(game -> NameTags.fold(game.name()).equals(words)).toList();
        return spelled.isEmpty() ? alike : spelled;
    }

    private List<ServerGame> free(GameKey key, List<ServerGame> meant) {
        return meant.stream()
                .filter(game -> {
                    GameKey owner = saidOf.get(game.id());
                    return owner == null || owner.equals(key);
                })
                .toList();
    }

    Optional<ServerGame> game(long id) {
        return Optional.ofNullable(games.get(id));
    }

    /// Why a save can not go there; empty if it can.
    Optional<Refusal> refuses(SaveId save) {
        if (save.kind() == SaveKind.SAVE && save.slot().equals(Slots.WEB_PLAYER))
            return Optional.of(Refusal.KIND);
        GameKey key = GameKey.of(save);
        Optional<ServerGame> there = game(key);
        if (there.isPresent()) {
            // Until then none of its slots can be told from the one that is played
            boolean asks = save.kind() == SaveKind.SAVE && slots.isOpen(there.get().id());
            return asks ? Optional.of(Refusal.SLOT_UNCLEAR) : Optional.empty();
        }
        GameMatch match = said.get(key);
        if (match != null && match.game() == null) return Optional.of(Refusal.LEFT_OUT);
        return Optional.of(candidates(key).isEmpty() ? Refusal.NO_GAME : Refusal.GAME_UNCLEAR);
    }

    /// In which of a game's slots it is played.
    Slots slots() {
        return slots;
    }

    /// The games of which a person has to say, or has said, in which slot they are played.
    Set<GameKey> ofSlots() {
        Set<GameKey> keys = new HashSet<>();
        for (long id : slots.open()) key(id).ifPresent(keys::add);
        for (long id : slots.said()) key(id).ifPresent(keys::add);
        return keys;
    }

    /// The saves of which a person has to say in which slot they are, each with the latest that it
    /// could be, so that it can be seen whether it comes to anything here.
    Map<SaveId, ServerVersion> undecided() {
        Map<SaveId, ServerVersion> undecided = new HashMap<>();
        for (long id : slots.open())
            key(id).flatMap(key -> save(key, SaveId.MAIN_SLOT))
                    .ifPresent(
                            save -> slots.perhaps(id).ifPresent(row -> undecided.put(save, row)));
        return undecided;
    }

    /// Where a save is kept.
    ///
    /// @param slot in the server's own spelling
    record Spot(ServerGame game, String slot) {}

    /// Where a save is kept, if it can be.
    Optional<Spot> spot(SaveId save) {
        if (refuses(save).isPresent()) return Optional.empty();
        return game(GameKey.of(save))
                .map(game -> new Spot(game, slots.there(game.id(), save.slot())));
    }

    /// The game here that one of the server's is; empty if that can not be told, or is in question.
    Optional<GameKey> key(long id) {
        ServerGame game = games.get(id);
        if (game == null || inQuestion.contains(id)) return Optional.empty();
        // Two games here were said to be that one before the server gave its numbers out anew
        if (contested.contains(id)) return Optional.empty();
        @Nullable GameKey key = saidOf.getOrDefault(id, hashOf.get(id));
        if (key == null) {
            key = key(game);
            boolean alone = byName.getOrDefault(key, List.of()).size() == 1;
            GameMatch other = said.get(key);
            // The name stands for another of the server's games here
            if (!alone || (other != null && !Objects.equals(other.game(), id)))
                return Optional.empty();
        }
        return Optional.of(key);
    }

    /// The save that a row is one of; empty if that can not be told, or is in question.
    Optional<SaveId> save(ServerVersion row) {
        return key(row.game()).flatMap(key -> save(key, slots.here(row.game(), row.slot())));
    }

    private static Optional<SaveId> save(GameKey key, String slot) {
        try {
            return Optional.of(new SaveId(key.system(), key.game(), SaveKind.SAVE, slot));
        } catch (IllegalArgumentException e) {
            // A name that no save can have on every device
            return Optional.empty();
        }
    }
}
