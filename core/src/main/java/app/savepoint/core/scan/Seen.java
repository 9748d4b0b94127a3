package app.savepoint.core.scan;

import app.savepoint.core.save.Hold;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A file as the walk saw it.
///
/// @param path below the root, as the disk spells it, with `/` between names
/// @param file where it is, as the walk came to it
/// @param real its path below the root once links are followed; the same as `path` mostly
/// @param stamp its size, time and key
/// @param trouble why it can not be read; null if nothing speaks against it
record Seen(String path, Path file, String real, Stamp stamp, @Nullable Trouble trouble) {

    /// Why a file can not be read.
    record Trouble(Hold why, String detail) {}

    /// What changes if a file changes, as far as that shows without reading it.
    ///
    /// @param size in bytes
    /// @param modifiedNanos modified time, nanoseconds since 1970
    /// @param key what identifies the file on its volume; null if nothing does so reliably
    record Stamp(long size, long modifiedNanos, @Nullable String key) {
        static final Stamp NONE = new Stamp(0, 0, null);

        static Stamp of(BasicFileAttributes attributes, boolean withKey) {
            return new Stamp(
                    attributes.size(),
                    attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS),
                    withKey ? key(attributes) : null);
        }

        /// Only the inode number: the device number beside it may differ after every start.
        private static @Nullable String key(BasicFileAttributes attributes) {
            Object key = attributes.fileKey();
            if (key == null) return null;
            String text = key.toString();
            int inode = text.indexOf("ino=");
            return inode < 0 ? text : text.substring(inode + "ino=".length(), text.length() - 1);
        }

        Instant modifiedAt() {
            long second = 1_000_000_000L;
            return Instant.ofEpochSecond(
                    Math.floorDiv(modifiedNanos, second), Math.floorMod(modifiedNanos, second));
        }
    }
}
