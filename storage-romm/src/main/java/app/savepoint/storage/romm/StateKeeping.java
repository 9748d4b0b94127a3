package app.savepoint.storage.romm;

import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.Keeping;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.server.ServerVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Removes states that the rules no longer keep. Every upload is a row of its own, so without this
/// a server would fill up.
///
/// Never the newest one of a state, never what someone else wrote or wrote over: a row goes only if
/// it has the name that Savepoint gave it and is, by a fresh look, what was put there.
final class StateKeeping {
    private final StateClient client;
    private final StateShelf shelf;

    StateKeeping(StateClient client, StateShelf shelf) {
        this.client = client;
        this.shelf = shelf;
    }

    /// Removes what this device uploaded and the rules no longer keep.
    void tidy(Keeping keeping, DeviceId self) throws StorageException {
        Instant now = client.wire().there();
        List<ServerVersion> due = new ArrayList<>();
        shelf.all()
                .forEach((save, versions) -> {
                    Keeping.Rule rule = keeping.rule(save);
                    List<ServerVersion> newest = newestFirst(versions);
                    for (int at = Math.max(1, rule.last()); at < newest.size(); at++) {
                        ServerVersion row = newest.get(at);
                        boolean old = row.changedAt().plus(rule.age()).isBefore(now);
                        boolean own =
                                self.equals(row.device()) && StateNames.isOurs(row.fileName());
                        Optional<Revision> revision = shelf.revision(row.id());
                        boolean head = row.row() == newest.getFirst().row();
                        if (old && own && !head && revision.filter(keeping::needs).isEmpty())
                            due.add(row);
                    }
                });
        remove(due);
    }

    /// Removes whatever Savepoint uploaded of a state, but for the newest.
    void prune(SaveId save) throws StorageException {
        List<ServerVersion> newest = newestFirst(shelf.rows(save));
        remove(newest.stream().skip(1).filter(row -> StateNames.isOurs(row.fileName())).toList());
    }

    private static List<ServerVersion> newestFirst(List<ServerVersion> versions) {
        Comparator<ServerVersion> newestFirst = Shelf.BY_CHANGE.reversed();
        return versions.stream().filter(ServerVersion::there).sorted(newestFirst).toList();
    }

    private void remove(List<ServerVersion> due) throws StorageException {
        Map<Long, List<ServerVersion>> byGame =
                due.stream().collect(Collectors.groupingBy(ServerVersion::game));
        for (Map.Entry<Long, List<ServerVersion>> game : byGame.entrySet()) {
            List<StateRow> rows = client.of(game.getKey());
            List<ServerVersion> same =
                    game.getValue().stream()
                            .filter(version ->
                                    rows.stream().anyMatch(row -> StateStaging.isAs(version, row)))
                            .toList();
            if (same.isEmpty()) continue;
            client.delete(same.stream().map(ServerVersion::row).toList());
            shelf.remember(same.stream().map(version -> version.there(false)).toList());
        }
    }
}
