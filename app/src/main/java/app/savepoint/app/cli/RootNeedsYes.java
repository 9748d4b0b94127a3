package app.savepoint.app.cli;

import app.savepoint.app.Messages;
import app.savepoint.app.cli.Style.Tone;
import app.savepoint.core.save.Saying;
import app.savepoint.core.view.RootAdded;
import java.nio.file.Path;
import tools.jackson.core.JsonGenerator;

/// A folder was not added, because few of its files look like saves.
///
/// @param folder which
/// @param doubt what was found in it
/// @param messages the person's language
record RootNeedsYes(Path folder, RootAdded.NeedsYes doubt, Messages messages) implements Answer {
    private static final String CODE = "root.needs-yes";

    @Override
    public ExitStatus status() {
        return ExitStatus.WRONG_USAGE;
    }

    @Override
    public void json(JsonGenerator out) {
        out.writeStartObject();
        out.writeObjectPropertyStart("error");
        problem().properties(out);
        out.writeNumberProperty("saves", doubt.saves());
        out.writeNumberProperty("otherFiles", doubt.otherFiles());
        new SaveJson(out).words("candidates", doubt.candidates());
        out.writeEndObject();
        out.writeEndObject();
    }

    @Override
    public void text(Page page) {
        page.problem(problem());
        if (doubt.candidates().isEmpty()) return;
        page.gap().line(Tone.FAINT, page.messages().text("roots.candidates"));
        doubt.candidates().forEach(page::detail);
    }

    private Problem problem() {
        Saying why = Saying.of(CODE, folder, doubt.saves(), doubt.otherFiles());
        return new Problem(status(), CODE, messages.error(why), messages.next(why));
    }
}
