package app.savepoint.core;

import app.savepoint.core.journal.StoredChoice;
import app.savepoint.core.plan.Choice;
import app.savepoint.core.plan.Choice.Wish;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.SaveId;
import java.time.Instant;

/// How a person's choice is written in the journal.
final class ChoiceWords {
    private ChoiceWords() {}

    static StoredChoice write(SaveId save, Choice choice, Instant now) {
        String kind =
                switch (choice.wish()) {
                    case Wish.KeepLocal() -> "keep-local";
                    case Wish.KeepRemote _ -> "keep-remote";
                    case Wish.KeepBoth() -> "keep-both";
                    case Wish.PullHere() -> "pull-here";
                    case Wish.DeleteRemote() -> "delete-remote";
                };
        String argument = choice.wish() instanceof Wish.KeepRemote(var head) ? head.toString() : "";
        return new StoredChoice(save, kind, argument, choice.local(), choice.heads(), now);
    }

    static Choice read(StoredChoice stored) {
        Wish wish =
                switch (stored.kind()) {
                    case "keep-local" -> new Wish.KeepLocal();
                    case "keep-remote" -> new Wish.KeepRemote(RevisionId.parse(stored.argument()));
                    case "keep-both" -> new Wish.KeepBoth();
                    case "pull-here" -> new Wish.PullHere();
                    case "delete-remote" -> new Wish.DeleteRemote();
                    default ->
                            throw new IllegalStateException("an unknown choice: " + stored.kind());
                };
        return new Choice(wish, stored.local(), stored.heads());
    }
}
