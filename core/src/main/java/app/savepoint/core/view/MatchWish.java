package app.savepoint.core.view;

/// What a person says about a game where a storage goes by games of its own.
public sealed interface MatchWish {
    /// It is that one of the server's.
    ///
    /// @param id the server's number for it
    record Is(long id) implements MatchWish {}

    /// It is none of the server's, and its saves are to stay here.
    record IsNone() implements MatchWish {}

    /// Whatever was said before no longer holds, of its slots neither.
    record TakenBack() implements MatchWish {}

    /// It is played here in that one of the slots that the server has for it.
    ///
    /// @param name exactly as the server spells it
    record Slot(String name) implements MatchWish {}

    /// What was said before of its slots no longer holds.
    record SlotTakenBack() implements MatchWish {}
}
