package app.savepoint.core.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.savepoint.core.save.ContentHash;
import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.Place;
import app.savepoint.core.save.Role;
import app.savepoint.core.save.SaveFile;
import app.savepoint.core.save.SaveId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What stands beside a backup's files, for people and for a lost index: the whole [StoredBackup],
/// with times as people read them.
final class BackupDescription {
    private static final JsonMapper JSON = JsonMapper.shared();

    private BackupDescription() {}

    static byte[] write(StoredBackup backup) {
        ObjectNode root = JSON.createObjectNode();
        root.put("save", backup.save().toString());
        root.put("number", backup.id());
        root.put("time", backup.time().toString());
        root.put("reason", backup.reason());
        root.put("content", backup.content().hex());
        Place place = backup.place();
        if (place != null) root.put("root", place.root()).put("path", place.path());
        String folder = backup.manifest().folder();
        if (folder != null) root.put("folder", folder);
        var names = BackupNames.files(backup.manifest());
        var files = root.putArray("files");
        for (SaveFile file : backup.manifest().files())
            files.addObject()
                    .put("role", file.role().value())
                    .put("name", file.name())
                    .put("file", names.get(file))
                    .put("size", file.size())
                    .put("sha256", file.hash().hex())
                    .put("modified", file.modifiedAt().toString());
        return (root.toPrettyString() + "\n").getBytes(UTF_8);
    }

    /// Reads what [#write] wrote.
    ///
    /// @param path where the backup lies, below the folder of all backups
    /// @throws IOException if it is not that
    static StoredBackup read(Path description, String path) throws IOException {
        try {
            JsonNode root = JSON.readTree(Files.readAllBytes(description));
            List<SaveFile> files = new ArrayList<>();
            for (JsonNode file : root.required("files"))
                files.add(
                        new SaveFile(
                                new Role(text(file, "role")),
                                text(file, "name"),
                                file.required("size").longValue(),
                                new ContentHash(text(file, "sha256")),
                                Instant.parse(text(file, "modified"))));
            Manifest manifest =
                    new Manifest(root.hasNonNull("folder") ? text(root, "folder") : null, files);
            return new StoredBackup(
                    text(root, "number"),
                    SaveId.parse(text(root, "save")),
                    root.hasNonNull("root")
                            ? new Place(root.required("root").longValue(), text(root, "path"))
                            : null,
                    text(root, "reason"),
                    manifest.contentId(),
                    manifest,
                    manifest.size(),
                    Instant.parse(text(root, "time")),
                    false,
                    path);
        } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
            throw new IOException(description + " does not describe a backup", e);
        }
    }

    private static String text(JsonNode node, String name) {
        return node.required(name).stringValue();
    }
}
