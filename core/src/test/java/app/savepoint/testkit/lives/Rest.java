package app.savepoint.testkit.lives;

import app.savepoint.core.plan.Action;
import app.savepoint.core.plan.Attention;
import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.ETag;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.view.BackupRow;
import app.savepoint.core.view.HistoryRow;
import app.savepoint.core.view.SaveRow;
import app.savepoint.core.view.Selection;
import app.savepoint.core.view.SyncReport;
import app.savepoint.core.view.Version;
import app.savepoint.testkit.lives.Witness.Breach;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/// The end of a life: nobody plays any more, everyone syncs twice, and then all is looked over.
final class Rest {
    private final World world;
    private final Past past;

    Rest(World world) {
        this.world = world;
        this.past = world.past();
    }

    void come() throws IOException {
        for (int round = 0; round < rounds(); round++)
            for (LifeDevice device : world.devices()) {
                SyncReport report = world.sync(device, "syncs at last");
                if (report == null || !report.failed().isEmpty())
                    throw new Breach("promise 5: a quiet sync fails on " + device.name());
            }
        nothingIsLeftToDo();
        Map<LifeDevice, List<SaveRow>> rows = new LinkedHashMap<>();
        for (LifeDevice device : world.devices()) rows.put(device, rows(device));
        everyoneAgrees(rows);
        for (LifeDevice device : world.devices()) {
            tellsTheTruth(device, rows.getOrDefault(device, List.of()));
            hasNoLeftovers(device);
            isPlannedAfresh(device, rows.getOrDefault(device, List.of()));
        }
        everythingCanBeHad();
    }

    /// Where a device decides conflicts by itself, that is one more thing for all to hear of; and
    /// where rules drop contents, those who hold one that nobody else has any more send it again.
    private int rounds() {
        if (world.policyDecides()) return 8;
        return world.forgetful() ? 4 : 2;
    }

    /// Promises 4 and 7: one more sync changes nothing and asks the storage twice at most.
    private void nothingIsLeftToDo() throws IOException {
        Map<String, ETag> before = world.store().versions();
        for (LifeDevice device : world.devices()) {
            Map<Game, ContentId> live = device.live();
            int requests = device.wire().requests();
            world.sync(device, "syncs once more");
            int asked = device.wire().requests() - requests;
            if (asked > 2)
                throw new Breach(
                        "promise 7: "
                                + asked
                                + " requests though nothing changed, "
                                + device.name()
                                + ": "
                                + device.wire().after(requests));
            if (!device.live().equals(live))
                throw new Breach("promise 4: a third sync still moves saves, " + device.name());
        }
        if (!world.store().versions().equals(before))
            throw new Breach("promise 4: a third sync still publishes");
    }

    /// Promise 4.
    private static void everyoneAgrees(Map<LifeDevice, List<SaveRow>> rows) {
        Map<String, Map<SaveId, List<String>>> views = new TreeMap<>();
        rows.forEach((device, all) -> {
            Map<SaveId, List<String>> view = new TreeMap<>();
            for (SaveRow row : all) if (!row.remote().isEmpty()) view.put(row.id(), heads(row));
            views.put(device.name(), view);
        });
        if (new HashSet<>(views.values()).size() > 1)
            throw new Breach("promise 4: devices see different heads: " + views);
    }

    private static List<String> heads(SaveRow row) {
        return row.remote().stream()
                .map(version -> String.valueOf(version.contentId()))
                .distinct()
                .sorted()
                .toList();
    }

    private static List<SaveRow> rows(LifeDevice device) throws IOException {
        try {
            return device.engine().status(Selection.ALL, false).saves();
        } catch (StorageException e) {
            throw new IOException(e);
        }
    }

    /// Promise 11: what is not in agreement says so.
    private static void tellsTheTruth(LifeDevice device, List<SaveRow> rows) {
        for (SaveRow row : rows) {
            String which = device.name() + ", " + row.id() + ", " + row.rule() + " " + row.action();
            if (heads(row).size() > 1) {
                if (row.attention() != Attention.CONFLICT)
                    throw new Breach("promise 4: a conflict that is not shown: " + which);
                continue;
            }
            if (row.attention() != Attention.NONE) continue;
            boolean done =
                    row.action() == Action.IN_SYNC
                            || row.action() == Action.CLOUD_ONLY
                            || row.action() == Action.NONE
                            || row.action() == Action.LOCAL_ONLY;
            if (!done) throw new Breach("promise 4: still to be done: " + which);
            Version local = row.local();
            ContentId there = row.remote().isEmpty() ? null : row.remote().getFirst().contentId();
            boolean same = local == null || Objects.equals(local.contentId(), there);
            if (!same && row.action() != Action.LOCAL_ONLY)
                throw new Breach("promise 11: not the same on both sides: " + which);
        }
    }

    /// Promise 5: what a crash left is cleared.
    private static void hasNoLeftovers(LifeDevice device) throws IOException {
        for (Path path : device.leftovers()) throw new Breach("promise 5: left behind: " + path);
        for (Path folder : List.of(device.home().swaps(), device.home().work()))
            for (Path file : Game.filesBelow(folder))
                throw new Breach("promise 5: left behind: " + file);
    }

    /// Promise 6: nothing is remembered but what was seen and what a person chose; so a program
    /// that starts afresh means to do what the one before it did.
    private static void isPlannedAfresh(LifeDevice device, List<SaveRow> rows) throws IOException {
        if (device.intends())
            throw new Breach("promise 6: something is still intended, " + device.name());
        device.restart();
        List<SaveRow> afresh = rows(device);
        if (!afresh.equals(rows))
            throw new Breach(
                    "promise 6: what "
                            + device.name()
                            + " means to do is another after a restart: "
                            + rows
                            + "; "
                            + afresh);
    }

    /// Promise 1, as a person sees it: every content that is owed lies under its name, is listed
    /// among the backups, or comes out of the storage on a device that never saw it.
    private void everythingCanBeHad() throws IOException {
        Set<ContentId> reachable = new HashSet<>();
        for (LifeDevice device : world.devices()) {
            reachable.addAll(device.live().values());
            Set<String> hashes = new HashSet<>(device.inPlace().values());
            hashes.addAll(device.setAside().values());
            for (BackupRow row : device.engine().backups(Selection.ALL))
                if (row.manifest().files().stream()
                        .filter(file -> file.role().counts())
                        .allMatch(file -> hashes.contains(file.hash().hex())))
                    reachable.add(row.manifest().contentId());
        }
        LifeDevice reader = world.newcomer();
        try {
            rows(reader);
            Map<app.savepoint.core.save.RevisionId, Revision> known = new HashMap<>();
            for (HistoryRow row : reader.engine().history(Selection.ALL)) {
                Revision revision = row.revision();
                known.put(revision.id(), revision);
                if (row.available()) revision.contentId().ifPresent(reachable::add);
            }
            known.values().forEach(revision -> continuesItsParents(revision, known));
        } finally {
            reader.close();
        }
        for (ContentId owed : world.witness().owed())
            if (!reachable.contains(owed))
                throw new Breach("promise 1: " + owed + " can not be had any more");
    }

    /// Promise 3, in the storage: a revision continues only what its content continues.
    private void continuesItsParents(
            Revision revision, Map<app.savepoint.core.save.RevisionId, Revision> known) {
        SaveId save = revision.save();
        ContentId content = revision.contentId().orElse(null);
        for (var id : revision.parents()) {
            Revision parent = known.get(id);
            ContentId before = parent == null ? null : parent.contentId().orElse(null);
            if (before == null || past.state(before) == null || !save.slot().equals("main"))
                continue;
            if (content != null && past.mayHaveWon(save, content, before)) continue;
            if (content != null && past.state(content) == null) continue;
            if (content == null) {
                if (!past.isDeletionOf(save, before) && !world.policyDecides())
                    throw new Breach("promise 3: a deletion of " + before + " by nobody");
            } else if (past.isBlank(content) && !past.isBlank(before)) {
                if (!past.wasChosen(save, content) && !past.continues(save, content, before))
                    throw new Breach("promise 10: a blank save continues " + before);
            } else if (!past.continues(save, content, before)
                    && !past.isBlank(before)
                    && !world.policyDecides()) {
                throw new Breach(
                        "promise 3: "
                                + content
                                + " was published over "
                                + before
                                + ", which it does not continue");
            }
        }
    }
}
