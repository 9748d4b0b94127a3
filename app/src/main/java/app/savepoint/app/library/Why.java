package app.savepoint.app.library;

import app.savepoint.app.session.Tone;
import app.savepoint.app.session.VersionFacts;
import app.savepoint.app.session.Wording;
import app.savepoint.core.save.Device;
import app.savepoint.core.view.SaveRow;
import app.savepoint.core.view.Version;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Why a save stands as it stands: the contents that were compared, the rule that fitted, what held
/// it back, and what comes next.
///
/// @param sentence the rule, in words
/// @param rule its number in the decision table
/// @param guards what holds it back
/// @param next what comes next
/// @param tone the colour of how it stands
/// @param sides this device, the storage (one for each latest content), what was last agreed on
public record Why(
        String sentence,
        String rule,
        List<String> guards,
        String next,
        Tone tone,
        List<Side> sides) {
    public Why {
        guards = List.copyOf(guards);
        sides = List.copyOf(sides);
    }

    /// One of the contents that were compared.
    ///
    /// @param label which side
    /// @param facts what is there; null if nothing is
    /// @param note what to say instead of, or beside, the facts; may be empty
    /// @param same a letter that is the same for the same content; empty if it has none
    public record Side(String label, @Nullable VersionFacts facts, String note, String same) {}

    static Why of(SaveItem item, Device self, Wording wording) {
        SaveRow row = item.row();
        var letters = new Letters();
        List<Side> sides = new ArrayList<>();
        Version local = row.local();
        sides.add(
                local == null
                        ? new Side(
                                wording.text("side.here"), null, wording.text("side.nothing"), "")
                        : side(wording.text("side.here"), local, self, wording, letters));
        if (row.remote().isEmpty())
            sides.add(
                    new Side(wording.text("side.storage"), null, wording.text("side.nothing"), ""));
        for (Version head : row.remote())
            sides.add(side(wording.text("side.storage"), head, self, wording, letters));
        Version base = row.base();
        sides.add(
                base == null
                        ? new Side(wording.text("side.base"), null, wording.text("side.never"), "")
                        : side(wording.text("side.base"), base, self, wording, letters));
        return new Why(
                item.failure() != null ? item.reason() : wording.sentences().reason(row),
                wording.text("why.rule", Integer.toString(row.rule().row()), row.rule().name()),
                row.guards().stream().map(wording.sentences()::guard).toList(),
                wording.text("next." + item.state().name()),
                item.state().tone(),
                sides);
    }

    private static Side side(
            String label, Version version, Device self, Wording wording, Letters letters) {
        if (version.isDeletion())
            return new Side(
                    label,
                    null,
                    wording.text(
                            "side.deleted",
                            VersionFacts.device(version, self, wording),
                            wording.ago(version.modified())),
                    "");
        String note = version.contentId() == null ? wording.text("side.unread") : "";
        return new Side(
                label,
                VersionFacts.of(version, self, wording),
                note,
                letters.of(version.contentId()));
    }

    /// Names contents A, B, C in the order in which they are met, so that equal ones can be seen.
    private static final class Letters {
        private final List<Object> met = new ArrayList<>();

        String of(@Nullable Object content) {
            if (content == null) return "";
            if (!met.contains(content)) met.add(content);
            return String.valueOf((char) ('A' + met.indexOf(content)));
        }
    }
}
