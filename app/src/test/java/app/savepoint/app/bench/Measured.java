package app.savepoint.app.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/// Times of one run, each with what it is compared with, printed as a table.
final class Measured {
    /// @param what what was timed
    /// @param times how long it took, as often as it was tried
    /// @param beside what it is compared with
    /// @param note what else was seen
    private record Line(String what, List<Duration> times, List<String> beside, String note) {
        Duration median() {
            List<Duration> sorted = new ArrayList<>(times);
            Collections.sort(sorted);
            return sorted.get(sorted.size() / 2);
        }
    }

    /// Something whose time is taken.
    interface Work {
        /// Does it, and says what is worth noting.
        String run() throws Exception;
    }

    private final List<Line> lines = new ArrayList<>();

    /// Times something once or several times; the median counts.
    ///
    /// @param beside which earlier measures it is compared with, as far as they were made
    void time(String what, int times, List<String> beside, Work work) throws Exception {
        List<Duration> taken = new ArrayList<>();
        String note = "";
        for (int i = 0; i < times; i++) {
            long begun = System.nanoTime();
            note = work.run();
            taken.add(Duration.ofNanos(System.nanoTime() - begun));
        }
        Line line = new Line(what, taken, beside, note);
        lines.add(line);
        System.out.println(text(line));
    }

    /// The first line of the table.
    static String heading() {
        return "%-52s %4s %9s  %-34s %s".formatted("What", "runs", "median", "beside", "noted");
    }

    private String text(Line line) {
        return String.format(
                        Locale.ROOT,
                        "%-52s %4d %7.3f s  %-34s %s",
                        line.what(),
                        line.times().size(),
                        seconds(line.median()),
                        ratios(line),
                        line.note())
                .stripTrailing();
    }

    private String ratios(Line line) {
        List<String> ratios = new ArrayList<>();
        for (Line other : lines)
            if (line.beside().contains(other.what()))
                ratios.add(
                        String.format(
                                Locale.ROOT,
                                "%.1f x %s",
                                seconds(line.median()) / seconds(other.median()),
                                other.what()));
        return String.join(", ", ratios);
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }
}
