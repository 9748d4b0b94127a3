package app.savepoint.core.backup;

import app.savepoint.core.journal.Backups;
import app.savepoint.core.journal.ManifestJson;
import app.savepoint.core.journal.StoredBackup;
import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.Place;
import app.savepoint.core.save.SaveFile;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.storage.ContentSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The contents set aside on this device, as plain files below one folder, with an index in the
/// journal.
///
/// Safe for use by several threads. A content that is already there is not stored again.
public final class BackupStore {
    /// Tells what a backup's folder holds, should the index be lost.
    static final String DESCRIPTION = "savepoint-backup.json";

    private static final String STAGING = ".staging-";
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Path dir;
    private final Backups index;
    private final InstantSource clock;
    private final AtomicLong lastNumber;

    /// @param dir the folder of the backups
    public BackupStore(Path dir, Backups index, InstantSource clock) {
        this.dir = dir;
        this.index = index;
        this.clock = clock;
        this.lastNumber =
                new AtomicLong(
                        index.all().stream()
                                .mapToLong(backup -> Long.parseLong(backup.id()))
                                .max()
                                .orElse(0));
    }

    /// Sets a content aside and returns once it is safe from a power cut.
    ///
    /// @throws ContentMovedException if the bytes are not, or no longer, those of the manifest
    public StoredBackup keep(
            SaveId save,
            @Nullable Place place,
            Manifest manifest,
            ContentSource source,
            BackupReason reason)
            throws IOException {
        Optional<StoredBackup> there = find(save, manifest);
        if (there.isPresent()) {
            verify(manifest, source);
            return there.get();
        }
        Instant now = clock.instant();
        Path staging = dir.resolve(STAGING + UUID.randomUUID());
        Files.createDirectories(staging);
        try {
            for (SaveFile file : manifest.files()) {
                Path copy = staging.resolve(file.name());
                Files.createDirectories(parent(copy));
                VerifiedCopy.toFile(file, source, copy);
                Files.setLastModifiedTime(
                        copy, java.nio.file.attribute.FileTime.from(file.modifiedAt()));
            }
            String id = Long.toString(lastNumber.incrementAndGet());
            VerifiedCopy.writeDurably(
                    staging.resolve(DESCRIPTION),
                    BackupDescription.json(save, reason, now, ManifestJson.write(manifest)));
            String path = pathFor(save, manifest.contentId(), now);
            Path target = dir.resolve(path);
            Files.createDirectories(parent(target));
            Files.move(staging, target, StandardCopyOption.ATOMIC_MOVE);
            VerifiedCopy.syncFolder(parent(target));
            StoredBackup backup =
                    new StoredBackup(
                            id,
                            save,
                            place,
                            reason.word(),
                            manifest.contentId(),
                            manifest,
                            manifest.size(),
                            now,
                            false,
                            path);
            index.add(List.of(backup));
            return backup;
        } catch (IOException | RuntimeException e) {
            deleteTree(staging);
            throw e;
        }
    }

    /// A backup of exactly these bytes of the save, whose files are there.
    public Optional<StoredBackup> find(SaveId save, Manifest manifest) {
        return index.of(save).stream()
                .filter(backup -> backup.manifest().sameBytes(manifest))
                .filter(backup -> Files.isDirectory(dir.resolve(backup.path())))
                .findFirst();
    }

    /// Whether a content of the save is among the backups.
    public boolean holds(SaveId save, ContentId content) {
        return index.holds(save, content);
    }

    /// The bytes of a backup's files.
    public ContentSource source(StoredBackup backup) {
        Path folder = dir.resolve(backup.path());
        return file -> Files.newInputStream(folder.resolve(file.name()));
    }

    /// Backups newest first.
    public List<StoredBackup> all() {
        return index.all();
    }

    /// What is wrong with the stored backups: one line each; none if all are whole.
    public List<String> verifyAll() {
        return index.all().stream()
                .flatMap(backup -> {
                    try {
                        verify(backup.manifest(), source(backup));
                        return Stream.empty();
                    } catch (IOException e) {
                        return Stream.of(
                                backup.save() + " of " + backup.time() + ": " + e.getMessage());
                    }
                })
                .toList();
    }

    /// Removes what is no longer to be kept; returns how many backups went.
    public int prune(Retention retention) {
        List<StoredBackup> expired = retention.expired(index.all(), clock.instant());
        for (StoredBackup backup : expired) {
            index.delete(List.of(backup.id()));
            deleteTree(dir.resolve(backup.path()));
        }
        return expired.size();
    }

    /// Clears what a crash left half-written. Nobody else may be writing.
    public void clearLeftovers() throws IOException {
        if (!Files.isDirectory(dir)) return;
        try (Stream<Path> entries = Files.list(dir)) {
            entries.filter(entry -> entry.getFileName().toString().startsWith(STAGING))
                    .forEach(BackupStore::deleteTree);
        }
    }

    private static void verify(Manifest manifest, ContentSource source) throws IOException {
        for (SaveFile file : manifest.files())
            try (InputStream in = source.open(file)) {
                VerifiedCopy.verify(file, in);
            } catch (NoSuchFileException e) {
                throw new ContentMovedException(file.name() + " is gone", e);
            }
    }

    private static String pathFor(SaveId save, ContentId content, Instant time) {
        return String.join(
                "/",
                readable(save.system()),
                readable(save.game()),
                readable(save.kind().word() + "." + save.slot()),
                STAMP.format(time)
                        + "-"
                        + content.hex().substring(56)
                        + "-"
                        + UUID.randomUUID().toString().substring(0, 4));
    }

    /// A name for people: what some disk might refuse is replaced; the description inside tells the
    /// real one.
    private static String readable(String name) {
        String plain =
                name.replaceAll("[\\p{Cntrl}\\p{Cf}%/\\\\:*?\"<>|]", "_")
                        .replaceAll("[. ]+$|^[.]+", "_");
        String cut =
                plain.codePointCount(0, plain.length()) > 60
                        ? plain.substring(0, plain.offsetByCodePoints(0, 60))
                        : plain;
        return "_".equals(cut) || cut.isEmpty() ? "_" : reserved(cut) ? cut + "_" : cut;
    }

    private static boolean reserved(String name) {
        return name.matches("(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?");
    }

    private static Path parent(Path path) {
        Path parent = path.getParent();
        if (parent == null) throw new IllegalArgumentException("no folder around " + path);
        return parent;
    }

    private static void deleteTree(Path tree) {
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList())
                Files.deleteIfExists(path);
        } catch (NoSuchFileException e) {
            // gone already
        } catch (IOException e) {
            System.getLogger(BackupStore.class.getName())
                    .log(System.Logger.Level.WARNING, "could not clear " + tree, e);
        }
    }
}
