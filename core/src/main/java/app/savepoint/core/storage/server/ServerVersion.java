package app.savepoint.core.storage.server;

import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.Hlc;
import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.SaveId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What one row of a server held at one time. A row that is replaced in place gets a new version; a
/// row whose times alone change does not.
///
/// @param id the revision that stands for it here: the one this device published it as, or one made
///   of the row's number and content
/// @param row the server's number
/// @param game the server's number of the game
/// @param slot the slot exactly as the server spells it, of a state the emulator that wrote it;
///   null for a row without one
/// @param fileName what the server calls the file
/// @param size length in bytes as the server keeps it
/// @param hash the server's hash of the content; null where it has none
/// @param changedAt when the server last changed the row, also without changing its content
/// @param since when the server first said that it holds this content
/// @param device who published it, if that is known
/// @param manifest what it holds, once it was read; null until then
/// @param blank whether it holds no progress; false until it was read
/// @param there whether it is what the row holds now
public record ServerVersion(
        RevisionId id,
        long row,
        long game,
        @Nullable String slot,
        String fileName,
        long size,
        @Nullable String hash,
        Instant changedAt,
        Instant since,
        @Nullable DeviceId device,
        @Nullable Manifest manifest,
        boolean blank,
        boolean there) {

    /// The same once its content is known.
    public ServerVersion read(Manifest content, boolean holdsNothing) {
        return new ServerVersion(
                id,
                row,
                game,
                slot,
                fileName,
                size,
                hash,
                changedAt,
                since,
                device,
                content,
                holdsNothing,
                there);
    }

    /// The same as this device sent it: under the revision it has here, and its content known.
    ///
    /// @param inSlot the slot it was sent to
    /// @param content what the server holds of it
    public ServerVersion sentAs(
            Revision revision, @Nullable String inSlot, @Nullable Manifest content) {
        return new ServerVersion(
                revision.id(),
                row,
                game,
                inSlot,
                fileName,
                size,
                hash,
                changedAt,
                since,
                revision.device(),
                content,
                revision.blank(),
                true);
    }

    /// The same, there or not.
    public ServerVersion there(boolean now) {
        return new ServerVersion(
                id, row, game, slot, fileName, size, hash, changedAt, since, device, manifest,
                blank, now);
    }

    /// The same content, of which the server says something else than before.
    ///
    /// @param anew since when it holds this content, if it held another in between
    public ServerVersion seen(
            @Nullable String inSlot, String name, Instant changed, Optional<Instant> anew) {
        return new ServerVersion(
                id,
                row,
                game,
                inSlot,
                name,
                size,
                hash,
                changed,
                anew.orElse(since),
                device,
                manifest,
                blank,
                true);
    }

    /// As a revision of a save; empty as long as its content was not read.
    public Optional<Revision> as(SaveId save) {
        if (manifest == null) return Optional.empty();
        return Optional.of(
                new Revision(
                        id,
                        save,
                        Set.of(),
                        device == null ? DeviceId.NOBODY : device,
                        new Hlc(Math.max(0, since.toEpochMilli()), 0),
                        manifest,
                        blank));
    }
}
