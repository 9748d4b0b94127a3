package app.savepoint.app.session;

import app.savepoint.core.save.Device;
import app.savepoint.core.save.SaveFile;
import app.savepoint.core.view.Version;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/// What can be said of one content, in the order in which it is always said.
///
/// @param device who wrote it
/// @param when how long ago it was changed
/// @param exactly when that was
/// @param size its length
/// @param blank whether it looks empty
/// @param files its files with their lengths
/// @param places where it lies on this device
public record VersionFacts(
        String device,
        String when,
        String exactly,
        String size,
        boolean blank,
        List<String> files,
        List<String> places) {

    public static VersionFacts of(Version version, Device self, Wording wording) {
        boolean timed = version.modified().isAfter(Instant.EPOCH);
        return new VersionFacts(
                device(version, self, wording),
                timed ? wording.ago(version.modified()) : wording.text("fact.unknown"),
                timed ? wording.exact(version.modified()) : wording.text("fact.unknown"),
                wording.size(version.size()),
                version.blank(),
                version.files().stream().map(file -> file(file, wording)).toList(),
                version.places().stream().map(Path::toString).toList());
    }

    /// The same, where it is said elsewhere who wrote it.
    public VersionFacts withoutDevice() {
        return new VersionFacts("", when, exactly, size, blank, files, places);
    }

    /// Who wrote it, as people say it.
    public static String device(Version version, Device self, Wording wording) {
        if (self.id().equals(version.device())) return wording.text("device.this", self.name());
        return wording.device(version.deviceName());
    }

    private static String file(SaveFile file, Wording wording) {
        return wording.text("fact.file", file.name(), wording.size(file.size()));
    }
}
