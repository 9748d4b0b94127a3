package app.savepoint.app.log;

import app.savepoint.core.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.util.logging.ErrorManager;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/// The log in a home: opened when the first line is written, so that a command that has nothing to
/// write down costs nothing.
///
/// Several processes may write on one home at a time: the one that holds it, and one that could not
/// get it. Each takes the first number that no other has, so `savepoint-0-0.log` is nearly always
/// the newest; the second number grows with age.
final class LogFolder extends Handler {
    private static final String NAMES = "savepoint-%u-%g.log";
    private static final long BYTES = 2 << 20;
    private static final int FILES = 5;

    private final Home home;
    private @Nullable FileHandler file;
    private boolean unusable;
    private boolean ended;

    LogFolder(Home home, LogLines lines) {
        this.home = home;
        setFormatter(lines);
    }

    boolean isOf(Home other) {
        return home.equals(other);
    }

    @Override
    public synchronized void publish(LogRecord line) {
        if (file == null && !unusable) open();
        if (file != null) file.publish(line);
    }

    private void open() {
        // Whoever has no home yet leaves nothing behind.
        if (ended || !home.isSetUp()) return;
        try {
            Files.createDirectories(home.logs());
            // In a pattern, a percent sign is written twice.
            String folder = home.logs().toString().replace("%", "%%");
            file = new FileHandler(folder + "/" + NAMES, BYTES, FILES, true);
            file.setEncoding("UTF-8");
            file.setFormatter(getFormatter());
            file.setErrorManager(new Silence());
        } catch (IOException | RuntimeException e) {
            unusable = true; // and there is nowhere to write that down
        }
    }

    @Override
    public synchronized void flush() {
        if (file != null) file.flush();
    }

    /// Java closes all logs as soon as a process is told to stop. What is in hand is still finished
    /// then, and is to be written down.
    @Override
    public void close() {
        if (!ended) LogManager.getLogManager().getLogger("").addHandler(this);
    }

    synchronized void end() {
        ended = true;
        LogManager.getLogManager().getLogger("").removeHandler(this);
        if (file != null) file.close();
        file = null;
    }

    /// A log that can not be written, on a disk that is full or read-only, is no reason to say
    /// anything: whatever else is to be written there will.
    private static final class Silence extends ErrorManager {
        @Override
        public void error(@Nullable String message, @Nullable Exception cause, int code) {}
    }
}
