package app.savepoint.storage.romm;

import app.savepoint.core.save.ContentHash;
import app.savepoint.core.save.SaveKind;
import app.savepoint.storage.romm.RommLife.Game;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Looks at the server's tables at each request, and at the disks before and after each job, and
/// holds what came of it against the promises. Never asks the engine what it meant to do.
///
/// Who writes to the server is known, and when: what a device had when it agreed with the server
/// stands behind that agreement, what came later does not, and may be replaced only by a person.
final class RommWitness {
    /// The one that was changed last, as clients of RomM's see it.
    private static final Comparator<Row> BY_CHANGE =
            Comparator.comparing(Row::changedAt).thenComparingInt(Row::id);

    private final RommLife life;
    private final Table table;
    private final Map<Integer, Row> rows = new HashMap<>();
    private final IdentityHashMap<byte[], String> hashes = new IdentityHashMap<>();
    private final Map<RommLifeDevice, Map<Game, Standing>> standings = new HashMap<>();

    /// When each content was last written to the slot that is played.
    private Map<Written, Write> written = new HashMap<>();

    /// Since when each row of a slot that is played holds what it holds.
    private final Map<Integer, Held> held = new HashMap<>();

    /// Contents that a sync has seen on a device.
    private final Set<String> owed = new HashSet<>();

    /// What others destroyed on the server without a trace in its numbers, by the devices that have
    /// not looked at all rows since: they can not know.
    private final Map<RommLifeDevice, Set<String>> unseen = new HashMap<>();

    /// When each device last asked for more than numbers of rows.
    private final Map<RommLifeDevice, Integer> lookedAt = new HashMap<>();

    /// What others destroyed in the middle of the job at hand, which may have looked before.
    private final Set<String> meanwhile = new HashSet<>();

    private final Map<RommLifeDevice, Set<String>> setAside = new HashMap<>();

    /// Rows that the job at hand put there.
    private final Set<Integer> fresh = new HashSet<>();

    private int tick;
    private int withinOneSecond;
    private int passedOver;

    /// The server's table that it watches.
    interface Table {
        /// What is watched in it, of which each device has one.
        List<Game> games();

        /// Its rows as they are.
        ///
        /// @param hash the hash of bytes
        Map<Integer, Row> rows(Function<byte[], String> hash);

        /// Whether a device only knows after it wrote whether it was allowed to, so that nothing
        /// but the end of a job counts.
        boolean isLookedAtTwice();
    }

    /// A breach of a promise.
    static final class Breach extends AssertionError {
        private static final long serialVersionUID = 1L;

        Breach(String what) {
            super(what);
        }
    }

    /// A row of the server's as it was seen.
    ///
    /// @param slot of a state its name
    record Row(int id, Game game, String slot, String content, Instant changedAt) {
        /// What was kept beside has a row of its own and is played by nobody.
        boolean isPlayed() {
            return isState()
                    ? StateNames.slot(null, slot).filter(game.save().slot()::equals).isPresent()
                    : slot.equalsIgnoreCase("autosave");
        }

        boolean isState() {
            return game.save().kind() == SaveKind.STATE;
        }
    }

    private record Written(Game game, String content) {}

    private record Write(int tick, Instant at) {}

    private record Held(String content, int since) {}

    private record Memory(Map<Written, Write> written, Map<Integer, Held> held) {}

    /// How a device and a game stand.
    private static final class Standing {
        private @Nullable String agreed;

        /// What was agreed on, unless that was taken back.
        private @Nullable String before;

        private int agreedAt = -1;
        private int chosenAt = -1;
        private boolean met;

        /// Whether the player wrote something that was not agreed on since.
        private boolean news;

        void agree(String content, int at) {
            agreed = content;
            before = null;
            agreedAt = Math.max(agreedAt, at);
            met = true;
            news = false;
        }

        boolean isAgreed(String content) {
            return content.equals(agreed) || content.equals(before);
        }

        Standing copy() {
            Standing copy = new Standing();
            copy.agreed = agreed;
            copy.before = before;
            copy.agreedAt = agreedAt;
            copy.chosenAt = chosenAt;
            copy.met = met;
            copy.news = news;
            return copy;
        }
    }

    /// How things stood before a job.
    ///
    /// @param whole whether it is a sync of everything
    record Before(
            RommLifeDevice device,
            boolean whole,
            Map<Game, String> disk,
            Map<Game, String> heads,
            Map<Game, Standing> stood,
            int tick) {}

    RommWitness(RommLife life, Table table) {
        this.life = life;
        this.table = table;
    }

    private Standing standing(RommLifeDevice device, Game game) {
        return standings
                .computeIfAbsent(device, _ -> new HashMap<>())
                .computeIfAbsent(game, _ -> new Standing());
    }

    /// How often a device put its own on top of what came within the very second, which RomM does
    /// not tell apart.
    int withinOneSecond() {
        return withinOneSecond;
    }

    /// How often a device put its own on top of what it could not look for, because the second look
    /// failed.
    int passedOver() {
        return passedOver;
    }

    // The server.

    Optional<Row> head(Game game) {
        return head(rows, game);
    }

    private static Optional<Row> head(Map<Integer, Row> rows, Game game) {
        return rows.values().stream()
                .filter(row -> row.game().equals(game) && row.isPlayed())
                .max(BY_CHANGE);
    }

    List<Row> rows(Game game) {
        return rows.values().stream()
                .filter(row -> row.game().equals(game))
                .sorted(BY_CHANGE)
                .toList();
    }

    private Map<Integer, Row> look() {
        return table.rows(bytes -> hashes.computeIfAbsent(bytes, b -> ContentHash.of(b).hex()));
    }

    /// Whether it watches that.
    boolean watches(Game game) {
        return table.games().contains(game);
    }

    boolean isLookedAtTwice() {
        return table.isLookedAtTwice();
    }

    /// Takes in what a device's job did to the server since the last look.
    void sawOurs(RommLifeDevice device) throws IOException {
        sawOurs(device, true);
    }

    private void sawOurs(RommLifeDevice device, boolean couldLookTwice) throws IOException {
        Map<Integer, Row> now = look();
        for (Row was : rows.values()) staysAsItIs(device, was, now.get(was.id()));
        for (Row row : now.values()) if (!rows.containsKey(row.id())) fresh.add(row.id());
        for (Game game : table.games()) {
            Row was = head(rows, game).orElse(null);
            Row is = head(now, game).orElse(null);
            if (is == null || is.equals(was)) continue;
            if (was != null && !was.content().equals(is.content())) {
                if (couldLookTwice) mayGoOnTop(device, was, is);
                else passedOver++;
            }
            noteWrites(now);
            Standing standing = standing(device, game);
            String had = standing.agreed;
            standing.agree(is.content(), tick);
            // It may still be taken back
            if (table.isLookedAtTwice()) standing.before = had;
        }
        noteWrites(now);
        rows.clear();
        rows.putAll(now);
    }

    /// Promise 2, for states: no row is ever written over, and none goes but one that the very job
    /// had put there.
    private void staysAsItIs(RommLifeDevice device, Row was, @Nullable Row is) {
        if (!was.isState()) return;
        if (is == null) {
            if (fresh.contains(was.id())) return;
            throw new Breach("promise 2: " + device.name() + " removed row " + was.id());
        }
        if (!is.content().equals(was.content()) || !is.slot().equals(was.slot()))
            throw new Breach("promise 2: " + device.name() + " wrote over row " + was.id());
    }

    /// Takes in what others did.
    ///
    /// @param inPlace whether the server's numbers may not tell of it
    void sawOthers(boolean inPlace) throws IOException {
        Map<Integer, Row> now = look();
        noteWrites(now);
        forgive(contents(rows), contents(now), inPlace);
        rows.clear();
        rows.putAll(now);
    }

    /// What one can go back to with a backup of the server's.
    Object memory() {
        return new Memory(Map.copyOf(written), Map.copyOf(held));
    }

    void wentBack(Object memory) throws IOException {
        Map<Integer, Row> now = look();
        Memory then = (Memory) memory;
        written = new HashMap<>(then.written());
        held.clear();
        held.putAll(then.held());
        forgive(contents(rows), contents(now), true);
        rows.clear();
        rows.putAll(now);
    }

    private void noteWrites(Map<Integer, Row> now) {
        for (Row row : now.values()) {
            Row was = rows.get(row.id());
            if (was != null && was.content().equals(row.content())) continue;
            Write before = written.get(new Written(row.game(), row.content()));
            if (before != null && before.at().equals(row.changedAt())) continue;
            if (row.isPlayed())
                written.put(
                        new Written(row.game(), row.content()), new Write(++tick, row.changedAt()));
        }
        held.keySet().retainAll(now.keySet());
        for (Row row : now.values()) {
            Held known = held.get(row.id());
            Write write = written.get(new Written(row.game(), row.content()));
            if (write != null && (known == null || !known.content().equals(row.content())))
                held.put(row.id(), new Held(row.content(), write.tick()));
        }
    }

    private static Set<String> contents(Map<Integer, Row> rows) {
        return rows.values().stream().map(Row::content).collect(Collectors.toSet());
    }

    /// What others destroyed is nobody's debt, until a device that still has it looks again.
    private void forgive(Set<String> was, Set<String> is, boolean inPlace) throws IOException {
        Set<String> kept = new HashSet<>();
        for (RommLifeDevice device : life.devices()) kept.addAll(aside(device));
        for (String content : was) {
            if (is.contains(content)) continue;
            if (!kept.contains(content)) owed.remove(content);
            meanwhile.add(content);
            if (inPlace)
                for (RommLifeDevice device : life.devices())
                    unseen.computeIfAbsent(device, _ -> new HashSet<>()).add(content);
        }
    }

    private Set<String> aside(RommLifeDevice device) throws IOException {
        Set<String> known = setAside.get(device);
        if (known != null) return known;
        Set<String> fresh = device.setAside();
        setAside.put(device, fresh);
        return fresh;
    }

    /// A device asked for what rows hold.
    ///
    /// @param all whether for those of all slots
    void looksAtRows(RommLifeDevice device, boolean all) {
        lookedAt.put(device, tick);
        if (all) unseen.computeIfAbsent(device, _ -> new HashSet<>()).clear();
    }

    /// Promises 2, 3 and 10, for what was the head.
    private void mayGoOnTop(RommLifeDevice device, Row was, Row is) {
        Standing standing = standing(device, was.game());
        Write write = written.get(new Written(was.game(), was.content()));
        if (write == null) throw new IllegalStateException("nobody wrote " + was);
        if (standing.chosenAt >= write.tick()) return;
        String what =
                life.contents().name(is.content()) + " over " + life.contents().name(was.content());
        if (life.contents().isBlank(is.content()) && !life.contents().isBlank(was.content()))
            throw new Breach("promise 10: " + device.name() + " put blank " + what);
        if (life.contents().isBlank(was.content())) return;
        if (standing.isAgreed(was.content()) || write.tick() <= standing.agreedAt) return;
        boolean unseen = write.tick() > lookedAt.getOrDefault(device, 0);
        if (unseen && isBelowAgreement(standing, was)) return;
        // RomM tells times by the second: neither its check of an upload nor anyone's look at the
        // row's time can tell what came within one
        if (second(write.at()).equals(second(is.changedAt())) || isAtAgreement(standing, write)) {
            withinOneSecond++;
            return;
        }
        throw new Breach(
                "promise 2: " + device.name() + " put " + what + ", which it had never agreed to");
    }

    /// Whether the head shows what its row held before the device agreed on something later, and
    /// what was written of the same content since is gone again. To those who did not look at rows
    /// in between the slot went back.
    private boolean isBelowAgreement(Standing standing, Row head) {
        return rows.values().stream()
                .filter(row -> row.game().equals(head.game()) && row.isPlayed())
                .filter(row -> row.content().equals(head.content()))
                .allMatch(row -> {
                    Held since = held.get(row.id());
                    return since != null && since.since() <= standing.agreedAt;
                });
    }

    private boolean isAtAgreement(Standing standing, Write write) {
        return written.entrySet().stream()
                .filter(one -> one.getKey().content().equals(standing.agreed))
                .anyMatch(one -> second(one.getValue().at()).equals(second(write.at())));
    }

    private static Instant second(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }

    // The devices.

    void played(RommLifeDevice device, Game game, String content) {
        Standing standing = standing(device, game);
        standing.chosenAt = -1;
        standing.news = !standing.isAgreed(content);
    }

    /// A person decided, knowing what the server holds.
    void chose(RommLifeDevice device, Game game) {
        Standing standing = standing(device, game);
        standing.chosenAt = tick;
        standing.news = false;
    }

    Before before(RommLifeDevice device, boolean whole) throws IOException {
        meanwhile.clear();
        fresh.clear();
        Map<Game, Standing> stood = new HashMap<>();
        for (Game game : table.games()) stood.put(game, standing(device, game).copy());
        Map<Game, String> heads = new HashMap<>();
        for (Game game : table.games()) head(game).ifPresent(row -> heads.put(game, row.content()));
        return new Before(device, whole, disk(device), heads, stood, tick);
    }

    private Map<Game, String> disk(RommLifeDevice device) throws IOException {
        Map<Game, String> disk = new HashMap<>();
        for (Game game : table.games()) {
            String content = device.at(game);
            if (content != null) disk.put(game, content);
        }
        return disk;
    }

    /// @param completed whether the job came to its end
    void after(Before before, boolean completed) throws IOException {
        RommLifeDevice device = before.device();
        sawOurs(device, completed || !table.isLookedAtTwice());
        setAside.put(device, device.setAside());
        Map<Game, String> disk = disk(device);
        for (Game game : table.games()) {
            String was = before.disk().get(game);
            String is = disk.get(game);
            if (was != null && !was.equals(is)) mayBeReplaced(device, game, was, is);
            agreed(before, game, is, completed);
            tookBack(before, game, is);
        }
        if (completed && before.whole())
            for (String content : before.disk().values())
                if (!meanwhile.contains(content) && !isUnseen(device, content)) owed.add(content);
        nothingIsLost();
    }

    private boolean isUnseen(RommLifeDevice device, String content) {
        return unseen.getOrDefault(device, Set.of()).contains(content);
    }

    /// What a job put there and removed again, because someone else came in between, was not agreed
    /// on.
    private void tookBack(Before before, Game game, @Nullable String is) {
        Standing standing = standing(before.device(), game);
        Standing stood = before.stood().get(game);
        if (!table.isLookedAtTwice() || is == null || stood == null) return;
        boolean there = rows.values().stream().anyMatch(row -> row.content().equals(is));
        if (there || !is.equals(before.disk().get(game))) return;
        if (meanwhile.contains(is)) {
            // Others replaced it: before the second look, or after it
            standing.before = stood.agreed;
            return;
        }
        standings.getOrDefault(before.device(), new HashMap<>()).put(game, stood);
        if (standing.chosenAt >= 0) stood.chosenAt = standing.chosenAt;
    }

    private void agreed(Before before, Game game, @Nullable String is, boolean completed) {
        Standing standing = standing(before.device(), game);
        String was = before.disk().get(game);
        if (is != null && !is.equals(was)) {
            Write write = written.get(new Written(game, is));
            standing.agree(is, write == null ? before.tick() : write.tick());
        }
        // What needs no work is agreed on first, also by a job that breaks off after that
        if (is != null && is.equals(before.heads().get(game))) standing.agree(is, before.tick());
        // To those who did not look at all rows since, what was replaced in place still stands
        // there
        if (is != null && isUnseen(before.device(), is)) {
            Write write = written.get(new Written(game, is));
            if (write != null) standing.agree(is, write.tick());
        }
        if (!completed) return;
        boolean isHead = head(game).filter(head -> head.content().equals(is)).isPresent();
        if (is != null && isHead) standing.agree(is, tick);
        if (is == null && was == null && head(game).isEmpty()) standing.met = false;
    }

    /// Promises 2, 3 and 10, for what lay on a device.
    private void mayBeReplaced(RommLifeDevice device, Game game, String was, @Nullable String is)
            throws IOException {
        String what =
                device.name()
                        + ": "
                        + life.contents().name(was)
                        + " by "
                        + (is == null ? "" : life.contents().name(is));
        if (is == null) throw new Breach("promise 1: deleted " + what);
        if (!aside(device).contains(was))
            throw new Breach("promise 2: replaced without a backup, at " + what);
        if (!life.contents().isKnown(is))
            throw new Breach("promise 5: replaced by what nobody saved, " + what);
        Standing standing = standing(device, game);
        if (standing.chosenAt >= 0) return;
        if (life.contents().isBlank(is) && !life.contents().isBlank(was))
            throw new Breach("promise 10: replaced by a blank, at " + what);
        if (!standing.news || life.contents().isBlank(was)) return;
        // Where nothing was agreed on, what was there before is an earlier state of the same
        // A server that was put back gives its numbers out again, so for a quarter of an hour an
        // earlier state of it may be taken for the present one, and be what was played
        boolean mistaken = life.happened().containsKey("put back");
        boolean earlier =
                (!standing.met || mistaken) && written.containsKey(new Written(game, was));
        if (!earlier) throw new Breach("promise 3: replaced what was played, at " + what);
    }

    /// Promise 1.
    void nothingIsLost() throws IOException {
        Set<String> found = contents(rows);
        for (RommLifeDevice device : life.devices()) {
            found.addAll(aside(device));
            found.addAll(disk(device).values());
        }
        List<String> lost = new ArrayList<>();
        for (String content : owed)
            if (!found.contains(content)) lost.add(life.contents().name(content));
        if (!lost.isEmpty()) throw new Breach("promise 1: nowhere any more: " + lost);
    }
}
