package app.savepoint.core;

import app.savepoint.core.journal.Journal;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.scan.HoldRule;
import app.savepoint.core.storage.server.WantedStates;

/// What the person set about states, as it stood when it was read.
public final class StatePolicy implements WantedStates {
    private final boolean usually;
    private final boolean any;
    private final HoldRule rule;

    private StatePolicy(PolicyBook book, boolean usually) {
        this.usually = usually;
        any = book.anyStates();
        rule = book.holdRule();
    }

    /// Reads it.
    ///
    /// @param usually whether states are kept in step where nobody said anything
    public static StatePolicy of(Journal journal, boolean usually) {
        return new StatePolicy(book(journal, usually), usually);
    }

    /// All that is set, with what the person let pass once.
    static PolicyBook book(Journal journal, boolean statesUsually) {
        return new PolicyBook(
                journal.policies().all(), new Allowances(journal.settings()).all(), statesUsually);
    }

    @Override
    public boolean usually() {
        return usually;
    }

    @Override
    public boolean any() {
        return any;
    }

    @Override
    public boolean wants(SaveId state, long size) {
        return rule.check(state, size).isEmpty();
    }
}
