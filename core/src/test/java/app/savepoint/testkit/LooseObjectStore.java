package app.savepoint.testkit;

import app.savepoint.core.storage.Content;
import app.savepoint.core.storage.ETag;
import app.savepoint.core.storage.ForwardingObjectStore;
import app.savepoint.core.storage.ObjectInfo;
import app.savepoint.core.storage.ObjectStore;
import app.savepoint.core.storage.Precondition;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StorageException.ChangedMeanwhile;
import java.util.Optional;

/// A store whose conditions are worth little, as those of some servers are.
public final class LooseObjectStore extends ForwardingObjectStore {
    /// What conditions are worth.
    public enum Conditions {
        KEPT,
        /// Several writers win.
        RACED,
        PASSED_OVER;

        /// A store that treats them so.
        public ObjectStore over(ObjectStore store) {
            return switch (this) {
                case KEPT -> store;
                case RACED -> racing(store);
                case PASSED_OVER -> passingOver(store);
            };
        }
    }

    private final boolean looks;

    private LooseObjectStore(ObjectStore store, boolean looks) {
        super(store);
        this.looks = looks;
    }

    /// One that takes conditions and passes them over.
    public static LooseObjectStore passingOver(ObjectStore store) {
        return new LooseObjectStore(store, false);
    }

    /// One that looks at a condition, and then writes whatever came between: of several writers at
    /// the same moment all are told that they won.
    public static LooseObjectStore racing(ObjectStore store) {
        return new LooseObjectStore(store, true);
    }

    @Override
    public ETag put(String key, Content content, Precondition expected) throws StorageException {
        if (looks && !(expected instanceof Precondition.Any) && !holds(expected, head(key)))
            throw new ChangedMeanwhile("not as expected: " + key, null);
        return super.put(key, content, Precondition.ANY);
    }

    private static boolean holds(Precondition expected, Optional<ObjectInfo> there) {
        return switch (expected) {
            case Precondition.Any() -> true;
            case Precondition.Absent() -> there.isEmpty();
            case Precondition.Match(var etag) ->
                    there.filter(object -> object.etag().equals(etag)).isPresent();
        };
    }
}
