package app.savepoint.core.view;

import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.DeviceId;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.SaveFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One content of a save, as a person is shown it.
///
/// @param contentId what it is; null for a deletion, and for a local save that could not be read
/// @param size total length in bytes
/// @param modified the newest modified time of its files, on the device that wrote them
/// @param device who wrote it; null where that is not known
/// @param deviceName that device's name; empty where it is not known
/// @param blank whether it looks empty
/// @param files its files; none for a deletion
/// @param revision under which revision it stands in the storage; null if it is local only
/// @param path where it lies on this device; null if it does not
/// @param places all places where it lies on this device
public record Version(
        @Nullable ContentId contentId,
        long size,
        Instant modified,
        @Nullable DeviceId device,
        String deviceName,
        boolean blank,
        List<SaveFile> files,
        @Nullable RevisionId revision,
        @Nullable Path path,
        List<Path> places) {
    public Version {
        files = List.copyOf(files);
        places = List.copyOf(places);
    }

    /// Whether it says that the save was deleted.
    public boolean isDeletion() {
        return revision != null && contentId == null;
    }
}
