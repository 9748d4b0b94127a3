package app.savepoint.app.session;

import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.StoredDevice;
import app.savepoint.core.view.StatusReport;
import app.savepoint.core.view.SyncReport.Failure;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the window knows of the saves.
///
/// @param report where every save stands; null before the first look
/// @param asked whether the storage was asked, with or without an answer
/// @param trouble why the storage could not be used; null if it could, or was not asked
/// @param holdingBack the other devices that say they hold progress which is not in the storage
/// @param failures what went wrong for single saves at the last sync
public record Known(
        @Nullable StatusReport report,
        boolean asked,
        @Nullable Trouble trouble,
        List<StoredDevice> holdingBack,
        Map<SaveId, Failure> failures) {
    static final Known NOTHING = new Known(null, false, null, List.of(), Map.of());

    public Known {
        holdingBack = List.copyOf(holdingBack);
        failures = Map.copyOf(failures);
    }

    Known with(Map<SaveId, Failure> failed) {
        return new Known(report, asked, trouble, holdingBack, failed);
    }
}
