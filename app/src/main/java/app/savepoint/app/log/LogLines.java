package app.savepoint.app.log;

import app.savepoint.app.ProductVersion;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/// Writes what happened as one line: time in UTC, level, who says it, what. A cause that was to be
/// expected stands in the same line; what was not comes with its trace below, indented.
final class LogLines extends Formatter {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final LogSecrets secrets;

    LogLines(LogSecrets secrets) {
        this.secrets = secrets;
    }

    @Override
    public String format(LogRecord said) {
        var text = new StringBuilder(160);
        begin(text, said.getInstant(), word(said.getLevel()), String.valueOf(said.getLoggerName()));
        line(text, formatMessage(said));
        @Nullable Throwable thrown = said.getThrown();
        if (thrown != null) {
            if (isUnexpected(said.getLevel(), thrown)) trace(text.append('\n'), thrown, "");
            else causes(text, thrown);
        }
        return text.append('\n').toString();
    }

    /// At the top of each file and where a process begins: on what this runs.
    @Override
    public String getHead(Handler handler) {
        var text = new StringBuilder();
        begin(text, Instant.now(), "INFO", "app.savepoint");
        line(
                text,
                "Savepoint "
                        + ProductVersion.number()
                        + ", "
                        + System.getProperty("os.name")
                        + ' '
                        + System.getProperty("os.version")
                        + ' '
                        + System.getProperty("os.arch")
                        + ", Java "
                        + System.getProperty("java.version")
                        + " ("
                        + System.getProperty("java.vendor")
                        + "), process "
                        + ProcessHandle.current().pid());
        return text.append('\n').toString();
    }

    private static void begin(StringBuilder text, Instant time, String level, String who) {
        TIME.formatTo(time, text);
        text.append(' ').append(level);
        text.repeat(' ', Math.max(1, "WARNING ".length() - level.length()));
        text.append(who).append(": ");
    }

    private static String word(Level level) {
        if (level.intValue() >= Level.SEVERE.intValue()) return "ERROR";
        return level.intValue() >= Level.INFO.intValue() ? level.getName() : "DEBUG";
    }

    private static boolean isUnexpected(Level level, Throwable thrown) {
        return level.intValue() >= Level.SEVERE.intValue()
                || thrown instanceof RuntimeException
                || thrown instanceof Error;
    }

    private void causes(StringBuilder text, Throwable thrown) {
        for (Throwable one = thrown; one != null; one = one.getCause())
            line(text.append("; "), one.toString());
    }

    private void trace(StringBuilder text, Throwable thrown, String label) {
        line(text.append('\t').append(label), thrown.toString());
        for (StackTraceElement at : thrown.getStackTrace())
            line(text.append("\n\t\tat "), at.toString());
        for (Throwable besides : thrown.getSuppressed())
            trace(text.append('\n'), besides, "besides ");
        @Nullable Throwable cause = thrown.getCause();
        if (cause != null) trace(text.append('\n'), cause, "caused by ");
    }

    /// A name may hold whatever a file system takes, a line end included, and is to stay within its
    /// line.
    private void line(StringBuilder text, String words) {
        String plain = secrets.hide(words);
        for (int at = 0; at < plain.length(); at++) {
            char c = plain.charAt(at);
            if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT)
                text.append(String.format("\\u%04x", (int) c));
            else text.append(c);
        }
    }
}
