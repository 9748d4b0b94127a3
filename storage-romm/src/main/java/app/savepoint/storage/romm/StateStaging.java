package app.savepoint.storage.romm;

import app.savepoint.core.library.Blank;
import app.savepoint.core.save.ContentHash;
import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.Role;
import app.savepoint.core.save.SaveFile;
import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.ContentSink;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.server.ServerVersion;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Fetches states and their pictures, and keeps those that were just read for whoever wants them
/// next.
///
/// RomM has no hash for a state. So what came counts only if its row is still, in number, size and
/// time, the one that was listed, once all of it is here; from then on our own hash tells.
final class StateStaging implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    /// How much is kept for later; what is beyond is fetched once more.
    private static final long KEPT = 256L << 20;

    private final StateClient client;
    private final Staging staging;
    private final AtomicLong kept = new AtomicLong();
    private final Map<RevisionId, Came> files = new ConcurrentHashMap<>();

    StateStaging(StateClient client, Staging staging) {
        this.client = client;
        this.staging = staging;
    }

    /// What came of a state.
    ///
    /// @param picture null if there is none
    private record Came(Path main, @Nullable Path picture) {
        @Nullable Path file(Role role) {
            return role.equals(Role.THUMBNAIL) ? picture : main;
        }
    }

    /// Reads what a row holds; empty if the server has lost it, or holds something else by now.
    ///
    /// @param keepBytes whether the bytes are likely to be wanted next
    Optional<ServerVersion> read(ServerVersion row, boolean keepBytes) throws StorageException {
        Came came = fetch(row);
        if (came == null) return Optional.empty();
        boolean keep = false;
        try {
            ServerVersion read = look(row, came);
            keep = keepBytes && hasRoomFor(row.size());
            if (keep) {
                Came before = files.put(row.id(), came);
                if (before != null) {
                    kept.addAndGet(-row.size());
                    remove(before);
                }
            }
            return Optional.of(read);
        } catch (IOException e) {
            throw Staging.here(e);
        } finally {
            if (!keep) remove(came);
        }
    }

    private boolean hasRoomFor(long size) {
        if (kept.addAndGet(size) <= KEPT) return true;
        kept.addAndGet(-size);
        return false;
    }

    private @Nullable Came fetch(ServerVersion row) throws StorageException {
        Path main = staging.fresh();
        boolean whole = false;
        try {
            if (!download(taking -> client.content(row.row(), taking), main, row.size()))
                return null;
            Optional<StateRow> now = client.one(row.row());
            if (now.isEmpty() || !isAs(row, now.get())) return null;
            Came came = new Came(main, picture(now.get()));
            whole = true;
            return came;
        } catch (IOException e) {
            if (e instanceof StorageException known) throw known;
            throw Staging.here(e);
        } finally {
            if (!whole) staging.remove(main);
        }
    }

    /// Whether a row holds, for all that RomM tells, what that version is.
    static boolean isAs(ServerVersion version, StateRow row) {
        return version.row() == row.id()
                && version.size() == row.size()
                && version.changedAt().equals(row.changedAt());
    }

    @FunctionalInterface
    private interface Download {
        void of(Wire.Taking taking) throws IOException;
    }

    private static boolean download(Download download, Path file, long size) throws IOException {
        try {
            download.of(bytes -> Staging.write(bytes, file));
        } catch (FileNotFoundException e) {
            return false;
        } catch (Wire.TakingFailed e) {
            throw Staging.here(e.why());
        }
        return Files.size(file) == size;
    }

    /// The picture of a state; null if it has none of its own or if that can not be had: a state is
    /// whole without.
    private @Nullable Path picture(StateRow row) throws StorageException {
        StateRow.Picture shown = row.picture();
        if (shown == null || !StateNames.isPictureOf(shown.fileName(), row.fileName())) return null;
        Path file = staging.fresh();
        boolean came = false;
        try {
            came = download(taking -> client.picture(shown.id(), taking), file, shown.size());
        } catch (IOException e) {
            System.getLogger(StateStaging.class.getName())
                    .log(System.Logger.Level.DEBUG, "a state comes without its picture", e);
        } finally {
            if (!came) staging.remove(file);
        }
        return came ? file : null;
    }

    private ServerVersion look(ServerVersion row, Came came) throws IOException {
        Blank blank = Blank.ofSize(row.size());
        List<SaveFile> content = new ArrayList<>();
        content.add(file(row, Role.MAIN, row.fileName(), came.main(), blank));
        Path picture = came.picture();
        if (picture != null)
            content.add(
                    file(
                            row,
                            Role.THUMBNAIL,
                            StateNames.picture(row.fileName()),
                            picture,
                            Blank.ofSize(Files.size(picture))));
        return row.read(new Manifest(null, content), blank.isBlank());
    }

    private SaveFile file(ServerVersion row, Role role, String name, Path file, Blank blank)
            throws IOException {
        MessageDigest digest = ContentHash.start();
        byte[] buffer = new byte[BUFFER];
        try (InputStream bytes = Files.newInputStream(file)) {
            for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
                digest.update(buffer, 0, read);
                blank.feed(buffer, read);
            }
        }
        return new SaveFile(
                role,
                name,
                Files.size(file),
                ContentHash.finish(digest.digest()),
                staging.stored(row));
    }

    /// Hands on the files of a revision that one row holds.
    ///
    /// @return what the row is known to hold now, if its picture is gone: then nothing was handed
    ///   on
    Optional<ServerVersion> hand(ServerVersion row, Revision revision, ContentSink sink)
            throws StorageException {
        Manifest manifest = revision.manifest();
        if (manifest == null) throw client.wire().errors().corrupt(row.fileName());
        Came staged = files.remove(row.id());
        if (staged != null) kept.addAndGet(-row.size());
        Came came = staged != null ? staged : fetch(row);
        if (came == null) throw moved(row);
        try {
            ServerVersion now = look(row, came);
            if (!holds(now, manifest, Role.MAIN)) throw moved(row);
            for (SaveFile file : manifest.files())
                if (!holds(now, manifest, file.role())) return Optional.of(now);
            for (SaveFile file : manifest.files()) {
                Path from = came.file(file.role());
                if (from == null) throw moved(row);
                Staging.copy(from, file, sink);
            }
            return Optional.empty();
        } catch (Wire.TakingFailed e) {
            throw new UncheckedIOException(e.why());
        } catch (IOException e) {
            if (e instanceof StorageException known) throw known;
            throw Staging.here(e);
        } finally {
            remove(came);
        }
    }

    /// Whether what came has just that file.
    private static boolean holds(ServerVersion came, Manifest wanted, Role role) {
        Manifest content = came.manifest();
        return content != null
                && wanted.file(role)
                        .map(SaveFile::hash)
                        .equals(content.file(role).map(SaveFile::hash));
    }

    static StorageException moved(ServerVersion row) {
        return new StorageException.ChangedMeanwhile(
                Saying.of("romm.moved", row.fileName())
                        .inEnglish("it is no longer what it was: " + row.fileName()),
                null);
    }

    private void remove(Came came) {
        staging.remove(came.main());
        if (came.picture() != null) staging.remove(came.picture());
    }

    @Override
    public void close() {
        for (Came came : files.values()) remove(came);
        files.clear();
    }
}
