package app.savepoint.storage.romm;

import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.server.ServerGame;
import app.savepoint.core.storage.server.ServerVersion;
import app.savepoint.core.storage.server.SlotAnswer;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Which slot of a server's game is played here, and what the others are called.
///
/// What a person said of the game goes before all else, unless that slot is gone since while others
/// are there; then what this device agreed on, as long as it is there. Else it is the one called
/// `autosave`, in whatever spelling, since nearly every client of RomM's uses it; else the only one
/// there is, so that a person's history goes on; and where there is none, `autosave` is begun.
/// Where several could be meant nobody but a person can tell which: they are playthroughs, and the
/// latest is not always the one that is played here.
final class Slots {
    /// What the player inside RomM's web page wrote, which goes into no slot.
    static final String WEB_PLAYER = "web-player";

    private static final String USUAL = "autosave";
    private static final String KEPT = "-kept-";
    private static final Optional<String> NOBODY = Optional.empty();

    private final Map<Long, Map<String, ServerVersion>> latest = new HashMap<>();
    private final Map<Long, String> agreed;
    private final Map<Long, SlotAnswer> answers = new HashMap<>();
    private final Map<Long, String> played = new HashMap<>();
    private final Set<Long> open = new HashSet<>();

    /// @param games the server's games, by which an answer is known to be about one of them
    /// @param rows what the server holds
    /// @param agreed the slot in which each game's save lay that was last agreed on
    /// @param said what a person said
    Slots(
            Collection<ServerGame> games,
            Collection<ServerVersion> rows,
            Map<Long, String> agreed,
            Collection<SlotAnswer> said) {
        this.agreed = agreed;
        for (SlotAnswer answer : said) answers.put(answer.game(), answer);
        for (ServerGame game : games)
            answers.computeIfPresent(
                    game.id(), (_, answer) -> isAbout(answer, game) ? answer : null);
        for (ServerVersion row : rows)
            if (row.there() && row.slot() != null && !row.slot().contains(KEPT))
                latest.computeIfAbsent(row.game(), _ -> new HashMap<>())
                        .merge(row.slot(), row, Slots::later);
        Set<Long> all = new HashSet<>(latest.keySet());
        all.addAll(agreed.keySet());
        all.addAll(answers.keySet());
        for (long game : all) settle(game);
    }

    /// Whether an answer was given about that very game: a server that was put back may have given
    /// its number to another.
    static boolean isAbout(SlotAnswer answer, ServerGame game) {
        return answer.game() == game.id() && answer.fileName().equals(game.fileName());
    }

    private static ServerVersion later(ServerVersion one, ServerVersion other) {
        return Shelf.BY_CHANGE.compare(one, other) >= 0 ? one : other;
    }

    private void settle(long game) {
        SlotAnswer answer = answers.get(game);
        Map<String, ServerVersion> there = latest.getOrDefault(game, Map.of());
        if (answer != null && answer.holds()) {
            boolean goesOn = there.isEmpty() || answer.empty() || there.containsKey(answer.slot());
            if (goesOn) played.put(game, answer.slot());
            else open.add(game);
            return;
        }
        String had = agreed.get(game);
        boolean takenBack = answer != null && answer.slot().equals(had);
        Optional<String> one = had == null || takenBack ? unasked(there) : goesOn(had, there);
        if (one.isPresent()) played.put(game, one.get());
        else open.add(game);
    }

    /// The one that nobody has to be asked about.
    private static Optional<String> unasked(Map<String, ServerVersion> there) {
        List<String> usual = there.keySet().stream().filter(slot -> isLike(slot, USUAL)).toList();
        if (!usual.isEmpty()) return usual.size() == 1 ? Optional.of(usual.getFirst()) : NOBODY;
        if (there.isEmpty()) return Optional.of(USUAL);
        return there.size() == 1 ? Optional.of(there.keySet().iterator().next()) : NOBODY;
    }

    /// The one that was agreed on, unless it is gone while others are there, or another program
    /// went on under another spelling of its name.
    private static Optional<String> goesOn(String had, Map<String, ServerVersion> there) {
        ServerVersion own = there.get(had);
        if (own == null) return there.isEmpty() ? Optional.of(had) : NOBODY;
        boolean overtaken =
                there.entrySet().stream()
                        .filter(other -> isLike(other.getKey(), had))
                        .anyMatch(other -> Shelf.BY_CHANGE.compare(other.getValue(), own) > 0);
        return overtaken ? NOBODY : Optional.of(had);
    }

    /// Whether two names differ in their spelling at most. Some servers take them for one.
    static boolean isLike(String slot, String other) {
        return slot.toLowerCase(Locale.ROOT).equals(other.toLowerCase(Locale.ROOT));
    }

    private String played(long game) {
        return played.getOrDefault(game, USUAL);
    }

    /// Whether a person has to say which one it is.
    boolean isOpen(long game) {
        return open.contains(game);
    }

    /// The games of which a person has to say it.
    Set<Long> open() {
        return Set.copyOf(open);
    }

    /// The games of which a person has said it.
    Set<Long> said() {
        Set<Long> said = new HashSet<>();
        for (long game : answers.keySet()) if (isSaid(game)) said.add(game);
        return said;
    }

    /// Whether a person has said which one it is.
    boolean isSaid(long game) {
        SlotAnswer answer = answers.get(game);
        return answer != null && answer.holds() && !isOpen(game);
    }

    /// Whether nothing is in a slot.
    boolean isEmpty(long game, String slot) {
        return !latest.getOrDefault(game, Map.of()).containsKey(slot);
    }

    /// The one that is played here; empty if a person has to say so first.
    Optional<String> decided(long game) {
        return isOpen(game) ? Optional.empty() : Optional.of(played(game));
    }

    /// Every slot of a game that a person can say it is: the one that was had is among them even if
    /// nothing is in it any more.
    Set<String> names(long game) {
        Set<String> names = new TreeSet<>(latest.getOrDefault(game, Map.of()).keySet());
        String had = agreed.get(game);
        if (had != null) names.add(had);
        SlotAnswer answer = answers.get(game);
        if (answer != null && answer.holds()) names.add(answer.slot());
        return names;
    }

    /// While it is open: the latest of what could take the place of what was had.
    Optional<ServerVersion> perhaps(long game) {
        SlotAnswer answer = answers.get(game);
        String had = answer != null && answer.holds() ? answer.slot() : agreed.get(game);
        return latest.getOrDefault(game, Map.of()).values().stream()
                .filter(row -> !Objects.equals(row.slot(), had))
                .max(Shelf.BY_CHANGE);
    }

    /// What the server calls a slot of ours.
    String there(long game, String slot) {
        if (slot.equals(SaveId.MAIN_SLOT)) return played(game);
        return slot.startsWith("kept-") ? played(game) + "-" + slot : slot;
    }

    /// What we call a slot of the server's. While it is open none is the one that is played.
    String here(long game, @Nullable String slot) {
        if (slot == null) return WEB_PLAYER;
        if (!isOpen(game)) {
            String main = played(game);
            if (slot.equals(main)) return SaveId.MAIN_SLOT;
            if (slot.startsWith(main + KEPT)) return slot.substring(main.length() + 1);
        }
        // Another one's name must not become that of the slot that is played
        boolean taken = slot.equals(SaveId.MAIN_SLOT) || slot.equals(WEB_PLAYER);
        return taken || slot.startsWith("kept-") ? "romm-" + slot : slot;
    }
}
