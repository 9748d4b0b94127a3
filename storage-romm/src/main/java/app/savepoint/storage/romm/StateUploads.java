package app.savepoint.storage.romm;

import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.Role;
import app.savepoint.core.save.SaveFile;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.Draft;
import app.savepoint.core.storage.Published;
import app.savepoint.core.storage.RemoteSave;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StorageException.NeedsPerson;
import app.savepoint.core.storage.StorageException.Reason;
import app.savepoint.core.storage.StorageException.Unavailable;
import app.savepoint.core.storage.server.ServerGame;
import app.savepoint.core.storage.server.ServerVersion;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/// Publishes states at a server that refuses none, whatever it is made on, and writes over whatever
/// has the same name: as a compare-and-swap of a look, a name that nobody else has, and another
/// look.
///
/// If someone else's state came between the two looks, the own row is removed again and the person
/// is asked. If someone wrote over the own row meanwhile, it is theirs, and stays. Of two
/// Savepoints that meet so the one whose row came first stays, or both would give way for ever.
/// Since the name is nobody else's, uploads need not be a second apart, and one that was not
/// answered can be repeated: it meets nothing but itself.
final class StateUploads {
    private static final int NOT_FOUND = 404;

    private final StateClient client;
    private final StateShelf shelf;
    private final StateLookout lookout;
    private final Staging staging;
    private final Queue<ServerVersion> accepted = new ConcurrentLinkedQueue<>();

    StateUploads(StateClient client, StateShelf shelf, StateLookout lookout, Staging staging) {
        this.client = client;
        this.shelf = shelf;
        this.lookout = lookout;
        this.staging = staging;
    }

    /// One state on its way.
    ///
    /// @param head what the plan saw; null if nothing
    /// @param before the rows of that state as they are right before
    private record Way(
            Draft draft,
            ServerGame game,
            @Nullable ServerVersion head,
            List<StateRow> before,
            StateClient.Upload upload) {
        SaveId save() {
            return draft.revision().save();
        }
    }

    /// Publishes one draft. Whatever went wrong with it alone is an outcome.
    Published publish(Draft draft, ServerGame game) throws StorageException {
        SaveId save = draft.revision().save();
        if (!lookout.isTaken())
            return new Published.Failed(
                    draft, unsupported(Saying.of("romm.states-too-old", RommVersion.STATES)));
        ServerVersion head = shelf.head(save).orElse(null);
        if (!Uploads.isGround(head, draft.expectedHeads())) return superseded(draft);
        Path file = staging.fresh();
        Path picture = staging.fresh();
        try {
            boolean pictured = pack(draft, file, picture);
            List<StateRow> all = client.of(game.id());
            List<StateRow> before = those(all, save);
            if (!isNewest(head, before)) return lookedAgain(draft, game, all);
            String name = name(draft, game);
            var upload =
                    new StateClient.Upload(
                            game.id(),
                            StateNames.emulator(save),
                            name,
                            file,
                            pictured ? picture : null);
            return send(new Way(draft, game, head, before, upload));
        } catch (Uploads.Moved e) {
            return new Published.SourceMoved(draft);
        } catch (Unavailable e) {
            throw e;
        } catch (IOException e) {
            return new Published.Failed(draft, e);
        } finally {
            staging.remove(file);
            staging.remove(picture);
        }
    }

    /// Remembers what was published since the last time, as one transaction. What a crash leaves
    /// out is found at the server by the next look.
    void settle() {
        List<ServerVersion> all = new ArrayList<>();
        for (ServerVersion one = accepted.poll(); one != null; one = accepted.poll()) all.add(one);
        shelf.remember(all);
    }

    private static NeedsPerson unsupported(Saying why) {
        return new NeedsPerson(Reason.UNSUPPORTED, why, null);
    }

    private Published superseded(Draft draft) {
        RemoteSave there = shelf.tree().get(draft.revision().save());
        return new Published.Superseded(draft, there == null ? List.of() : there.heads());
    }

    /// Puts the bytes into files; returns whether there is a picture.
    private static boolean pack(Draft draft, Path file, Path picture) throws IOException {
        Manifest manifest = draft.revision().manifest();
        if (manifest == null) throw unsupported(Saying.of("romm.no-deletions"));
        SaveFile main = manifest.file(Role.MAIN).orElse(null);
        if (main == null || manifest.folder() != null)
            throw unsupported(Saying.of("romm.several-files"));
        put(draft, main, file);
        SaveFile shown = manifest.file(Role.THUMBNAIL).orElse(null);
        if (shown != null) put(draft, shown, picture);
        return shown != null;
    }

    private static void put(Draft draft, SaveFile file, Path to) throws IOException {
        try (OutputStream out = Files.newOutputStream(to)) {
            Uploads.copy(file, draft.source(), out);
        }
    }

    private String name(Draft draft, ServerGame game) {
        SaveId save = draft.revision().save();
        // One that was kept beside has no number, and so goes by its file's
        String extension =
                save.slot().indexOf('.') < 0
                        ? StateNames.extensionOf(fileName(draft))
                        : StateNames.extension(save.slot());
        return StateNames.forUpload(
                SaveFileName.stem(game.fileName()),
                StateNames.mark(save, draft.revision().id(), client.wire().there()),
                extension);
    }

    private static String fileName(Draft draft) {
        Manifest manifest = draft.revision().manifest();
        return manifest == null ? "" : manifest.file(Role.MAIN).map(SaveFile::name).orElse("");
    }

    /// Those of a game's states that are the same one.
    private static List<StateRow> those(List<StateRow> rows, SaveId save) {
        return rows.stream()
                .filter(row ->
                        StateNames.slot(row.emulator(), row.fileName())
                                .filter(save.slot()::equals)
                                .isPresent())
                .toList();
    }

    private static boolean isNewest(@Nullable ServerVersion head, List<StateRow> rows) {
        Optional<StateRow> newest = rows.stream().max(StateRow.BY_CHANGE);
        return head == null
                ? newest.isEmpty()
                : newest.isPresent() && StateStaging.isAs(head, newest.get());
    }

    private Published send(Way way) throws StorageException {
        Answer answer;
        try {
            answer = client.upload(way.upload());
        } catch (Unavailable e) {
            // It may have been taken all the same
            List<StateRow> all = client.of(way.game().id());
            if (own(way, all).isPresent()) return placed(way, all);
            if (!isNewest(way.head(), those(all, way.save())))
                return lookedAgain(way.draft(), way.game(), all);
            answer = client.upload(way.upload());
        }
        if (answer.status() == NOT_FOUND) return gone(way, answer);
        if (!answer.isData()) throw client.wire().errors().answered(answer);
        return placed(way, client.of(way.game().id()));
    }

    private static Optional<StateRow> own(Way way, List<StateRow> rows) {
        return rows.stream()
                .filter(row -> StateNames.isOf(row.fileName(), way.draft().revision().id()))
                .findFirst();
    }

    /// What came of an upload.
    private Published placed(Way way, List<StateRow> all) throws StorageException {
        StateRow own =
                own(way, all)
                        .orElseThrow(() -> client.wire().errors().corrupt(way.upload().fileName()));
        // Then it is somebody else's, and a look finds out what it holds
        if (own.isWrittenAgain()) return lookedAgain(way.draft(), way.game(), all);
        List<StateRow> others =
                those(all, way.save()).stream()
                        .filter(row -> row.id() != own.id())
                        .filter(row -> way.before().stream().noneMatch(row::isAs))
                        .toList();
        boolean theyGiveWay =
                others.stream()
                        .allMatch(row -> row.id() > own.id() && StateNames.isOurs(row.fileName()));
        if (!theyGiveWay) {
            client.delete(List.of(own.id()));
            List<StateRow> left = all.stream().filter(row -> row.id() != own.id()).toList();
            return lookedAgain(way.draft(), way.game(), left);
        }
        boolean whole = own.size() == size(way.upload().file());
        boolean newest =
                way.before().stream().noneMatch(row -> StateRow.BY_CHANGE.compare(row, own) > 0);
        if (whole && newest) return accepted(way, own);
        client.delete(List.of(own.id()));
        return new Published.Failed(
                way.draft(),
                whole
                        ? new Unavailable(Saying.of("romm.behind", way.upload().fileName()), null)
                        : client.wire().errors().corrupt(way.upload().fileName()));
    }

    private static long size(Path file) throws StorageException {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw Staging.here(e);
        }
    }

    /// What the game's states are by now is taken in, for the next plan.
    private Published lookedAgain(Draft draft, ServerGame game, List<StateRow> rows)
            throws StorageException {
        lookout.takeGame(game.id(), rows);
        lookout.read();
        return superseded(draft);
    }

    private Published gone(Way way, Answer answer) {
        lookout.gamesAreOthers();
        return new Published.Failed(
                way.draft(),
                new Unavailable(
                        Saying.of("romm.gone", way.game().fileName(), answer.detail()), null));
    }

    private Published accepted(Way way, StateRow row) {
        Revision revision = way.draft().revision();
        accepted.add(Versions.of(row).sentAs(revision, row.emulator(), revision.manifest()));
        return new Published.Accepted(way.draft());
    }
}
