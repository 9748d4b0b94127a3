package app.savepoint.core;

import app.savepoint.core.save.Device;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StorageInfo;
import app.savepoint.core.storage.StoredDevice;
import app.savepoint.core.storage.server.GameKey;
import app.savepoint.core.storage.server.MatchedGame;
import app.savepoint.core.view.ActivityRow;
import app.savepoint.core.view.BackupCheck;
import app.savepoint.core.view.BackupRow;
import app.savepoint.core.view.ExportFrom;
import app.savepoint.core.view.Exported;
import app.savepoint.core.view.HistoryRow;
import app.savepoint.core.view.Keep;
import app.savepoint.core.view.MatchWish;
import app.savepoint.core.view.NewRoot;
import app.savepoint.core.view.RootAdded;
import app.savepoint.core.view.RootRow;
import app.savepoint.core.view.Selection;
import app.savepoint.core.view.SlotRow;
import app.savepoint.core.view.StatusReport;
import app.savepoint.core.view.SyncEvent;
import app.savepoint.core.view.SyncReport;
import app.savepoint.core.view.SyncRequest;
import app.savepoint.core.view.Undone;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The one front door: whatever the window or a command wants of Savepoint, it asks for here.
///
/// Methods may be called from any thread and block until they are done, so never from a thread that
/// draws. Those that move saves run one at a time. A [StorageException] means that the storage
/// could not be used at all; what fails for single saves stands in the report. A [RequestException]
/// means that what was asked makes no sense here.
public interface SyncService extends AutoCloseable {
    /// This installation.
    Device device();

    /// The storage that saves are kept in sync with.
    StorageInfo storage();

    /// The folders that are watched, as they were last found.
    List<RootRow> roots();

    /// Adds a folder to watch, unless it must not be one or has to be confirmed first.
    RootAdded addRoot(NewRoot wish);

    /// Stops watching a folder; its files and what is stored of them stay.
    void removeRoot(Path path);

    /// Says that a changed root is to be believed as it is now, missing saves included.
    void acceptRoot(Path path);

    /// Observes and plans; changes nothing.
    ///
    /// @param offline whether to leave the storage alone and use what was last seen of it
    StatusReport status(Selection selection, boolean offline) throws StorageException;

    /// All revisions of the selected saves that are known here, newest first. Where saves are
    /// named, the storage may be asked what they held earlier.
    List<HistoryRow> history(Selection selection);

    /// What was set aside of the selected saves on this device, newest first.
    List<BackupRow> backups(Selection selection);

    /// Keeps a backup for ever, or lets the rules apply to it again; returns it as it is now.
    BackupRow pinBackup(long backup, boolean pinned);

    /// Reads the backups of the selected saves to their end and says which are no longer what was
    /// set aside. Lists what lay unlisted in their folder before.
    BackupCheck verifyBackups(Selection selection);

    /// What happened, newest first.
    List<ActivityRow> activity(int limit);

    /// Who shares the storage.
    List<StoredDevice> devices() throws StorageException;

    /// Observes, plans, and carries the plan out.
    ///
    /// @param cancelled asked between two saves; what is begun is finished, what is not stays for
    ///   the next sync, and the report says that it was stopped
    SyncReport sync(SyncRequest request, BooleanSupplier cancelled) throws StorageException;

    /// Settles conflicts. Saves that are in none are left alone.
    ///
    /// @param revision the head to keep; null: as `keep` says
    SyncReport resolve(Selection selection, Keep keep, @Nullable RevisionId revision)
            throws StorageException;

    /// Puts what a backup holds back in place, as the person's choice; what it replaces is backed
    /// up first.
    SyncReport restoreBackup(SaveId save, long backup) throws StorageException;

    /// Puts what a revision holds back in place, as the person's choice; what it replaces is backed
    /// up first.
    SyncReport restoreRevision(SaveId save, RevisionId revision) throws StorageException;

    /// Answers, once, the guard that holds the selected saves back: a save that looks empty goes
    /// where the rules send it, a state that is too large is taken. Saves that no such guard holds
    /// are left alone.
    SyncReport allow(Selection selection) throws StorageException;

    /// Takes back something that the activity tells of, as the person's choice: what it replaces is
    /// backed up first.
    ///
    /// @param activity the number of the entry; null: the latest that can be undone and was not yet
    Undone undo(@Nullable Long activity) throws StorageException;

    /// Takes saves out of the storage; what lies on this device stays, and stays here alone until
    /// it is played on or pushed. Other devices where nothing changed remove it too, into their
    /// backups.
    ///
    /// @param history whether the contents of all its revisions are removed as well
    SyncReport forget(Selection selection, boolean history) throws StorageException;

    /// Writes a copy of one save to a file: as it is if it is one file, else as a zip. A file that
    /// is there is never replaced.
    Exported export(Selection selection, ExportFrom from, Path file) throws StorageException;

    /// The playthroughs of games.
    List<SlotRow> slots(Selection games) throws StorageException;

    /// Makes one of a game's playthroughs the one that this device plays; the other stays in the
    /// storage.
    SyncReport play(Selection save) throws StorageException;

    /// Whether the storage keeps saves beside games of its own, so that there is something to
    /// match.
    boolean goesByGames();

    /// How the games of this device meet those of the server.
    ///
    /// @param offline whether to leave the server alone and use what was last seen of its games,
    ///   else it is asked for them
    List<MatchedGame> matches(boolean offline) throws StorageException;

    /// Says which of the server's games one of this device's is; a sync acts on it.
    ///
    /// @param game `system/game`, or the game's name alone where only one is called so
    /// @param wish what it is
    MatchedGame match(String game, MatchWish wish) throws StorageException;

    /// Says of several games which of the server's they are: of all of them, or of none if one of
    /// the answers makes no sense. Each is remembered by itself.
    ///
    /// @return how they meet now, in the order of the answers
    List<MatchedGame> match(Map<GameKey, MatchWish> answers) throws StorageException;

    /// What the home offers besides moving saves.
    Upkeep upkeep();

    /// Keeps saves in step by itself, until the result is closed: after changes here, and now and
    /// then to see what others did. What it does is told to whoever subscribed.
    ///
    /// @param rhythm how often others are asked about at least
    Subscription keepInStep(Rhythm rhythm);

    /// Hears what happens from now on, until the result is closed.
    Subscription subscribe(Consumer<SyncEvent> listener);

    @Override
    void close();

    /// Ends when closed.
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
