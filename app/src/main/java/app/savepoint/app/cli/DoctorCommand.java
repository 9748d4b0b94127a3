package app.savepoint.app.cli;

import app.savepoint.app.HomeException;
import app.savepoint.app.Messages;
import app.savepoint.app.cli.Style.Tone;
import app.savepoint.core.SyncService;
import app.savepoint.core.view.Check;
import java.util.List;
import picocli.CommandLine.Command;
import tools.jackson.core.JsonGenerator;

/// `doctor`: looks everything over.
@Command(
        name = "doctor",
        description = "Check the home, the folders, the storage and the rest; say what to do.")
final class DoctorCommand extends AnswerCommand {
    /// Columns for the word in front, so that the names stand below each other.
    private static final int WORD = 9;

    DoctorCommand(CommandContext context, Printer printer) {
        super(context, printer);
    }

    @Override
    Answer answer() throws HomeException {
        try (SyncService service = context.open()) {
            return new CheckUp(service.upkeep().checkUp(), context.messages());
        } catch (HomeException e) {
            return switch (e.kind()) {
                case NOT_SET_UP, OTHER_STORAGE, SETTINGS, UNUSABLE ->
                        new CheckUp(
                                List.of(new Check("home", false, e.saying())), context.messages());
                case BUSY -> throw e;
            };
        }
    }

    /// What was found.
    private record CheckUp(List<Check> checks, Messages messages) implements Answer {
        @Override
        public ExitStatus status() {
            return ExitStatus.DONE;
        }

        @Override
        public void json(JsonGenerator out) {
            out.writeStartObject();
            out.writeArrayPropertyStart("checks");
            for (Check check : checks) {
                out.writeStartObject();
                out.writeStringProperty("name", check.name());
                out.writeBooleanProperty("ok", check.ok());
                out.writeStringProperty("message", messages.error(check.found()));
                out.writeStringProperty("hint", messages.next(check.found()));
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
        }

        @Override
        public void text(Page page) {
            for (Check check : checks) {
                if (check.ok() && page.quiet()) continue;
                String word = messages.text(check.ok() ? "doctor.ok" : "doctor.bad");
                page.line(
                        check.ok() ? Tone.GOOD : Tone.BAD,
                        word
                                + " ".repeat(Math.max(2, WORD - word.length()))
                                + check.name()
                                + ": "
                                + messages.error(check.found()));
                String next = messages.next(check.found());
                if (!next.isEmpty()) page.detail(next);
            }
            long bad = checks.stream().filter(check -> !check.ok()).count();
            page.gap();
            if (bad == 0) page.line(Tone.GOOD, messages.text("doctor.well"));
            else page.line(Tone.BAD, messages.count("doctor.found", bad));
        }
    }
}
