package app.savepoint.core.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.savepoint.core.save.SaveId;
import java.time.Instant;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What stands beside a backup's files, for people and for a lost index.
final class BackupDescription {
    private static final JsonMapper JSON = JsonMapper.shared();

    private BackupDescription() {}

    static byte[] json(SaveId save, BackupReason reason, Instant time, String manifest) {
        ObjectNode root = JSON.createObjectNode();
        root.put("save", save.toString());
        root.put("reason", reason.word());
        root.put("time", time.toString());
        root.set("manifest", JSON.readTree(manifest));
        return root.toPrettyString().getBytes(UTF_8);
    }
}
