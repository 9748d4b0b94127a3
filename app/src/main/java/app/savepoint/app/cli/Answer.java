package app.savepoint.app.cli;

import tools.jackson.core.JsonGenerator;

/// What a command found or did, to be told once to a script or to a person.
interface Answer {
    /// What the process ends with.
    ExitStatus status();

    /// Writes the one JSON document, in the form that `app/docs/cli.md` promises.
    void json(JsonGenerator out);

    /// Writes what a person wants to know.
    void text(Page page);
}
