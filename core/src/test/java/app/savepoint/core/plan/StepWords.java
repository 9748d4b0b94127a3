package app.savepoint.core.plan;

import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.Head;
import app.savepoint.core.save.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Steps as short sentences, so that examples can be read and compared. Contents go by their
/// letter, places by their name in [Given].
final class StepWords {
    private StepWords() {}

    static List<String> of(SavePlan plan) {
        return plan.steps().stream().map(StepWords::of).toList();
    }

    static String of(SyncAction step) {
        return switch (step) {
            case SyncAction.Push(var place, var content, var parents) ->
                    "push " + content(content) + at(place) + " over " + parents.size();
            case SyncAction.Pull(var place, var head, var replaces) ->
                    "pull " + content(head) + at(place) + replacing(replaces);
            case SyncAction.Merge(var winner, var parents) ->
                    "settle " + parents.size() + " as " + content(winner);
            case SyncAction.SetAside(var head, var slot) ->
                    "set " + content(head) + " aside in kept-" + slot.substring(5).length();
            case SyncAction.DeleteLocal(var place, var replaces, _) ->
                    "delete " + content(replaces) + at(place);
            case SyncAction.DeleteRemote(var parents) -> "delete there over " + parents.size();
            case SyncAction.Agree(var place, var head) -> "agree on " + content(head) + at(place);
            case SyncAction.AgreeUnplaced(var place, var head) ->
                    "agree on " + content(head) + " not" + at(place);
            case SyncAction.Forget(var place) -> "forget" + at(place);
            case SyncAction.KeepInStorage(var place, var content) ->
                    "keep " + content(content) + at(place) + " in storage";
            case SyncAction.KeepInBackups(var place, var content, var why) ->
                    "keep " + content(content) + at(place) + " in backups: " + why;
        };
    }

    private static String content(Head head) {
        return content(head.content());
    }

    static String content(@Nullable ContentId content) {
        if (content == null) return "deletion";
        return String.valueOf(Letters.letter(content));
    }

    static String at(@Nullable Place place) {
        if (place == null) return "";
        return place.equals(Given.HOME) ? " at home" : " at card";
    }

    private static String replacing(@Nullable ContentId replaces) {
        return replaces == null ? "" : " replacing " + content(replaces);
    }
}
