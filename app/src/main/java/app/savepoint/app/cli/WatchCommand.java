package app.savepoint.app.cli;

import app.savepoint.app.Station;
import app.savepoint.app.StorageUri;
import app.savepoint.core.Rhythm;
import app.savepoint.core.SyncService;
import app.savepoint.core.view.SyncEvent;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;

/// `watch`: stays, keeps saves in step, and says what happens.
///
/// The first one on a home holds it and does the commands of others; a further one only tells what
/// the first one does, and takes its place when it ends.
@Command(
        name = "watch",
        description = {
            "Stay in the foreground and keep saves in step: after each change here, and now",
            "and then to see what others did. Other commands may be used meanwhile."
        })
final class WatchCommand implements Callable<Integer> {
    private static final long LOOK_EVERY_MILLIS = 100;

    private final CommandContext context;
    private final Printer printer;

    WatchCommand(CommandContext context, Printer printer) {
        this.context = context;
        this.printer = printer;
    }

    @Override
    public Integer call() throws IOException {
        try (SyncService service = context.open()) {
            Optional<Station.Open> station = context.station().open(context.home(), service);
            try {
                watch(service, station.flatMap(Station.Open::trouble));
            } finally {
                station.ifPresent(Station.Open::close);
            }
        }
        return ExitStatus.DONE.code();
    }

    private void watch(SyncService service, Optional<Exception> alone) {
        BlockingQueue<SyncEvent> events = new LinkedBlockingQueue<>();
        var lines = new WatchLines(context, printer);
        try {
            lines.begun(service.roots(), service.storage());
            alone.ifPresent(lines::alone);
            follow(service, events, lines);
            lines.ended();
        } catch (OutputClosedException e) {
            // Nobody reads any more, so there is nobody to stay for.
            System.getLogger(WatchCommand.class.getName())
                    .log(System.Logger.Level.DEBUG, "the output was closed", e);
        }
    }

    /// Whoever has it in a terminal wants to see soon what others do. To look into a folder costs
    /// nothing; a server is not asked all day long for nobody.
    private Rhythm rhythm(SyncService service) {
        boolean isFolder = service.storage().kind().equals(StorageUri.Kind.FOLDER.word());
        return isFolder || context.terminal().outInteractive() ? Rhythm.ATTENTIVE : Rhythm.QUIET;
    }

    private void follow(SyncService service, BlockingQueue<SyncEvent> events, WatchLines lines) {
        try (var _ = service.subscribe(events::add);
                var _ = service.keepInStep(rhythm(service))) {
            while (!context.caller().cancelled().getAsBoolean()) {
                SyncEvent event = events.poll(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
                if (event != null) lines.event(event);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
