package app.savepoint.app.session;

import app.savepoint.core.view.Check;

/// A line of what was found out, for a person.
///
/// @param good whether it is as it should be
/// @param what what was found
/// @param next what to do about it; empty for nothing
public record Finding(boolean good, String what, String next) {
    /// What a check found; it stands alone, so it begins like a sentence.
    public static Finding of(Check check, Wording wording) {
        return new Finding(
                check.ok(),
                wording.sentence(wording.error(check.found())),
                wording.sentences().next(check.found()));
    }
}
