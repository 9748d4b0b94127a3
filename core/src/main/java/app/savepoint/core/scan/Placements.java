package app.savepoint.core.scan;

import app.savepoint.core.save.ContentHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Collection;

/// Told which files are replaced and by what, so that no scan believes the old bytes and none has
/// to read the new ones.
public interface Placements {
    /// A file below a root.
    ///
    /// @param root the root's number
    /// @param folder the root's folder
    /// @param path below it, with `/` between names
    record Target(long root, Path folder, String path) {}

    /// New bytes as they were written, before they get the name of their target. They keep what
    /// identifies them when they are renamed.
    ///
    /// @param target where they go
    /// @param attributes of the file that holds them
    /// @param hash of the bytes
    /// @param blank whether they hold no progress
    /// @param when their attributes were read
    record Written(
            Target target,
            BasicFileAttributes attributes,
            ContentHash hash,
            boolean blank,
            Instant when) {
        /// Their time as the disk keeps it: FAT to two seconds.
        public Instant modifiedAt() {
            return attributes.lastModifiedTime().toInstant();
        }
    }

    /// Looks at a file that was just written and is known to nobody else.
    Written look(Target target, Path staged, ContentHash hash, boolean blank) throws IOException;

    /// These files are about to be replaced or removed.
    void changing(Collection<Target> targets);

    /// These bytes now lie where they belong.
    void placed(Collection<Written> files);

    /// One that remembers nothing.
    static Placements none() {
        return new Placements() {
            @Override
            public Written look(Target target, Path staged, ContentHash hash, boolean blank)
                    throws IOException {
                var attributes = Files.readAttributes(staged, BasicFileAttributes.class);
                return new Written(target, attributes, hash, blank, Instant.EPOCH);
            }

            @Override
            public void changing(Collection<Target> targets) {}

            @Override
            public void placed(Collection<Written> files) {}
        };
    }
}
