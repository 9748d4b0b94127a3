package app.savepoint.app.setup;

import app.savepoint.core.SyncService;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// How far the way to an open home has come.
public sealed interface Start {
    /// It is being opened. A command that holds it for a moment is waited for.
    record Opening() implements Start {}

    /// Nobody has set it up; the person is asked for what that takes.
    record FirstTime() implements Start {}

    /// It can not be opened.
    ///
    /// @param title what is wrong, in a few words
    /// @param detail what happened
    /// @param next what to do about it
    record Refused(String title, String detail, String next) implements Start {}

    /// It is open.
    ///
    /// @param service whoever asked for the window closes it
    /// @param saves a folder the person wants to be watched from now on; null for none
    record Ready(SyncService service, @Nullable Path saves) implements Start {}
}
