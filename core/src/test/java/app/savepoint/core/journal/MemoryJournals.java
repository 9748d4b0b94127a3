package app.savepoint.core.journal;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/// Journals in memory for many homes, one after the other: what one home has done with, another
/// gets, emptied. Making the tables and preparing the statements takes longer than a home lives.
public final class MemoryJournals implements AutoCloseable {
    private final Deque<MemoryJournal> idle = new ConcurrentLinkedDeque<>();

    /// One as a new home's.
    public MemoryJournal fresh() {
        MemoryJournal used = idle.poll();
        if (used == null) return MemoryJournal.fresh();
        used.empty();
        return used;
    }

    /// Takes one back that is closed and not used any more.
    public void giveBack(MemoryJournal used) {
        idle.push(used);
    }

    @Override
    public void close() {
        idle.forEach(MemoryJournal::close);
        idle.clear();
    }
}
