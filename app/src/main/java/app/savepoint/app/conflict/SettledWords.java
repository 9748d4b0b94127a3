package app.savepoint.app.conflict;

import app.savepoint.app.conflict.ConflictViewModel.Settled;
import app.savepoint.app.session.Wording;
import java.util.List;

/// Says what became of a decision, and where the content that lost is kept.
final class SettledWords {
    private static final int SLOT_DIGITS = 8;

    private final Wording wording;

    SettledWords(Wording wording) {
        this.wording = wording;
    }

    Settled of(Conflict conflict, Answer answer) {
        return new Settled(conflict.save(), title(conflict, answer), loser(conflict, answer));
    }

    Settled remembered(Conflict conflict) {
        return new Settled(
                conflict.save(),
                wording.text("settled.remembered"),
                wording.text("settled.remembered.detail"));
    }

    private String title(Conflict conflict, Answer answer) {
        return switch (answer) {
            case Answer.Here() -> wording.text("settled.here");
            case Answer.There(_, var deletion) ->
                    deletion
                            ? wording.text("settled.deleted")
                            : there(chosen(conflict, answer).title());
            case Answer.Both() -> wording.text("settled.both");
        };
    }

    private String there(String device) {
        return device.equals(wording.text("device.unknown"))
                ? wording.text("settled.other")
                : wording.text("settled.there", device);
    }

    private String loser(Conflict conflict, Answer answer) {
        return switch (answer) {
            case Answer.Here() -> wording.text("settled.here.loser");
            case Answer.There _ -> wording.text("settled.there.loser");
            case Answer.Both() -> both(conflict);
        };
    }

    /// The others' slots have the same names whoever decides: see the design, *Keep both*.
    private String both(Conflict conflict) {
        List<String> slots =
                conflict.cards().stream()
                        .map(Card::answer)
                        .filter(Answer.There.class::isInstance)
                        .map(Answer.There.class::cast)
                        .filter(there -> !there.deletion())
                        .map(there -> "kept-" + there.head().last(SLOT_DIGITS))
                        .toList();
        boolean hereStays =
                conflict.cards().stream().anyMatch(card -> card.answer() instanceof Answer.Here);
        return hereStays
                ? wording.text("settled.both.slots", String.join(", ", slots))
                : wording.text("settled.both.loser");
    }

    private static Card chosen(Conflict conflict, Answer answer) {
        return conflict.cards().stream()
                .filter(card -> answer.equals(card.answer()))
                .findFirst()
                .orElse(conflict.cards().getFirst());
    }
}
