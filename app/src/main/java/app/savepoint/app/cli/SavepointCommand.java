package app.savepoint.app.cli;

import app.savepoint.app.OpenOptions;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ScopeType;

/// `savepoint` itself: without a command it opens the window.
@Command(
        name = "savepoint",
        description = {
            "Keeps the saves of your games in step between your devices.",
            "Without a command it opens the window."
        },
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = VersionOption.class,
        usageHelpAutoWidth = false,
        sortOptions = false,
        footer = {
            "",
            "Exit status: 0 done, 1 something failed, 2 wrong usage or settings,",
            "3 something waits for you, 4 storage out of reach, 5 home is in use."
        })
final class SavepointCommand implements Callable<Integer> {
    @Mixin final GlobalOptions options = new GlobalOptions();
    private @Nullable CommandContext context;

    /// Says what to open the window with. Comes late, because the options stand in here.
    void connect(CommandContext with) {
        context = with;
    }

    @Override
    public Integer call() {
        if (context == null) throw new IllegalStateException("not connected");
        // A window is not handed to another process: that one need not have a screen.
        context.desktop()
                .open(
                        context.home(),
                        new OpenOptions(options.patience(), context.caller().environment()));
        return ExitStatus.DONE.code();
    }
}
