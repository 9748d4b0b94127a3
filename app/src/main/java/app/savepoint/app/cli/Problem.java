package app.savepoint.app.cli;

import app.savepoint.app.HomeException;
import app.savepoint.app.Messages;
import app.savepoint.app.Secrets;
import app.savepoint.core.RequestException;
import app.savepoint.core.journal.JournalException;
import app.savepoint.core.storage.StorageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import picocli.CommandLine.ParameterException;
import tools.jackson.core.JsonGenerator;

/// Why a command could not do what it was asked: what scripts and people are told of an exception.
///
/// @param status what the process ends with
/// @param code a stable word
/// @param message what happened, with its cause
/// @param hint the next step; may be empty
record Problem(ExitStatus status, String code, String message, String hint) {
    Problem {
        message = Secrets.hide(message);
        hint = Secrets.hide(hint);
    }

    static Problem of(Throwable thrown, Messages messages) {
        return switch (thrown) {
            case ParameterException e -> usage(e);
            case RequestException e ->
                    new Problem(ExitStatus.WRONG_USAGE, e.code(), said(e), e.hint());
            case InvalidPathException e ->
                    new Problem(
                            ExitStatus.WRONG_USAGE, "usage", said(e), messages.text("hint.path"));
            case HomeException e -> new Problem(status(e), e.kind().code(), said(e), e.hint());
            case StorageException e -> new Problem(status(e), e.code(), said(e), hint(e, messages));
            case JournalException e ->
                    new Problem(status(e), e.code(), said(e), messages.text("hint.home"));
            case UncheckedIOException e when e.getCause() != null -> of(e.getCause(), messages);
            case FileSystemException e ->
                    new Problem(ExitStatus.FAILED, "io", Files.words(e), messages.text("hint.io"));
            case IOException e ->
                    new Problem(ExitStatus.FAILED, "io", said(e), messages.text("hint.io"));
            default ->
                    new Problem(
                            ExitStatus.FAILED,
                            "internal",
                            messages.text("error.internal", thrown.toString()),
                            messages.text("hint.internal"));
        };
    }

    /// Writes the one document that scripts read instead of an answer.
    void json(JsonGenerator out) {
        out.writeStartObject();
        out.writeObjectPropertyStart("error");
        properties(out);
        out.writeEndObject();
        out.writeEndObject();
    }

    /// Writes what stands inside `error`.
    void properties(JsonGenerator out) {
        out.writeStringProperty("code", code);
        out.writeStringProperty("message", message);
        out.writeStringProperty("hint", hint);
    }

    private static Problem usage(ParameterException e) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        return new Problem(ExitStatus.WRONG_USAGE, "usage", said(e), "Try: " + command + " --help");
    }

    private static ExitStatus status(HomeException e) {
        return switch (e.kind()) {
            case NOT_SET_UP, OTHER_STORAGE, SETTINGS -> ExitStatus.WRONG_USAGE;
            case BUSY -> ExitStatus.HOME_BUSY;
            case UNUSABLE -> ExitStatus.FAILED;
        };
    }

    private static ExitStatus status(JournalException e) {
        return switch (e.reason()) {
            case BUSY -> ExitStatus.HOME_BUSY;
            case DAMAGED, FULL, READ_ONLY, NEWER, UNREACHABLE, REFUSED -> ExitStatus.FAILED;
        };
    }

    private static ExitStatus status(StorageException thrown) {
        return switch (thrown) {
            case StorageException.Unavailable e -> ExitStatus.OUT_OF_REACH;
            case StorageException.ChangedMeanwhile e -> ExitStatus.FAILED;
            case StorageException.NeedsPerson e ->
                    switch (e.reason()) {
                        case DENIED, FULL, NOT_FOUND, CORRUPT -> ExitStatus.FAILED;
                        // Trying again never helps: this Savepoint and this storage do not fit.
                        case UNSUPPORTED -> ExitStatus.WRONG_USAGE;
                    };
        };
    }

    private static String hint(StorageException thrown, Messages messages) {
        return switch (thrown) {
            case StorageException.Unavailable e -> messages.text("hint.unavailable");
            case StorageException.ChangedMeanwhile e -> messages.text("hint.changed");
            case StorageException.NeedsPerson e -> messages.text("hint." + e.reason().word());
        };
    }

    private static String said(Throwable thrown) {
        String message = thrown.getMessage();
        return message == null || message.isBlank() ? thrown.getClass().getSimpleName() : message;
    }

    /// A file system's exceptions say which file, and leave what about it to their class.
    private static final class Files {
        static String words(FileSystemException e) {
            String file = e.getFile() == null ? "" : e.getFile() + ": ";
            String why = e.getReason();
            return file + (why == null ? e.getClass().getSimpleName() : why);
        }
    }
}
