package app.savepoint.app.cli;

import app.savepoint.core.RequestException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// Stands for a command that `app/docs/cli.md` promises and this version does not have: says so,
/// whatever follows its name, and is not in the help. A command that comes leaves the list.
///
/// @param said what the person typed to get here
record NotYet(String said) {
    static final List<String> COMMANDS = List.of("collection", "files", "run", "discover");

    /// A command that says that it is not available.
    static CommandLine command(String said) {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(new NotYet(said));
        spec.usageMessage().hidden(true);
        spec.parser().unmatchedOptionsArePositionalParams(true);
        spec.addPositional(
                PositionalParamSpec.builder().arity("0..*").type(String[].class).build());
        return new CommandLine(spec);
    }

    /// Such a command, if one was typed. It has no help to show either.
    static Optional<NotYet> in(ParseResult parsed) {
        return parsed.asCommandLineList().stream()
                .map(CommandLine::<Object>getCommand)
                .filter(NotYet.class::isInstance)
                .map(NotYet.class::cast)
                .findFirst();
    }

    /// What is said instead of an answer.
    RequestException refusal() {
        return new RequestException("command.not-available", said);
    }
}
