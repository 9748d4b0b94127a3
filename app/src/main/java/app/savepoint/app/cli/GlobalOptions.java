package app.savepoint.app.cli;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// What can be said with every command, before its name or after it.
final class GlobalOptions {
    private static final String JSON = "--json";

    @Option(
            names = "--home",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = {
                "Where settings, database, backups and logs lie.",
                "Default: $SAVEPOINT_HOME, else the system's folder for application data."
            })
    @Nullable Path home;

    @Option(
            names = JSON,
            scope = ScopeType.INHERIT,
            description = "Answer with exactly one JSON document.")
    boolean json;

    @Option(
            names = "--quiet",
            scope = ScopeType.INHERIT,
            description = "Say only what went wrong or waits for you.")
    boolean quiet;

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "Leave nothing out; show where in the program an error arose.")
    boolean verbose;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "10",
            scope = ScopeType.INHERIT,
            description = "How long to wait for another command. Default: ${DEFAULT-VALUE}.")
    BigDecimal wait = BigDecimal.TEN;

    /// How long to wait for another command that holds the home.
    Duration patience() {
        return Duration.ofMillis(wait.max(BigDecimal.ZERO).movePointRight(3).longValue());
    }

    /// Whether JSON was asked for, told from the words alone: a command that can not be understood
    /// is answered in JSON too.
    static boolean wantsJson(List<String> arguments) {
        int end = arguments.indexOf("--");
        return arguments.subList(0, end < 0 ? arguments.size() : end).contains(JSON);
    }
}
