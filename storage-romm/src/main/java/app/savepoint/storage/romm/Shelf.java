package app.savepoint.storage.romm;

import app.savepoint.core.save.Head;
import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.Role;
import app.savepoint.core.save.SaveFile;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.RemoteSave;
import app.savepoint.core.storage.server.GameKey;
import app.savepoint.core.storage.server.ServerGame;
import app.savepoint.core.storage.server.ServerMemory;
import app.savepoint.core.storage.server.ServerVersion;
import app.savepoint.core.storage.server.SlotAnswer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What is known of a server's saves, in the order and under the names that the engine uses. Safe
/// for use by several threads.
class Shelf {
    /// Of the rows in a slot the one that was changed last is the head; RomM's times are whole
    /// seconds, so its numbers decide within one.
    static final Comparator<ServerVersion> BY_CHANGE =
            Comparator.comparing(ServerVersion::changedAt).thenComparingLong(ServerVersion::row);

    /// In the order in which the contents came to be.
    static final Comparator<ServerVersion> BY_AGE =
            Comparator.comparing(ServerVersion::since).thenComparingLong(ServerVersion::row);

    private final ServerMemory memory;
    private final Supplier<Set<GameKey>> here;
    private final Map<RevisionId, ServerVersion> versions = new HashMap<>();
    private final Map<Long, ServerVersion> current = new HashMap<>();
    private Set<GameKey> named = Set.of();
    private @Nullable Naming naming;
    private @Nullable Naming sortedBy;
    private @Nullable Map<SaveId, List<ServerVersion>> bySave;

    /// @param here the games of which this device has saves
    Shelf(ServerMemory memory, Supplier<Set<GameKey>> here) {
        this(memory, here, memory.versions());
    }

    Shelf(ServerMemory memory, Supplier<Set<GameKey>> here, List<ServerVersion> known) {
        this.memory = memory;
        this.here = here;
        for (ServerVersion version : known) put(version);
    }

    /// Writes down what was seen.
    void write(Collection<ServerVersion> seen) {
        // First: after a crash in between a person is asked once too often
        for (SlotAnswer answer : memory.slotAnswers())
            if (answer.empty() && seen.stream().anyMatch(row -> isIn(answer, row)))
                memory.answer(answer.filled());
        memory.remember(seen);
    }

    private static boolean isIn(SlotAnswer answer, ServerVersion row) {
        return row.there() && row.game() == answer.game() && answer.slot().equals(row.slot());
    }

    /// Which save a row is one of, by the names that hold now.
    Optional<SaveId> save(ServerVersion version, Naming names) {
        return names.save(version);
    }

    /// The extension of a save's file here.
    String extension(ServerVersion version) {
        return SaveFileName.extension(version.fileName());
    }

    private void put(ServerVersion version) {
        versions.put(version.id(), version);
        if (version.there()) current.put(version.row(), version);
    }

    /// Remembers what was seen or done.
    synchronized void remember(Collection<ServerVersion> seen) {
        if (seen.isEmpty()) return;
        List<ServerVersion> all = new ArrayList<>(seen);
        all.addAll(displaced(seen));
        write(all);
        // What is gone first: another version of the same row may be among them
        for (ServerVersion version : all)
            if (!version.there()) {
                ServerVersion held = current.get(version.row());
                if (held != null && held.id().equals(version.id())) current.remove(version.row());
                versions.put(version.id(), version);
            }
        for (ServerVersion version : seen) if (version.there()) put(version);
        naming = null;
        bySave = null;
    }

    /// A row holds one thing: what it was known to hold until now makes way.
    private List<ServerVersion> displaced(Collection<ServerVersion> seen) {
        Set<RevisionId> said = new HashSet<>();
        for (ServerVersion version : seen) said.add(version.id());
        List<ServerVersion> displaced = new ArrayList<>();
        for (ServerVersion version : seen) {
            ServerVersion held = current.get(version.row());
            if (version.there() && held != null && said.add(held.id()))
                displaced.add(held.there(false));
        }
        return displaced;
    }

    /// Remembers what rows were found to hold. Whether they still do was perhaps seen meanwhile,
    /// and stays as it was seen.
    synchronized void learn(Collection<ServerVersion> read) {
        List<ServerVersion> known = new ArrayList<>();
        for (ServerVersion one : read) {
            ServerVersion held = versions.get(one.id());
            if (held != null && one.manifest() != null)
                known.add(held.read(one.manifest(), one.blank()));
        }
        remember(known);
    }

    /// Games or what a person said of them have changed.
    synchronized void renamed() {
        naming = null;
    }

    /// What the rows hold now, by their numbers.
    synchronized Map<Long, ServerVersion> current() {
        return Map.copyOf(current);
    }

    synchronized Optional<ServerVersion> version(RevisionId id) {
        return Optional.ofNullable(versions.get(id));
    }

    Naming naming() {
        return ownNaming();
    }

    private synchronized Naming ownNaming() {
        Set<GameKey> now = here.get();
        Naming known = naming;
        if (known != null && now.equals(named)) return known;
        List<ServerGame> games = memory.games();
        Naming fresh =
                new Naming(
                        games,
                        memory.matches(),
                        memory.roms(),
                        now,
                        new Slots(
                                games,
                                current.values(),
                                memory.agreedSlots(),
                                memory.slotAnswers()));
        named = now;
        naming = fresh;
        return fresh;
    }

    /// Every version that was ever seen of each save, oldest first.
    final synchronized Map<SaveId, List<ServerVersion>> bySave() {
        Naming names = naming();
        Map<SaveId, List<ServerVersion>> known = bySave;
        if (known != null && names == sortedBy) return known;
        Map<SaveId, List<ServerVersion>> all = new LinkedHashMap<>();
        for (ServerVersion version : versions.values())
            save(version, names)
                    .ifPresent(
                            save -> all.computeIfAbsent(save, _ -> new ArrayList<>()).add(version));
        for (List<ServerVersion> one : all.values()) one.sort(BY_AGE);
        bySave = all;
        sortedBy = names;
        return all;
    }

    /// What each save's slot holds now.
    Map<SaveId, ServerVersion> heads() {
        Map<SaveId, ServerVersion> heads = new HashMap<>();
        bySave().forEach((save, all) ->
                all.stream()
                        .filter(ServerVersion::there)
                        .max(BY_CHANGE)
                        .ifPresent(head -> heads.put(save, head)));
        return heads;
    }

    Optional<ServerVersion> head(SaveId save) {
        return bySave().getOrDefault(save, List.of()).stream()
                .filter(ServerVersion::there)
                .max(BY_CHANGE);
    }

    /// Saves of which a person has to say first which they are, with the latest that each could be.
    Map<SaveId, ServerVersion> undecided() {
        return naming().undecided();
    }

    /// All saves, those too of which the content is not known yet.
    Map<SaveId, RemoteSave> tree() {
        Map<SaveId, RemoteSave> tree = new HashMap<>();
        Map<SaveId, ServerVersion> heads = heads();
        heads.putAll(undecided());
        heads.forEach((save, head) -> {
            Optional<Revision> revision = revision(head, save);
            tree.put(
                    save,
                    new RemoteSave(
                            save,
                            revision.map(Head::of).map(List::of).orElse(List.of()),
                            revision.isEmpty()));
        });
        return tree;
    }

    /// Every version of a save of which the content is known, newest first.
    List<Revision> history(SaveId save) {
        List<Revision> history = new ArrayList<>();
        for (ServerVersion version : bySave().getOrDefault(save, List.of()).reversed())
            revision(version, save).ifPresent(history::add);
        return history;
    }

    /// What each row of a save's slot holds.
    List<ServerVersion> rows(SaveId save) {
        return bySave().getOrDefault(save, List.of()).stream()
                .filter(ServerVersion::there)
                .toList();
    }

    /// The latest row of the same slot that holds the same. Someone may go back to an earlier save,
    /// and another program show its first row to others, which makes that one the head again.
    synchronized ServerVersion latestAs(ServerVersion version) {
        if (version.hash() == null) return version;
        return current.values().stream()
                .filter(row -> row.game() == version.game() && row.size() == version.size())
                .filter(row -> Objects.equals(row.slot(), version.slot()))
                .filter(row -> Objects.equals(version.hash(), row.hash()))
                .max(BY_AGE)
                .filter(row -> BY_AGE.compare(row, version) > 0)
                .orElse(version);
    }

    /// The latest that was seen of another game to hold what a version held, in a slot of the same
    /// name. Where the server has no hashes, nothing is known to be the same.
    synchronized Optional<ServerVersion> sameIn(long game, ServerVersion version) {
        String hash = version.hash();
        if (hash == null) return Optional.empty();
        return versions.values().stream()
                .filter(row -> row.game() == game && row.size() == version.size())
                .filter(row -> Objects.equals(row.slot(), version.slot()))
                .filter(row -> hash.equals(row.hash()))
                .max(BY_AGE);
    }

    /// What each row in the server's slots holds, by the game's number and the slot's name there.
    synchronized Map<Long, Map<String, List<ServerVersion>>> inSlots() {
        Map<Long, Map<String, List<ServerVersion>>> all = new HashMap<>();
        for (ServerVersion row : current.values())
            if (row.slot() != null)
                all.computeIfAbsent(row.game(), _ -> new HashMap<>())
                        .computeIfAbsent(row.slot(), _ -> new ArrayList<>())
                        .add(row);
        return all;
    }

    Optional<Revision> revision(RevisionId id) {
        return version(id)
                .flatMap(version ->
                        save(version, naming()).flatMap(save -> revision(version, save)));
    }

    /// Revisions of which the content can not be had any more.
    Set<RevisionId> gone() {
        Set<RevisionId> gone = new HashSet<>();
        synchronized (this) {
            for (ServerVersion version : versions.values())
                if (!version.there()) gone.add(version.id());
        }
        return gone;
    }

    /// As a revision, with its file called as the game is called here.
    private Optional<Revision> revision(ServerVersion version, SaveId save) {
        return version.as(save)
                .map(revision -> {
                    Manifest manifest = revision.manifest();
                    if (manifest == null || manifest.folder() != null) return revision;
                    String extension = extension(version);
                    String name = save.game() + (extension.isEmpty() ? "" : "." + extension);
                    List<SaveFile> files =
                            manifest.files().stream()
                                    .map(file ->
                                            new SaveFile(
                                                    file.role(),
                                                    file.role().equals(Role.THUMBNAIL)
                                                            ? StateNames.picture(name)
                                                            : name,
                                                    file.size(),
                                                    file.hash(),
                                                    file.modifiedAt()))
                                    .toList();
                    return new Revision(
                            revision.id(),
                            save,
                            revision.parents(),
                            revision.device(),
                            revision.time(),
                            new Manifest(null, files),
                            revision.blank());
                });
    }
}
