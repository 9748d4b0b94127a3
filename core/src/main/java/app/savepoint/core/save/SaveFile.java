package app.savepoint.core.save;

import java.time.Instant;

/// One file of a save as it stood at one moment.
///
/// The hash decides whether two copies are the same. `modifiedAt` is shown to the player and
/// decides only where a policy says so, because the clocks of two handhelds seldom agree.
///
/// @param role what the file is inside the save
/// @param name what it was called on the disk it was read from; in a folder save, the path below
///   the folder with `/`
/// @param size length in bytes
/// @param hash SHA-256 of its bytes
/// @param modifiedAt the file's modified time where it was read, to the millisecond
public record SaveFile(Role role, String name, long size, ContentHash hash, Instant modifiedAt) {
    public SaveFile {
        for (String part : name.split("/", -1)) SafeText.requireName("file name", part);
        if (size < 0) throw new IllegalArgumentException("negative size of " + name);
        modifiedAt = Instant.ofEpochMilli(modifiedAt.toEpochMilli());
    }
}
