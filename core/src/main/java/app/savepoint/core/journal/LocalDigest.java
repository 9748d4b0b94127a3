package app.savepoint.core.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.savepoint.core.save.ContentHash;
import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.SaveFile;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.scan.LocalSave;
import app.savepoint.core.scan.LocalTree;
import java.security.MessageDigest;
import java.util.Set;
import java.util.TreeSet;

/// One SHA-256 over everything a scan found, so that a scan that found nothing new is known by one
/// comparison.
final class LocalDigest {
    /// Parts are divided by what no name contains.
    private static final char END = '\0';

    private final MessageDigest digest = ContentHash.start();
    private final StringBuilder line = new StringBuilder();

    private LocalDigest() {}

    /// The digest of all saves in these roots.
    static String of(LocalTree tree, Set<Long> roots) {
        LocalDigest digest = new LocalDigest();
        for (long root : new TreeSet<>(roots)) digest.line.append(root).append(END);
        digest.endLine();
        for (LocalSave save : tree.saves())
            if (roots.contains(save.place().root())) digest.add(save);
        return ContentHash.finish(digest.digest.digest()).hex();
    }

    private void add(LocalSave save) {
        SaveId id = save.save();
        line.append(id.system()).append(END).append(id.game()).append(END);
        line.append(id.kind()).append(END).append(id.slot()).append(END);
        line.append(save.place().root()).append(END).append(save.place().path()).append(END);
        switch (save.state()) {
            case LocalSave.Present(var manifest, var blank) -> {
                line.append(blank).append(END);
                add(manifest);
            }
            case LocalSave.Held(var why, var detail, var size) ->
                    line.append(why).append(END).append(size).append(END).append(detail);
        }
        endLine();
    }

    private void add(Manifest manifest) {
        if (manifest.folder() != null) line.append(manifest.folder());
        line.append(END);
        for (SaveFile file : manifest.files()) {
            line.append(file.role().value()).append(END).append(file.name()).append(END);
            line.append(file.size()).append(END).append(file.hash().hex()).append(END);
            line.append(file.modifiedAt().toEpochMilli()).append(END);
        }
    }

    private void endLine() {
        digest.update(line.append('\n').toString().getBytes(UTF_8));
        line.setLength(0);
    }
}
