/// A plain folder as an object store: a NAS, a USB stick, a folder that another tool replicates.
/// Start at [FolderObjectStore].
@NullMarked
package app.savepoint.core.storage.folder;

import org.jspecify.annotations.NullMarked;
