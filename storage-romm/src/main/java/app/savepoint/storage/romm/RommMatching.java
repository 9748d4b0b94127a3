package app.savepoint.storage.romm;

import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.server.Candidate;
import app.savepoint.core.storage.server.GameKey;
import app.savepoint.core.storage.server.GameMatch;
import app.savepoint.core.storage.server.GameSlots;
import app.savepoint.core.storage.server.MatchedGame;
import app.savepoint.core.storage.server.MatchedGame.How;
import app.savepoint.core.storage.server.Matching;
import app.savepoint.core.storage.server.NameDifference;
import app.savepoint.core.storage.server.ServerGame;
import app.savepoint.core.storage.server.ServerMemory;
import app.savepoint.core.storage.server.ServerSlot;
import app.savepoint.core.storage.server.ServerVersion;
import app.savepoint.core.storage.server.SlotAnswer;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/// A person's say in which of RomM's games theirs are.
final class RommMatching implements Matching {
    private static final Comparator<ServerSlot> LATEST_FIRST =
            Comparator.comparing(
                            ServerSlot::newest, Comparator.nullsFirst(Comparator.naturalOrder()))
                    .reversed()
                    .thenComparing(ServerSlot::name);

    private final ServerMemory memory;
    private final Shelf shelf;
    private final Lookout lookout;
    private final Supplier<Set<GameKey>> here;

    RommMatching(ServerMemory memory, Shelf shelf, Lookout lookout, Supplier<Set<GameKey>> here) {
        this.memory = memory;
        this.shelf = shelf;
        this.lookout = lookout;
        this.here = here;
    }

    @Override
    public void refresh() throws StorageException {
        lookout.walkGames();
    }

    @Override
    public List<MatchedGame> all() {
        Naming naming = shelf.naming();
        TreeSet<GameKey> keys = new TreeSet<>(here.get());
        for (GameMatch match : memory.matches()) keys.add(match.key());
        keys.addAll(naming.ofSlots());
        // Once for all of them: a library has thousands of games and of rows
        Map<Long, Map<String, List<ServerVersion>>> rows = shelf.inSlots();
        return keys.stream().map(key -> matched(key, naming, rows)).toList();
    }

    @Override
    public Set<GameKey> unsure() {
        Naming naming = shelf.naming();
        Set<GameKey> keys = new HashSet<>(here.get());
        for (GameMatch match : memory.matches()) keys.add(match.key());
        keys.removeIf(key -> {
            Optional<GameMatch> said = naming.said(key);
            if (said.isPresent() && said.get().game() == null) return true;
            return naming.game(key).isPresent() && (said.isPresent() || !naming.isByHash(key));
        });
        return keys;
    }

    private MatchedGame matched(
            GameKey key, Naming naming, Map<Long, Map<String, List<ServerVersion>>> rows) {
        Optional<ServerGame> game = naming.game(key);
        Optional<GameMatch> said = naming.said(key);
        List<Candidate> candidates =
                game.isPresent()
                        ? List.of()
                        : naming.candidates(key).stream()
                                .map(one ->
                                        new Candidate(
                                                one,
                                                NameDifference.of(key.game(), one.name()),
                                                naming.owner(one).orElse(null)))
                                .toList();
        How how;
        if (said.isPresent() && said.get().game() == null) how = How.LEFT_OUT;
        else if (game.isPresent())
            how = said.isPresent() ? How.PERSON : naming.isByHash(key) ? How.HASH : How.NAME;
        else how = candidates.isEmpty() ? How.NONE : How.OPEN;
        return new MatchedGame(
                key,
                how,
                game.orElse(null),
                candidates,
                game.map(there ->
                                slots(
                                        naming.slots(),
                                        there.id(),
                                        rows.getOrDefault(there.id(), Map.of())))
                        .orElse(GameSlots.NONE));
    }

    private GameSlots slots(Slots slots, long game, Map<String, List<ServerVersion>> rows) {
        List<ServerSlot> all =
                slots.names(game).stream()
                        .map(name -> slot(name, rows.getOrDefault(name, List.of())))
                        .sorted(LATEST_FIRST)
                        .toList();
        if (all.isEmpty()) return GameSlots.NONE;
        return new GameSlots(slots.decided(game).orElse(null), slots.isSaid(game), all);
    }

    private ServerSlot slot(String name, List<ServerVersion> rows) {
        return rows.stream()
                .max(Shelf.BY_CHANGE)
                .map(head ->
                        new ServerSlot(
                                name,
                                head.changedAt(),
                                head.device() == null
                                        ? ""
                                        : lookout.nameOf(head.device().toString()),
                                head.size(),
                                rows.size()))
                .orElse(new ServerSlot(name, null, "", 0, 0));
    }

    @Override
    public void romsRead() {
        shelf.renamed();
    }

    @Override
    public boolean knows(long game) {
        return shelf.naming().game(game).isPresent();
    }

    @Override
    public void say(GameKey key, long game) {
        ServerGame there =
                shelf.naming()
                        .game(game)
                        .orElseThrow(() -> new IllegalArgumentException("no such game: " + game));
        memory.match(new GameMatch(key, there.id(), there.fileName(), there.hashes()));
        shelf.renamed();
    }

    @Override
    public void none(GameKey key) {
        memory.match(new GameMatch(key, null, "", Set.of()));
        shelf.renamed();
    }

    @Override
    public void saySlot(GameKey key, String slot) {
        Naming naming = shelf.naming();
        ServerGame there =
                naming.game(key)
                        .filter(game -> naming.slots().names(game.id()).contains(slot))
                        .orElseThrow(() -> new IllegalArgumentException("no such slot: " + slot));
        boolean empty = naming.slots().isEmpty(there.id(), slot);
        memory.answer(new SlotAnswer(there.id(), there.fileName(), slot, empty, true));
        shelf.renamed();
    }

    @Override
    public void takeBackSlot(GameKey key) {
        shelf.naming()
                .game(key)
                .ifPresent(there ->
                        memory.slotAnswers().stream()
                                .filter(answer -> answer.holds() && Slots.isAbout(answer, there))
                                .forEach(answer -> memory.answer(answer.takenBack())));
        shelf.renamed();
    }

    @Override
    public void takeBack(GameKey key) {
        takeBackSlot(key);
        memory.unmatch(key);
        shelf.renamed();
    }
}
