package app.savepoint.core.plan;

import app.savepoint.core.save.Head;
import java.util.stream.Collectors;

/// Situations and plans in a few lines, so that one that breaks a law can be read.
final class SituationWords {
    private SituationWords() {}

    static String of(Situation s) {
        String places = s.places().stream().map(SituationWords::of).collect(Collectors.joining());
        String heads =
                s.remote().all().stream()
                        .map(SituationWords::of)
                        .collect(Collectors.joining(", ", "{", "}"));
        return places
                + "\n  there "
                + heads
                + (s.taken() ? ", taken" : "")
                + (s.arriving() ? ", arriving" : "")
                + (s.lineage() ? "" : ", no lineage")
                + "\n  "
                + s.policy().conflict()
                + s.policy().preferred().stream().map(SituationWords::device).toList()
                + " "
                + s.policy().deletion()
                + " download "
                + s.policy().download()
                + (s.choice() == null ? "" : "\n  " + of(s, s.choice()));
    }

    static String of(SavePlan plan) {
        return plan.rule()
                + " "
                + plan.action()
                + " "
                + plan.attention()
                + " "
                + plan.guards()
                + " "
                + StepWords.of(plan);
    }

    private static String of(AtPlace at) {
        String local =
                switch (at.local()) {
                    case Local.Absent() -> "nothing";
                    case Local.Held(var why) -> why.toString();
                    case Local.Content(var id, var time, var blank) ->
                            StepWords.content(id) + (blank ? " blank" : "") + " of " + time;
                };
        return "\n  "
                + local
                + StepWords.at(at.place())
                + ", base "
                + (at.base() == null ? "none" : of(at.base()))
                + ", "
                + at.lineage()
                + (at.earlierRevision() ? ", earlier revision" : "")
                + (at.olderThanBase() ? ", older than base" : "")
                + (at.laterThere() ? ", later there" : "")
                + (at.gateOpen() ? "" : ", emulator runs");
    }

    private static String of(Base base) {
        return StepWords.content(base.content())
                + (base.placed() ? " placed" : "")
                + (base.kept() == null ? "" : " kept " + StepWords.content(base.keptContent()));
    }

    private static String of(Head head) {
        return StepWords.content(head.content())
                + (head.blank() ? " blank" : "")
                + " by "
                + device(head.device())
                + " of "
                + head.modifiedAt();
    }

    private static String of(Situation s, Choice choice) {
        return choice.wish().getClass().getSimpleName()
                + (choice.wish() instanceof Choice.Wish.KeepRemote(var id)
                        ? s.remote().all().stream()
                                .filter(head -> head.id().equals(id))
                                .map(head -> " " + of(head))
                                .collect(Collectors.joining())
                        : "")
                + " chosen on "
                + (choice.local() == null ? "nothing" : StepWords.content(choice.local()))
                + (choice.heads().equals(s.remote().ids()) ? "" : " and other heads");
    }

    private static String device(app.savepoint.core.save.DeviceId device) {
        if (device.equals(Given.HERE)) return "here";
        return device.equals(Given.DECK) ? "deck" : "phone";
    }
}
