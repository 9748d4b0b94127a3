package app.savepoint.core.view;

/// What the facts of a conflict speak for, and which fact.
///
/// @param keep the answer; never [Keep#SUGGESTED]
/// @param because the fact
public record Suggestion(Keep keep, Because because) {
    /// The facts a suggestion can rest on, strongest first.
    public enum Because {
        /// The other side holds no progress.
        OTHER_LOOKS_EMPTY,
        /// The other side is an earlier content of this one.
        OTHER_IS_EARLIER,
        /// One side is later, and no clock is in doubt.
        LATER
    }
}
