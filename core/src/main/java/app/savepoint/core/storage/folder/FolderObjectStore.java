package app.savepoint.core.storage.folder;

import app.savepoint.core.disk.FileSystemSync;
import app.savepoint.core.save.ContentHash;
import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.ByteRange;
import app.savepoint.core.storage.Content;
import app.savepoint.core.storage.ETag;
import app.savepoint.core.storage.ObjectInfo;
import app.savepoint.core.storage.ObjectStore;
import app.savepoint.core.storage.Precondition;
import app.savepoint.core.storage.Right;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StorageException.ChangedMeanwhile;
import app.savepoint.core.storage.StoredObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Objects as files below one folder, the key as their path.
///
/// **What a reader sees.** An object is written to a hidden part file beside its name, forced to
/// the disk, and renamed to its name: whole or not at all, on every file system that renames at
/// once.
///
/// **What conditions are worth.** [Precondition#ABSENT] is a hard link, which the file system
/// itself refuses if the name is taken, so it holds between machines. Where there are no hard links
/// (FAT, exFAT, some network shares) it is a look and then a rename: exact between the threads of
/// this process and, on Windows, between all; elsewhere two machines that write one key within the
/// same instant could both win. [Precondition.Match] is always a look and then a rename. The
/// repository leans on neither: every key has one writer.
///
/// **Etags.** Of an object up to 16 KiB the SHA-256 of its bytes, so that a change is seen even
/// where times are kept to two seconds, and a copy of the folder looks the same; of a larger one
/// its size and time.
///
/// Names that start with a dot are not ours: no key has such a part, and listings pass them over.
public final class FolderObjectStore implements ObjectStore {
    /// Holds a note of each process that writes.
    static final String NOTES = ".savepoint-writing";

    static final int SMALL = 16 * 1024;

    /// More new objects than this are remembered no longer than this many.
    private static final int MANY = 16 * FileSystemSync.FEW;

    private final Path base;
    private final FolderErrors errors;
    private final PartFiles parts;
    private final Folders folders;
    private final FolderListing listing;
    private final Object[] keyLocks = Stream.generate(Object::new).limit(64).toArray();
    private final AtomicBoolean hardLinks = new AtomicBoolean(true);
    private final FileSystemSync.Finder volumes;

    /// How many new objects were put of late: each flush takes a quarter off, because a large
    /// publishing flushes several times.
    private final AtomicInteger lately = new AtomicInteger();

    /// Whether something was put that is not safe from a power cut until the next flush.
    private final AtomicBoolean unforced = new AtomicBoolean();

    /// Where it lies, looked for once many objects are put; null until then.
    private volatile @Nullable Where where;

    /// Opens a folder, which need not be there now. Part files that a crash left behind more than a
    /// day ago are cleared.
    public FolderObjectStore(Path base, InstantSource clock) {
        this(base, clock, FileSystemSync::of);
    }

    FolderObjectStore(Path base, InstantSource clock, FileSystemSync.Finder volumes) {
        this.volumes = volumes;
        this.base = base.toAbsolutePath().normalize();
        this.errors = new FolderErrors(this.base);
        this.folders = new Folders(this.base);
        this.parts = new PartFiles(this.base, this.base.resolve(NOTES), folders);
        this.listing = new FolderListing(this.base);
        parts.clearOlderThan(clock.instant().minus(PartFiles.LEFT_BEHIND));
    }

    /// Makes the folder itself where only that is missing, for a person who names a new place. The
    /// folder above it has to be there: it may be where a share is mounted.
    public static void make(Path base) throws StorageException {
        Path folder = base.toAbsolutePath().normalize();
        try {
            if (!Files.isDirectory(folder)) Files.createDirectory(folder);
        } catch (NoSuchFileException e) {
            throw new FolderErrors(folder).missing(e);
        } catch (IOException e) {
            Path parent = folder.getParent();
            throw new FolderErrors(parent == null ? folder : parent).translate(e, 0);
        }
    }

    @Override
    public ETag put(String key, Content content, Precondition expected) throws StorageException {
        Path target = path(key);
        try {
            requireBase();
            folders.prepareFor(target);
            boolean later = mayWaitForFlush(expected);
            PartFiles.Part part = parts.write(target, content, !later);
            try {
                synchronized (keyLocks[Math.floorMod(key.hashCode(), keyLocks.length)]) {
                    moveIntoPlace(key, part, target, expected);
                    // Not before: a flush meanwhile has nothing to do with it
                    if (later) unforced.set(true);
                    return part.etagAt(target);
                }
            } finally {
                Files.deleteIfExists(part.file());
            }
        } catch (IOException e) {
            throw errors.translate(e, Math.max(1, content.size()));
        }
    }

    /// Of many new objects most are forced together. What replaces another is safe before it does:
    /// after a power cut one of the two has to be whole.
    private boolean mayWaitForFlush(Precondition expected) {
        return expected instanceof Precondition.Absent
                && lately.incrementAndGet() > FileSystemSync.FEW
                && volume().isPresent();
    }

    private Optional<? extends FileSystemSync.Forced> volume() {
        Where found = where;
        if (found == null) {
            found = new Where(volumes.of(base));
            where = found;
        }
        return found.volume();
    }

    /// @param volume what it lies on, if that can be forced as a whole
    private record Where(Optional<? extends FileSystemSync.Forced> volume) {}

    private void moveIntoPlace(String key, PartFiles.Part part, Path target, Precondition expected)
            throws IOException {
        try {
            switch (expected) {
                case Precondition.Any() -> replace(part, target);
                case Precondition.Absent() -> create(part, target);
                case Precondition.Match(var etag) -> {
                    Optional<ObjectInfo> there = head(key);
                    if (there.isEmpty() || !there.get().etag().equals(etag)) throw changed(key);
                    replace(part, target);
                }
            }
        } catch (FileAlreadyExistsException e) {
            throw new ChangedMeanwhile(
                    Saying.of("storage.object.there", key)
                            .inEnglish("something is stored there already: " + key),
                    e);
        }
        folders.touched(target);
    }

    private static ChangedMeanwhile changed(String key) {
        return new ChangedMeanwhile(
                Saying.of("storage.object.moved", key)
                        .inEnglish("it is no longer what it was: " + key),
                null);
    }

    private static void replace(PartFiles.Part part, Path target) throws IOException {
        try {
            Files.move(part.file(), target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw new FileSystemException(
                    target.toString(), null, "lies on another volume than the storage folder");
        }
    }

    private void create(PartFiles.Part part, Path target) throws IOException {
        if (hardLinks.get()) {
            try {
                Files.createLink(target, part.file());
                return;
            } catch (FileAlreadyExistsException | NoSuchFileException e) {
                throw e;
            } catch (UnsupportedOperationException | FileSystemException e) {
                // Links are tried once more only by the next process; a real trouble with this
                // folder comes back from the move below.
                hardLinks.set(false);
            }
        }
        Files.move(part.file(), target);
    }

    @Override
    public void flush() throws StorageException {
        lately.updateAndGet(count -> Math.min(count, MANY) * 3 / 4);
        boolean whole = unforced.getAndSet(false);
        try {
            if (whole) folders.flush(volume().orElseThrow());
            else folders.flush();
        } catch (IOException e) {
            if (whole) unforced.set(true);
            throw errors.translate(e, 1);
        }
    }

    @Override
    public Optional<StoredObject> get(String key, ByteRange range) throws StorageException {
        Path file = path(key);
        try {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            if (!found.isRegularFile()) return Optional.empty();
            return Optional.of(
                    found.size() <= SMALL
                            ? readSmall(key, file, found, range)
                            : openLarge(key, file, found, range));
        } catch (NoSuchFileException e) {
            requireBase();
            return Optional.empty();
        } catch (IOException e) {
            throw errors.translate(e, 0);
        }
    }

    private StoredObject readSmall(
            String key, Path file, BasicFileAttributes found, ByteRange range) throws IOException {
        byte[] all = Files.readAllBytes(file);
        var info =
                new ObjectInfo(key, all.length, small(all), found.lastModifiedTime().toInstant());
        int from = (int) Math.min(range.offset(), all.length);
        int length = (int) Math.min(range.length(), all.length - from);
        return new StoredObject(info, new ByteArrayInputStream(all, from, length));
    }

    private StoredObject openLarge(
            String key, Path file, BasicFileAttributes found, ByteRange range) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            channel.position(Math.min(range.offset(), channel.size()));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        return new StoredObject(
                info(key, found, large(found)),
                new FileBody(Channels.newInputStream(channel), range.length(), errors));
    }

    @Override
    public Optional<ObjectInfo> head(String key) throws StorageException {
        try {
            Optional<ObjectInfo> found = FolderListing.look(key, path(key));
            if (found.isEmpty()) requireBase();
            return found;
        } catch (IOException e) {
            throw errors.translate(e, 0);
        }
    }

    @Override
    public List<ObjectInfo> list(String prefix, String startAfter) throws StorageException {
        try {
            requireBase();
            return listing.list(prefix, startAfter);
        } catch (IOException e) {
            throw errors.translate(e, 0);
        }
    }

    @Override
    public void delete(String key) throws StorageException {
        Path file = path(key);
        try {
            requireBase();
            if (Files.isRegularFile(file) && Files.deleteIfExists(file)) folders.touched(file);
        } catch (IOException e) {
            throw errors.translate(e, 0);
        }
    }

    @Override
    public boolean arrivesInOrder() {
        return false;
    }

    @Override
    public Set<Right> rights() {
        return EnumSet.allOf(Right.class);
    }

    /// A share keeps the time at which its server took a file; a disk of this computer's knows no
    /// other clock than this computer does.
    @Override
    public Optional<Instant> time() {
        return Files.isDirectory(base) ? parts.time() : Optional.empty();
    }

    @Override
    public void close() {
        parts.close();
    }

    private void requireBase() throws StorageException {
        if (!Files.isDirectory(base))
            throw errors.missing(new NoSuchFileException(base.toString()));
    }

    private Path path(String key) {
        Path path = base;
        for (String part : key.split("/", -1)) {
            if (part.isEmpty() || part.startsWith(".") || part.indexOf('\\') >= 0)
                throw new IllegalArgumentException("not a key for a folder: " + key);
            path = path.resolve(part);
        }
        return path;
    }

    static ETag small(byte[] bytes) {
        return new ETag(ContentHash.of(bytes).hex());
    }

    static ETag large(BasicFileAttributes found) {
        return new ETag(found.size() + "-" + found.lastModifiedTime().to(TimeUnit.NANOSECONDS));
    }

    static ObjectInfo info(String key, BasicFileAttributes found, ETag etag) {
        return new ObjectInfo(key, found.size(), etag, found.lastModifiedTime().toInstant());
    }
}
