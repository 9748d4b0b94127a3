package app.savepoint.core.storage.repository;

import app.savepoint.core.save.DeviceId;
import app.savepoint.core.storage.ObjectInfo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Segments of one stream as their names tell of them, gone through from the first event to the
/// last.
final class Spans {
    private final List<Keys.Span> sorted;
    private final List<Keys.Span> begun = new ArrayList<>();
    private int next;

    Spans(List<Keys.Span> spans) {
        sorted =
                spans.stream()
                        .sorted(
                                Comparator.comparingLong(Keys.Span::first)
                                        .thenComparingLong(Keys.Span::last))
                        .toList();
    }

    static Spans of(DeviceId device, List<ObjectInfo> listed) {
        return new Spans(
                listed.stream()
                        .flatMap(object -> Keys.span(device, object.key()).stream())
                        .toList());
    }

    /// Those that hold an event; where parts were joined there are several, and the one that
    /// reaches furthest comes first.
    ///
    /// @param seq the event's number; never lower than the one that was asked for before
    List<Keys.Span> holding(long seq) {
        while (next < sorted.size() && sorted.get(next).first() <= seq)
            begun.add(sorted.get(next++));
        begun.removeIf(span -> span.last() < seq);
        return begun.stream()
                .sorted(
                        Comparator.comparingLong(Keys.Span::last)
                                .reversed()
                                .thenComparingLong(Keys.Span::first))
                .toList();
    }

    /// Whether there is nothing that holds the event asked for last, nor any later one.
    boolean isOver() {
        return begun.isEmpty() && next == sorted.size();
    }
}
