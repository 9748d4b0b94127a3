package app.savepoint.core.journal;

import app.savepoint.core.journal.JournalException.Reason;
import app.savepoint.core.save.Saying;
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
                            Saying.of("journal.damaged", file)
                                    .inEnglish(
                                            file
                                                    + " is damaged. At the next start it is set"
                                                    + " aside and rebuilt from the roots and the"
                                                    + " storage."),
                            e);
            case FULL ->
                    new JournalException(
                            Reason.FULL,
                            Saying.of("journal.full", file)
                                    .inEnglish("No room left on the disk that holds " + file + "."),
                            e);
            case READONLY, PERM, AUTH -> readOnly(file, e);
            case BUSY, LOCKED ->
                    new JournalException(
                            Reason.BUSY,
                            Saying.of("journal.busy", file)
                                    .inEnglish("Another program keeps " + file + " locked."),
                            e);
            case CANTOPEN -> cannotOpen(file, e);
            case IOERR -> unreachable(file, e);
            default ->
                    new JournalException(
                            Reason.REFUSED,
                            Saying.of("journal.refused", file, e.getMessage())
                                    .inEnglish(file + " refused a request: " + e.getMessage()),
                            e);
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
                Saying.of("journal.read-only", file).inEnglish(file + " can not be written."),
                e);
    }

    private static JournalException unreachable(Path file, SQLException e) {
        return new JournalException(
                Reason.UNREACHABLE,
                Saying.of("journal.unreachable", file, e.getMessage())
                        .inEnglish(file + " can not be reached: " + e.getMessage()),
                e);
    }
}
