package app.savepoint.core.journal;

import app.savepoint.core.journal.JournalException.Reason;
import app.savepoint.core.save.Saying;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/// A file that could not be trusted any more and was set aside.
///
/// What was seen is found again in the roots and the storage. What only the file knew is taken over
/// as far as it could still be read.
///
/// @param setAside where it lies now
/// @param why what was wrong with it, for a person
/// @param rescued the tables whose rows were taken over whole into the new file
/// @param lost the tables that only the file knew and that could not be read
public record Damage(Path setAside, String why, List<String> rescued, List<String> lost) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss").withZone(ZoneOffset.UTC);

    /// SQLite's companions of a file; without them a part of the latest changes would be missing.
    private static final List<String> COMPANIONS = List.of("-wal", "-shm");

    public Damage {
        rescued = List.copyOf(rescued);
        lost = List.copyOf(lost);
    }

    /// Lies beside a file in which damage was met while it was in use.
    static Path note(Path file) {
        return file.resolveSibling(file.getFileName() + "-suspect");
    }

    /// Whether changes are left that the last holder did not bring home, as after a crash.
    static boolean wasCutShort(Path file) {
        return Files.exists(file.resolveSibling(file.getFileName() + "-wal"));
    }

    /// Moves the file and its companions out of the way and returns where it went.
    static Path setAside(Path file, Instant now) {
        try {
            // If this is cut short, the note makes the next start do it again.
            Files.write(note(file), new byte[0]);
            Path target = freeName(file, now);
            for (String companion : COMPANIONS) {
                Path from = file.resolveSibling(file.getFileName() + companion);
                if (Files.exists(from))
                    Files.move(from, target.resolveSibling(target.getFileName() + companion));
            }
            Files.move(file, target);
            Files.deleteIfExists(note(file));
            return target;
        } catch (IOException e) {
            throw new JournalException(
                    Reason.UNREACHABLE,
                    Saying.of("journal.stays", file, e.getMessage())
                            .inEnglish(
                                    file
                                            + " is damaged and could not be set aside: "
                                            + e.getMessage()),
                    e);
        }
    }

    private static Path freeName(Path file, Instant now) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        String stem = dot < 0 ? name : name.substring(0, dot);
        String end = dot < 0 ? "" : name.substring(dot);
        String base = stem + ".damaged-" + TIME.format(now);
        Path free = file.resolveSibling(base + end);
        for (int n = 2; Files.exists(free); n++) free = file.resolveSibling(base + "-" + n + end);
        return free;
    }
}
