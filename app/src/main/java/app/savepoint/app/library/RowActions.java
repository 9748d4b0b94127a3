package app.savepoint.app.library;

/// What a save's row can lead to outside the library.
public interface RowActions {
    /// The choice between contents.
    void decide(SaveItem item);

    /// Why it stands as it stands.
    void why(SaveItem item);

    /// Its revisions and backups.
    void history(SaveItem item);

    /// Which of the server's games the games here are.
    void games();

    /// The choice of a folder to watch.
    void addFolder();
}
