/// What is asked of the system itself about disks. Start at [FileSystemSync].
@NullMarked
package app.savepoint.core.disk;

import org.jspecify.annotations.NullMarked;
