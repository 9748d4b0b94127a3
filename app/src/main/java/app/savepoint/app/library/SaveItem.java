package app.savepoint.app.library;

import app.savepoint.app.Plain;
import app.savepoint.app.session.Wording;
import app.savepoint.core.plan.Action;
import app.savepoint.core.save.Availability;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.view.SaveRow;
import app.savepoint.core.view.Version;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A save as a row of the library.
///
/// @param row what the engine says of it
/// @param state how it stands, in one word
/// @param stateWord that word, in the person's language
/// @param reason why it stands so, as a sentence
/// @param availabilityWord where it can be had, in the person's language
/// @param systemName its system, for people
/// @param variant which of the game's saves it is; empty for the one a game plays
/// @param failure what went wrong with it at the last sync; null if nothing did
public record SaveItem(
        SaveRow row,
        SaveState state,
        String stateWord,
        String reason,
        String availabilityWord,
        String systemName,
        String variant,
        @Nullable String failure) {

    static SaveItem of(SaveRow row, @Nullable String failure, Wording wording) {
        SaveState state = failure != null ? SaveState.ERROR : SaveState.of(row);
        return of(row, state, failure, wording);
    }

    private static SaveItem of(
            SaveRow row, SaveState state, @Nullable String failure, Wording wording) {
        return new SaveItem(
                row,
                state,
                wording.text("state." + state.name()),
                failure != null ? failure : Plain.text(wording.sentences().reason(row)),
                wording.text("availability." + row.availability().name()),
                wording.system(row.id().system()),
                wording.variant(row.id()),
                failure);
    }

    /// The same save while it moves, or once it did.
    SaveItem now(SaveState live, Wording wording) {
        return of(row, live, null, wording);
    }

    public SaveId id() {
        return row.id();
    }

    /// The game's name, as it can be shown.
    public String game() {
        return Plain.text(row.id().game());
    }

    public Availability availability() {
        return row.availability();
    }

    /// The content that was changed last, here or in the storage; empty if there is none that could
    /// be read.
    public Optional<Version> lastChange() {
        return Stream.concat(Stream.ofNullable(row.local()), row.remote().stream())
                .filter(version -> version.contentId() != null)
                .max(Comparator.comparing(Version::modified));
    }

    /// When that was; the beginning of time if it is not known.
    Instant changedAt() {
        return lastChange().map(Version::modified).orElse(Instant.EPOCH);
    }

    /// Its size in bytes here, else in the storage.
    public long size() {
        Version local = row.local();
        if (local != null) return local.size();
        return row.remote().stream().mapToLong(Version::size).max().orElse(0);
    }

    /// Whether a push by hand would do something.
    public boolean canPush() {
        return state != SaveState.MOVING
                && (row.action() == Action.PUSH || row.action() == Action.DELETE_REMOTE)
                && !row.attention().waitsForPerson();
    }

    /// Whether a pull by hand would do something.
    public boolean canPull() {
        return state != SaveState.MOVING
                && (row.action() == Action.PULL
                        || row.action() == Action.DELETE_LOCAL
                        || row.action() == Action.CLOUD_ONLY)
                && !row.attention().waitsForPerson();
    }

    /// Whether the person has to choose between contents.
    public boolean canDecide() {
        return row.attention().settledByResolve();
    }

    /// Whether it lies on this device.
    public boolean isHere() {
        return row.local() != null && row.local().path() != null;
    }
}
