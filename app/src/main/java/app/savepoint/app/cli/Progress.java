package app.savepoint.app.cli;

import app.savepoint.app.Figures;
import app.savepoint.app.Messages;
import app.savepoint.app.Plain;
import app.savepoint.core.view.SyncEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;

/// One line on standard error that says how far a sync is, and is gone when it is done.
final class Progress implements Consumer<SyncEvent>, AutoCloseable {
    private static final Duration BETWEEN_TWO = Duration.ofMillis(100);
    private static final String CLEAR = "\r\u001b[K";

    private final boolean shown;
    private final OutputStream err;
    private final Charset charset;
    private final int width;
    private final Messages messages;
    private final InstantSource clock;
    private final Figures figures;
    private Instant next = Instant.MIN;
    private boolean dirty;

    private Progress(CommandContext context) {
        Terminal terminal = context.terminal();
        GlobalOptions options = context.options();
        shown = terminal.errInteractive() && !options.json && !options.quiet;
        err = terminal.err();
        charset = terminal.charset();
        width = terminal.width();
        messages = context.messages();
        clock = context.caller().clock();
        figures = new Figures(messages, context.caller().zone(), clock.instant());
    }

    static Progress of(CommandContext context) {
        return new Progress(context);
    }

    @Override
    public synchronized void accept(SyncEvent event) {
        if (!shown) return;
        switch (event) {
            case SyncEvent.Scanning() -> show(messages.text("progress.scanning"));
            case SyncEvent.Moving moving -> moving(moving);
            case SyncEvent.Finished finished -> clear();
            case SyncEvent.Started started -> {}
            case SyncEvent.Planned planned -> {}
            case SyncEvent.Pushed pushed -> {}
            case SyncEvent.Pulled pulled -> {}
            case SyncEvent.Deleted deleted -> {}
            // The answer names these, with what to do about them.
            case SyncEvent.NeedsPerson person -> {}
            case SyncEvent.Failed failed -> {}
            case SyncEvent.StorageOutOfReach away -> {}
            case SyncEvent.Noticed noticed -> {}
        }
    }

    @Override
    public synchronized void close() {
        clear();
    }

    private void moving(SyncEvent.Moving moving) {
        Instant now = clock.instant();
        // A terminal may be slow, and nobody reads faster.
        if (now.isBefore(next)) return;
        next = now.plus(BETWEEN_TWO);
        String current = moving.current() == null ? "" : "  " + moving.current();
        show(
                messages.text(
                                "progress.moving",
                                moving.savesDone(),
                                moving.saves(),
                                figures.size(moving.bytesDone()),
                                figures.size(moving.bytes()))
                        + current);
    }

    private void show(String line) {
        // One column stays free, because some terminals wrap when the last one is written.
        String cut = TextWidth.cut(Plain.text(line), Math.max(1, width - 1), "");
        write(CLEAR + cut);
        dirty = true;
    }

    private void clear() {
        if (dirty) write(CLEAR);
        dirty = false;
    }

    private void write(String text) {
        try {
            err.write(text.getBytes(charset));
            err.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
