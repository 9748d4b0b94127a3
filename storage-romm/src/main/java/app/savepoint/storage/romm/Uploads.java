package app.savepoint.storage.romm;

import app.savepoint.core.save.ContentHash;
import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.Role;
import app.savepoint.core.save.SaveFile;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.ContentSource;
import app.savepoint.core.storage.Draft;
import app.savepoint.core.storage.Published;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StorageException.NeedsPerson;
import app.savepoint.core.storage.StorageException.Reason;
import app.savepoint.core.storage.StorageException.Unavailable;
import app.savepoint.core.storage.server.ServerVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Publishes contents at a server that has no transactions: as a compare-and-swap made of its
/// acknowledgement, its refusal of what it takes for stale, and a look at what came of it.
///
/// RomM refuses an upload to a slot of which this device has not said that it knows the newest row.
/// So what the plan was made on is acknowledged first, and never anything newer. Identical bytes
/// that lie further down in the slot are answered with their old row, which is no publication; then
/// the upload is repeated with force, but only while the slot's newest row is still the one that
/// the plan was made on.
final class Uploads {
    /// RomM tells times by the second: two uploads for one game within one can replace each other.
    private static final Duration APART = Duration.ofMillis(1100);

    /// A server that fails at a save or two, as for the sake of their names, must not keep the
    /// others from moving. One that failed at more than that, and took none, is in trouble.
    private static final int FEW = 3;

    private static final int BUFFER = 1 << 16;
    private static final int CONFLICT = 409;
    private static final int NOT_FOUND = 404;

    private final RommClient client;
    private final Shelf shelf;
    private final Lookout lookout;
    private final Staging staging;
    private final SyncBook book;
    private final Map<Long, Instant> last = new ConcurrentHashMap<>();
    private final Queue<ServerVersion> accepted = new ConcurrentLinkedQueue<>();
    private final AtomicInteger broken = new AtomicInteger();
    private volatile @Nullable Unavailable trouble;

    Uploads(RommClient client, Shelf shelf, Lookout lookout, Staging staging, SyncBook book) {
        this.book = book;
        this.client = client;
        this.shelf = shelf;
        this.lookout = lookout;
        this.staging = staging;
    }

    /// One content on its way.
    ///
    /// @param head what the plan saw in the slot; null if nothing
    /// @param known the rows of the slot as they were seen
    /// @param hash what RomM will call the bytes
    private record Way(
            Draft draft,
            Naming.Spot spot,
            String device,
            @Nullable ServerVersion head,
            List<ServerVersion> known,
            Path file,
            String fileName,
            String hash) {}

    /// The file changed while it was read.
    static final class Moved extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /// Publishes one draft. Whatever went wrong with it alone is an outcome.
    Published publish(Draft draft, Naming.Spot spot, String device) throws StorageException {
        Unavailable known = trouble;
        if (known != null) throw known;
        SaveId save = draft.revision().save();
        ServerVersion head = shelf.head(save).orElse(null);
        if (!isGround(head, draft.expectedHeads())) return superseded(draft);
        Path file = staging.fresh();
        try {
            String extension = pack(draft, file);
            String name =
                    SaveFileName.forUpload(
                            SaveFileName.stem(spot.game().fileName()),
                            save.slot().equals(SaveId.MAIN_SLOT) ? "" : save.slot(),
                            extension);
            Way way =
                    new Way(
                            draft,
                            spot,
                            device,
                            head,
                            shelf.rows(save),
                            file,
                            name,
                            RommHash.of(file));
            return send(way);
        } catch (Moved e) {
            return new Published.SourceMoved(draft);
        } catch (Unpacking.TooMuch e) {
            Saying why = Saying.of("romm.swollen", save.toString());
            return new Published.Failed(draft, new NeedsPerson(Reason.UNSUPPORTED, why, e));
        } catch (Unavailable e) {
            if (!RommErrors.isBroken(e)) throw e;
            if (broken.incrementAndGet() <= FEW || !accepted.isEmpty())
                return new Published.Failed(draft, e);
            trouble = e;
            throw e;
        } catch (IOException e) {
            return new Published.Failed(draft, e);
        } finally {
            staging.remove(file);
        }
    }

    /// Remembers what was published since the last time, as one transaction. What a crash leaves
    /// out is found at the server by the next look.
    void settle() {
        List<ServerVersion> all = new ArrayList<>();
        for (ServerVersion one = accepted.poll(); one != null; one = accepted.poll()) all.add(one);
        shelf.remember(all);
        broken.set(0);
        trouble = null;
    }

    static boolean isGround(@Nullable ServerVersion head, Set<RevisionId> expected) {
        return head == null ? expected.isEmpty() : expected.equals(Set.of(head.id()));
    }

    private Published superseded(Draft draft) {
        return new Published.Superseded(
                draft,
                shelf.tree().get(draft.revision().save()) == null
                        ? List.of()
                        : shelf.tree().get(draft.revision().save()).heads());
    }

    // What is sent.

    /// Puts the bytes into one file.
    ///
    /// @return the extension they go under
    private static String pack(Draft draft, Path file) throws IOException {
        Manifest manifest = draft.revision().manifest();
        if (manifest == null) throw refused("romm.no-deletions");
        if (manifest.folder() == null) {
            SaveFile main = manifest.file(Role.MAIN).orElse(null);
            boolean alone =
                    manifest.files().stream().filter(one -> one.role().counts()).count() == 1;
            if (main == null || !alone) throw refused("romm.several-files");
            try (OutputStream to = Files.newOutputStream(file)) {
                copy(main, draft.source(), to);
            }
            return SaveFileName.extension(main.name());
        }
        try (OutputStream to = Files.newOutputStream(file)) {
            SaveArchive.write(manifest, (one, zip) -> copy(one, draft.source(), zip), to);
        }
        return SaveArchive.EXTENSION;
    }

    private static NeedsPerson refused(String key) {
        return new NeedsPerson(Reason.UNSUPPORTED, Saying.of(key), null);
    }

    static void copy(SaveFile file, ContentSource source, OutputStream to) throws IOException {
        MessageDigest digest = ContentHash.start();
        byte[] buffer = new byte[BUFFER];
        long size = 0;
        try (InputStream bytes = source.open(file)) {
            for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
                size += read;
                if (size > file.size()) throw new Moved();
                digest.update(buffer, 0, read);
                to.write(buffer, 0, read);
            }
        }
        if (size != file.size() || !ContentHash.finish(digest.digest()).equals(file.hash()))
            throw new Moved();
    }

    // How it is sent.

    private Published send(Way way) throws StorageException {
        ServerVersion head = way.head();
        if (head != null && !lookout.isAcknowledged(head.row()) && !acknowledge(way, head))
            return lookedAgain(way);
        Answer answer = upload(way, false);
        if (answer.status() == CONFLICT) {
            if (!knowsTies(way) && !knowsOtherSpellings(way)) return lookedAgain(way);
            answer = upload(way, false);
            if (answer.status() == CONFLICT) return lookedAgain(way);
        }
        if (answer.status() == NOT_FOUND) return gone(way, answer);
        SaveRow row = row(way, answer);
        // Or in a slot of another spelling, which some servers take for the same
        boolean elsewhere = row.slot() != null && !row.slot().equals(way.spot().slot());
        if (!elsewhere && !isOlder(way, row)) return accepted(way, row);
        // The same bytes lie further down, and the slot's head is as it was
        if (!isStillGround(way)) return lookedAgain(way);
        Answer forced = upload(way, true);
        if (forced.status() == NOT_FOUND) return gone(way, forced);
        return accepted(way, row(way, forced));
    }

    /// Which of several rows that were changed within one second RomM takes for the newest, it does
    /// not say. Where the plan's ground is still the last of them, says that this device knows the
    /// others too; false if there are none, or this device does not know them.
    private boolean knowsTies(Way way) throws StorageException {
        List<SaveRow> now = slot(way);
        ServerVersion head = way.head();
        Optional<SaveRow> newest = newest(now);
        if (head == null || newest.isEmpty() || !isSame(head, newest.get())) return false;
        boolean said = false;
        for (SaveRow row : now) {
            boolean tied = row.changedAt().equals(newest.get().changedAt());
            if (!tied || row.current()) continue;
            Optional<ServerVersion> seen =
                    way.known().stream().filter(version -> isSame(version, row)).findFirst();
            if (seen.isEmpty() || !acknowledge(way, seen.get())) return false;
            said = true;
        }
        return said;
    }

    /// A server that takes two spellings for one slot refuses because of a save in the other one,
    /// which is a playthrough of its own here. Says that this device knows it, as far as it does;
    /// false if there is none.
    private boolean knowsOtherSpellings(Way way) throws StorageException {
        if (!isStillGround(way)) return false;
        String slot = way.spot().slot();
        boolean said = false;
        for (ServerVersion other : shelf.current().values()) {
            String name = other.slot();
            boolean spelled = name != null && !name.equals(slot) && Slots.isLike(name, slot);
            if (!spelled || other.game() != way.spot().game().id()) continue;
            if (lookout.isAcknowledged(other.row())) continue;
            if (!acknowledge(way, other)) return false;
            said = true;
        }
        return said;
    }

    private static Optional<SaveRow> newest(List<SaveRow> rows) {
        return rows.stream()
                .max(Comparator.comparing(SaveRow::changedAt).thenComparingLong(SaveRow::id));
    }

    /// Says that this device knows what the plan was made on; false if that is no longer there.
    private boolean acknowledge(Way way, ServerVersion head) throws StorageException {
        Optional<SaveRow> row = client.downloaded(head.row(), way.device());
        if (row.isEmpty() || !isSame(head, row.get())) return false;
        lookout.acknowledge(head.row());
        return true;
    }

    /// Whether a row still holds what it held.
    static boolean isSame(ServerVersion version, SaveRow row) {
        return version.row() == row.id()
                && version.size() == row.size()
                && (version.hash() == null || version.hash().equals(row.hash()));
    }

    private boolean isOlder(Way way, SaveRow row) {
        return way.known().stream().anyMatch(version -> version.row() == row.id());
    }

    private Answer upload(Way way, boolean force) throws StorageException {
        keepApart(way);
        var upload =
                new RommClient.Upload(
                        way.spot().game().id(),
                        way.spot().slot(),
                        way.device(),
                        way.fileName(),
                        way.file(),
                        force,
                        book.open());
        try {
            return client.upload(upload);
        } catch (Unavailable e) {
            // It may have been taken all the same
            Optional<Answer> taken = takenAllTheSame(way);
            if (taken.isPresent()) return taken.get();
            if (!isStillGround(way)) throw e;
            keepApart(way);
            return client.upload(upload);
        } finally {
            last.put(way.spot().game().id(), client.wire().here());
        }
    }

    /// Waits until a second has passed on the server since anyone is known to have stored something
    /// for that game.
    private void keepApart(Way way) throws StorageException {
        Duration left = Duration.ZERO;
        Instant own = last.get(way.spot().game().id());
        if (own != null) left = APART.minus(Duration.between(own, client.wire().here()).abs());
        ServerVersion head = way.head();
        if (head != null) {
            // The server's clock is known to the second only
            Duration since = Duration.between(head.changedAt(), client.wire().there()).abs();
            Duration more = APART.plusSeconds(1).minus(since);
            if (more.compareTo(left) > 0) left = more;
        }
        if (left.isPositive() && !client.wire().wait(left))
            throw new Unavailable(Saying.of("storage.stopped"), null);
    }

    /// After an upload that was not answered: the row it made, if it made one.
    private Optional<Answer> takenAllTheSame(Way way) throws StorageException {
        for (SaveRow row : slot(way))
            if (way.hash().equals(row.hash())
                    && way.known().stream().noneMatch(version -> version.row() == row.id()))
                return client.downloadedAnswer(row.id(), way.device());
        return Optional.empty();
    }

    private List<SaveRow> slot(Way way) throws StorageException {
        return client.slot(way.spot().game().id(), way.spot().slot(), way.device())
                .orElse(List.of());
    }

    /// Whether the slot's newest row is still the one that the plan was made on.
    private boolean isStillGround(Way way) throws StorageException {
        Optional<SaveRow> now = newest(slot(way));
        ServerVersion head = way.head();
        return head == null ? now.isEmpty() : now.isPresent() && isSame(head, now.get());
    }

    /// What the slot holds by now is taken in, for the next plan.
    private Published lookedAgain(Way way) throws StorageException {
        lookout.take(slot(way), false);
        lookout.read(way.device());
        return superseded(way.draft());
    }

    private Published gone(Way way, Answer answer) {
        lookout.lookAtAll();
        return new Published.Failed(
                way.draft(),
                new Unavailable(
                        Saying.of("romm.gone", way.spot().game().fileName(), answer.detail()),
                        null));
    }

    private SaveRow row(Way way, Answer answer) throws StorageException {
        if (!answer.isData()) throw client.wire().errors().answered(answer);
        SaveRow row = SaveRow.read(answer.json(), way.device());
        boolean same = row.hash() == null || row.hash().equals(way.hash());
        if (row.id() == 0 || !same) throw client.wire().errors().corrupt(way.fileName());
        return row;
    }

    /// As much of it as the server holds: a slot takes one file.
    private static @Nullable Manifest stored(Revision revision) {
        Manifest manifest = revision.manifest();
        if (manifest == null || manifest.folder() != null) return manifest;
        return manifest.file(Role.MAIN).map(Manifest::ofFiles).orElse(manifest);
    }

    private Published accepted(Way way, SaveRow row) {
        Revision revision = way.draft().revision();
        lookout.acknowledge(row.id());
        accepted.add(
                Versions.of(row, revision.device())
                        .sentAs(revision, way.spot().slot(), stored(revision)));
        return new Published.Accepted(way.draft());
    }
}
