package app.savepoint.core;

import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.SaveId;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What takes an action back, as it stands beside it in the activity.
sealed interface UndoNote {
    /// This content lay here before; it is among the backups, or in the storage.
    record Content(ContentId content) implements UndoNote {}

    /// Nothing lay here before.
    record Nothing() implements UndoNote {}

    /// The storage held this revision before.
    record Earlier(RevisionId revision) implements UndoNote {}

    /// This save was the one that was played before.
    record Played(SaveId save) implements UndoNote {}

    /// As JSON, such as `{"content":"…"}`.
    default String write() {
        ObjectNode json = JsonMapper.shared().createObjectNode();
        switch (this) {
            case Content(var content) -> json.put("content", content.hex());
            case Nothing() -> json.put("nothing", true);
            case Earlier(var revision) -> json.put("revision", revision.toString());
            case Played(var save) -> json.put("played", save.toString());
        }
        return json.toString();
    }

    /// Reads what [#write] wrote; an [IllegalArgumentException] for anything else.
    static UndoNote read(String text) {
        try {
            JsonNode json = JsonMapper.shared().readTree(text);
            if (json.has("content"))
                return new Content(new ContentId(json.get("content").stringValue()));
            if (json.has("revision"))
                return new Earlier(RevisionId.parse(json.get("revision").stringValue()));
            if (json.has("played"))
                return new Played(SaveId.parse(json.get("played").stringValue()));
            if (json.has("nothing")) return new Nothing();
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not a note: " + text, e);
        }
        throw new IllegalArgumentException("not a note: " + text);
    }
}
