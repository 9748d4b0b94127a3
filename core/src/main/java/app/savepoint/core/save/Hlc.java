package app.savepoint.core.save;

import java.util.Comparator;

/// A hybrid logical clock's reading: close to the wall clock, yet never before anything this device
/// had already seen.
///
/// It orders revisions for display. It never decides which of two contents wins: the DAG of
/// revisions does. Source: Kulkarni et al., *Logical Physical Clocks*, 2014.
///
/// @param millis milliseconds since 1970, UTC
/// @param counter tells readings of one millisecond apart
public record Hlc(long millis, int counter) implements Comparable<Hlc> {
    public static final Hlc ZERO = new Hlc(0, 0);

    private static final Comparator<Hlc> ORDER =
            Comparator.comparingLong(Hlc::millis).thenComparingInt(Hlc::counter);

    public Hlc {
        if (millis < 0 || counter < 0) throw new IllegalArgumentException("negative clock reading");
    }

    /// The next reading on a device that has seen `this` and whose wall clock shows `wallMillis`.
    public Hlc next(long wallMillis) {
        return wallMillis > millis ? new Hlc(wallMillis, 0) : new Hlc(millis, counter + 1);
    }

    /// The later of the two.
    public Hlc max(Hlc other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /// Reads the written form; anything else is an [IllegalArgumentException].
    public static Hlc parse(String text) {
        int dot = text.indexOf('.');
        if (dot < 0) throw new IllegalArgumentException("not millis.counter: " + text);
        return new Hlc(
                Long.parseLong(text.substring(0, dot)), Integer.parseInt(text.substring(dot + 1)));
    }

    @Override
    public int compareTo(Hlc other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return millis + "." + counter;
    }
}
