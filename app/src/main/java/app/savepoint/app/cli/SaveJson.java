package app.savepoint.app.cli;

import app.savepoint.app.Messages;
import app.savepoint.core.plan.Rule;
import app.savepoint.core.plan.SavePlan.Guard;
import app.savepoint.core.save.SaveFile;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.RemoteTree.Notice;
import app.savepoint.core.view.SaveRow;
import app.savepoint.core.view.Suggestion;
import app.savepoint.core.view.Version;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// How saves and their contents are written for scripts. The names are a contract: see
/// `app/docs/cli.md`.
///
/// Written straight to the stream, because binding objects by reflection would take longer than
/// many a command.
final class SaveJson {
    private final JsonGenerator out;

    SaveJson(JsonGenerator out) {
        this.out = out;
    }

    /// A whole row of `status`.
    void row(SaveRow row, Messages messages) {
        out.writeStartObject();
        rowProperties(row, messages);
        out.writeEndObject();
    }

    /// A whole row of `conflicts`: as in `status`, with what helps to decide.
    void conflict(SaveRow row, Messages messages) {
        out.writeStartObject();
        rowProperties(row, messages);
        out.writeBooleanProperty("firstMeeting", row.firstMeeting());
        Suggestion suggestion = row.suggestion();
        if (suggestion == null) {
            out.writeNullProperty("suggestion");
        } else {
            out.writeObjectPropertyStart("suggestion");
            out.writeStringProperty("keep", suggestion.keep().word());
            out.writeStringProperty("reason", messages.because(suggestion));
            out.writeEndObject();
        }
        out.writeEndObject();
    }

    /// The three contents of a save.
    void sides(SaveRow row) {
        version("local", row.local());
        out.writeArrayPropertyStart("remote");
        row.remote().forEach(this::version);
        out.writeEndArray();
        version("base", row.base());
    }

    void guards(List<Guard> guards) {
        words("guards", guards.stream().map(Guard::name).toList());
    }

    void ids(String name, Collection<SaveId> saves) {
        words(name, saves.stream().map(SaveId::toString).toList());
    }

    void words(String name, Collection<String> words) {
        out.writeArrayPropertyStart(name);
        words.forEach(out::writeString);
        out.writeEndArray();
    }

    void files(List<SaveFile> files) {
        out.writeArrayPropertyStart("files");
        for (SaveFile file : files) {
            out.writeStartObject();
            out.writeStringProperty("name", file.name());
            out.writeNumberProperty("size", file.size());
            out.writeStringProperty("sha256", file.hash().hex());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    void notices(List<Notice> notices, Messages messages) {
        out.writeArrayPropertyStart("notices");
        for (Notice notice : notices) {
            out.writeStartObject();
            out.writeStringProperty("code", notice.code());
            out.writeStringProperty("message", messages.error(notice.what()));
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    /// A property whose value may be missing.
    void orNull(String name, @Nullable Object value) {
        if (value == null) out.writeNullProperty(name);
        else out.writeStringProperty(name, value.toString());
    }

    /// A rule in one word for scripts, such as `15 changed here`.
    static String rule(Rule rule) {
        return rule.row() + " " + rule.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private void rowProperties(SaveRow row, Messages messages) {
        SaveId id = row.id();
        out.writeStringProperty("id", id.toString());
        out.writeStringProperty("system", id.system());
        out.writeStringProperty("game", id.game());
        out.writeStringProperty("kind", id.kind().word());
        out.writeStringProperty("slot", id.slot());
        out.writeStringProperty("availability", row.availability().name());
        out.writeStringProperty("action", row.action().name());
        out.writeStringProperty("attention", row.attention().name());
        out.writeStringProperty("reason", messages.reason(row));
        sides(row);
    }

    /// Whether nobody could look at it, so that no time of it is known either.
    static boolean isUnread(Version version) {
        return version.contentId() == null && !version.isDeletion();
    }

    private void version(String name, @Nullable Version version) {
        out.writeName(name);
        if (version == null) out.writeNull();
        else version(version);
    }

    private void version(Version version) {
        out.writeStartObject();
        orNull("contentId", version.contentId());
        out.writeNumberProperty("size", version.size());
        orNull("modified", isUnread(version) ? null : version.modified());
        // Whom a person knows by name; the id only where no name has arrived yet.
        if (version.deviceName().isEmpty()) orNull("device", version.device());
        else out.writeStringProperty("device", version.deviceName());
        files(version.files());
        orNull("path", version.path());
        words("places", version.places().stream().map(Path::toString).toList());
        orNull("revision", version.revision());
        out.writeBooleanProperty("deleted", version.isDeletion());
        out.writeBooleanProperty("blank", version.blank());
        out.writeEndObject();
    }
}
