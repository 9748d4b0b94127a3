package app.savepoint.app.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Times of one run, each with what it is compared with, printed as a table.
final class Measured {
    /// @param what what was timed
    /// @param times how long it took, as often as it was tried
    /// @param beside what it is compared with
    /// @param notes what else was seen
    private record Line(
            String what, List<Duration> times, List<String> beside, List<String> notes) {
        Line(String what, List<String> beside) {
            this(what, new ArrayList<>(), beside, new ArrayList<>());
        }

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

    /// Things that are timed in turn, round after round, so that what changes with time (a disk
    /// that gets slower, a server that gets faster) meets them all alike.
    final class Rounds {
        private final Map<String, Line> turns = new LinkedHashMap<>();

        /// Times something once in this round, after the disk has come to rest.
        ///
        /// @param beside which other things it is compared with, of these rounds or earlier ones
        void time(String what, List<String> beside, Work work) throws Exception {
            settle();
            Line line = turns.computeIfAbsent(what, _ -> new Line(what, beside));
            line.times().add(took(work, line));
        }

        /// Prints the medians.
        void print() {
            lines.addAll(turns.values());
            for (Line line : turns.values()) System.out.println(text(line));
        }
    }

    /// Times something once or several times; the median counts.
    ///
    /// @param beside which earlier measures it is compared with, as far as they were made
    void time(String what, int times, List<String> beside, Work work) throws Exception {
        Line line = new Line(what, beside);
        for (int i = 0; i < times; i++) line.times().add(took(work, line));
        lines.add(line);
        System.out.println(text(line));
    }

    Rounds rounds() {
        return new Rounds();
    }

    private static Duration took(Work work, Line line) throws Exception {
        long begun = System.nanoTime();
        String note = work.run();
        Duration taken = Duration.ofNanos(System.nanoTime() - begun);
        line.notes().add(note);
        return taken;
    }

    /// Has what others wrote go to the disk now: who flushes next would else wait for it too.
    private static void settle() throws Exception {
        if (Programs.has("sync")) new ProcessBuilder("sync").start().waitFor();
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
                        line.notes().getLast())
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
