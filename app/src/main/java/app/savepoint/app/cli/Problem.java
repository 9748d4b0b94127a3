package app.savepoint.app.cli;

import app.savepoint.app.HomeException;
import app.savepoint.app.Messages;
import app.savepoint.app.Secrets;
import app.savepoint.core.RequestException;
import app.savepoint.core.journal.JournalException;
import app.savepoint.core.save.SaidException;
import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.StorageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
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

    private static final String DEFECT = "internal";

    /// @param log where the log is, if there is one
    static Problem of(Throwable thrown, Messages messages, Supplier<Optional<Path>> log) {
        return switch (thrown) {
            case ParameterException e -> usage(e, messages);
            case RequestException e -> said(ExitStatus.WRONG_USAGE, e.code(), e.saying(), messages);
            case InvalidPathException e ->
                    new Problem(
                            ExitStatus.WRONG_USAGE, "usage", said(e), messages.text("hint.path"));
            case HomeException e -> said(status(e), e.kind().code(), e.saying(), messages);
            case StorageException e ->
                    said(status(e), e.code(), e.saying(), hint(e, messages), messages);
            case JournalException e ->
                    said(status(e), e.code(), e.saying(), messages.text("hint.home"), messages);
            case SaidException e ->
                    said(ExitStatus.FAILED, "io", e.saying(), messages.text("hint.io"), messages);
            case UncheckedIOException e when e.getCause() != null ->
                    of(e.getCause(), messages, log);
            case FileSystemException e ->
                    new Problem(
                            ExitStatus.FAILED, "io", words(e, messages), messages.text("hint.io"));
            case IOException e ->
                    new Problem(ExitStatus.FAILED, "io", said(e), messages.text("hint.io"));
            case OutOfMemoryError e ->
                    new Problem(
                            ExitStatus.FAILED,
                            "memory",
                            messages.text("error.memory"),
                            messages.text("hint.memory"));
            default ->
                    new Problem(
                            ExitStatus.FAILED,
                            DEFECT,
                            messages.text("error.internal", thrown.toString()),
                            log.get()
                                    .map(file -> messages.text("hint.internal.logged", file))
                                    .orElseGet(() -> messages.text("hint.internal")));
        };
    }

    private static Problem said(ExitStatus status, String code, Saying saying, Messages messages) {
        return said(status, code, saying, "", messages);
    }

    /// @param otherwise the next step where the saying has none of its own
    private static Problem said(
            ExitStatus status, String code, Saying saying, String otherwise, Messages messages) {
        String next = messages.next(saying);
        return new Problem(status, code, messages.error(saying), next.isEmpty() ? otherwise : next);
    }

    /// Whether Savepoint itself is at fault.
    boolean isDefect() {
        return code.equals(DEFECT);
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

    private static Problem usage(ParameterException e, Messages messages) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        return new Problem(
                ExitStatus.WRONG_USAGE,
                "usage",
                messages.error(Mistyped.saying(e)),
                messages.text("hint.usage", command));
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

    /// What an exception of this computer's says. Those of the file system say which file, and
    /// leave to their class what about it.
    static String words(Exception thrown, Messages messages) {
        if (!(thrown instanceof FileSystemException e)) return said(thrown);
        String key =
                switch (e) {
                    case AccessDeniedException _ -> "file.denied";
                    case NoSuchFileException _ -> "file.missing";
                    case FileAlreadyExistsException _ -> "file.exists";
                    case DirectoryNotEmptyException _ -> "file.not-empty";
                    case NotDirectoryException _ -> "file.no-folder";
                    default -> "file.other";
                };
        String file = String.valueOf(e.getFile());
        String reason = e.getReason();
        return messages.text(key, file, reason == null ? e.getClass().getSimpleName() : reason);
    }
}
