package app.savepoint.app.cli;

import app.savepoint.app.cli.Style.Tone;
import app.savepoint.core.Upkeep;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// Until when nothing moves by itself.
///
/// @param until null: nothing is paused
record PauseAnswer(@Nullable Instant until) implements Answer {
    @Override
    public ExitStatus status() {
        return ExitStatus.DONE;
    }

    @Override
    public void json(JsonGenerator out) {
        out.writeStartObject();
        new SaveJson(out).orNull("pausedUntil", until);
        out.writeEndObject();
    }

    @Override
    public void text(Page page) {
        if (page.quiet()) return;
        var messages = page.messages();
        if (until == null) page.line(Tone.GOOD, messages.text("pause.none"));
        else if (until.equals(Upkeep.UNTIL_RESUMED))
            page.line(Tone.WAITING, messages.text("pause.untilResumed"));
        else page.line(Tone.WAITING, messages.text("pause.until", page.figures().exact(until)));
        if (until != null) page.detail(messages.text("pause.next"));
    }
}
