package app.savepoint.core.journal;

import app.savepoint.core.journal.JournalException.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/// Sorts SQLite's result codes by what can be done about them. Source: sqlite.org/rescode.html.
final class SqlErrors {
    private static final int PERM = 3;
    private static final int BUSY = 5;
    private static final int LOCKED = 6;
    private static final int READONLY = 8;
    private static final int IOERR = 10;
    private static final int CORRUPT = 11;
    private static final int FULL = 13;
    private static final int CANTOPEN = 14;
    private static final int AUTH = 23;
    private static final int NOTADB = 26;

    /// Extended codes carry the primary one in their low byte.
    private static final int PRIMARY = 0xff;

    private SqlErrors() {}

    static JournalException translate(Path file, SQLException e) {
        return switch (e.getErrorCode() & PRIMARY) {
            case CORRUPT, NOTADB ->
                    new JournalException(
                            Reason.DAMAGED,
                            file
                                    + " is damaged. At the next start it is set aside and rebuilt from the roots and the storage.",
                            e);
            case FULL ->
                    new JournalException(
                            Reason.FULL,
                            "No room left on the disk that holds " + file + ". Free some space.",
                            e);
            case READONLY, PERM, AUTH -> readOnly(file, e);
            case BUSY, LOCKED ->
                    new JournalException(
                            Reason.BUSY,
                            "Another program keeps " + file + " locked. Close it and try again.",
                            e);
            case CANTOPEN -> cannotOpen(file, e);
            case IOERR -> unreachable(file, e);
            default ->
                    new JournalException(
                            Reason.REFUSED, file + " refused a request: " + e.getMessage(), e);
        };
    }

    private static JournalException cannotOpen(Path file, SQLException e) {
        // SQLite keeps two companions beside the file, so a folder that takes none is as good as a
        // read-only file.
        Path folder = file.getParent();
        boolean closed = folder != null && Files.isDirectory(folder) && !Files.isWritable(folder);
        return closed ? readOnly(file, e) : unreachable(file, e);
    }

    private static JournalException readOnly(Path file, SQLException e) {
        return new JournalException(
                Reason.READ_ONLY,
                file
                        + " can not be written. Check the permissions of its folder and whether the disk is read-only.",
                e);
    }

    private static JournalException unreachable(Path file, SQLException e) {
        return new JournalException(
                Reason.UNREACHABLE,
                file + " can not be reached: " + e.getMessage() + ". Is its disk in place?",
                e);
    }
}
