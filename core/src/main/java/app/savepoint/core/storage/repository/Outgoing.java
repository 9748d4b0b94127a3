package app.savepoint.core.storage.repository;

import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.Revision;
import app.savepoint.core.storage.Draft;
import app.savepoint.core.storage.Published;
import app.savepoint.core.storage.StorageException.ChangedMeanwhile;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A draft on its way.
final class Outgoing {
    private final Draft draft;

    /// What speaks against publishing it; null as long as nothing does.
    private @Nullable Published refused;

    /// Where its content was stored, if it was not there before.
    private @Nullable String newKey;

    private boolean stored;

    Outgoing(Draft draft) {
        this.draft = draft;
    }

    Draft draft() {
        return draft;
    }

    boolean open() {
        return refused == null;
    }

    void refuse(Published why) {
        refused = why;
    }

    /// Whether something else lies where its content belongs.
    boolean isInTheWay() {
        return refused instanceof Published.Failed(_, ChangedMeanwhile _);
    }

    Published outcome() {
        return refused == null ? new Published.Accepted(draft) : refused;
    }

    /// Stores its content, once.
    ///
    /// @param work where large ones are packed
    Outgoing store(Contents contents, Path work) {
        Revision revision = draft.revision();
        Manifest manifest = revision.manifest();
        if (stored || manifest == null) return this;
        stored = true;
        try (PackedSave packed = PackedSave.pack(manifest, draft.source(), work)) {
            newKey = contents.store(revision, manifest, packed).orElse(null);
        } catch (PackedSave.SourceMoved e) {
            refused = new Published.SourceMoved(draft);
        } catch (IOException e) {
            refused = new Published.Failed(draft, e);
        }
        return this;
    }

    /// Takes back what was stored, because it is not published after all.
    void discard(Contents contents) {
        if (newKey != null) contents.discard(newKey);
    }
}
