package app.savepoint.app.cli;

import app.savepoint.core.plan.Attention;
import app.savepoint.core.storage.RemoteTree.Notice;
import app.savepoint.core.view.SyncReport;
import java.util.stream.Stream;

/// What a command leaves behind for scripts. Where several apply, the first named here is meant.
enum ExitStatus {
    /// Wrong usage or settings.
    WRONG_USAGE(2),
    /// Another Savepoint holds the home and did not answer.
    HOME_BUSY(5),
    /// The storage is out of reach; nothing is lost, it goes on later.
    OUT_OF_REACH(4),
    /// Something failed; each failure is named.
    FAILED(1),
    /// Done, but something waits for a person.
    WAITS(3),
    /// Done.
    DONE(0);

    private static final String UNAVAILABLE = "storage.unavailable";
    private final int code;

    ExitStatus(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    /// What a sync leaves behind.
    static ExitStatus of(SyncReport report) {
        Stream<String> codes =
                Stream.concat(
                        report.failed().stream().map(SyncReport.Failure::code),
                        report.notices().stream().map(Notice::code));
        if (codes.anyMatch(UNAVAILABLE::equals)) return OUT_OF_REACH;
        if (!report.failed().isEmpty() || skippedAs(report, Attention.ERROR) || report.stopped())
            return FAILED;
        boolean rootChanged =
                skippedAs(report, Attention.ROOT_CHANGED)
                        || report.notices().stream().anyMatch(n -> n.code().startsWith("root."));
        boolean asks = report.skipped().stream().anyMatch(SyncReport.Skipped::asks);
        return rootChanged || asks || !report.conflicts().isEmpty() ? WAITS : DONE;
    }

    private static boolean skippedAs(SyncReport report, Attention attention) {
        return report.skipped().stream().anyMatch(skipped -> skipped.attention() == attention);
    }
}
