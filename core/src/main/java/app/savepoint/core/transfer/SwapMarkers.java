package app.savepoint.core.transfer;

import app.savepoint.core.backup.Durable;
import app.savepoint.core.journal.ManifestJson;
import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.Place;
import app.savepoint.core.save.SaveFile;
import app.savepoint.core.save.SaveId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// What replacements leave in the home while they are under way, one file for all that are made
/// together: first of what is being staged, then of what is being switched.
public final class SwapMarkers {
    private static final System.Logger LOG = System.getLogger(SwapMarkers.class.getName());
    private static final String STAGING = ".staging.json";
    private static final String SWITCHING = ".switching.json";
    private static final String PART = ".part";
    private static final String UNREADABLE = ".unreadable";

    private final Path dir;

    /// @param dir the home's folder for markers
    public SwapMarkers(Path dir) {
        this.dir = dir;
    }

    /// Replacements that were begun and not ended.
    ///
    /// @param file the marker itself
    /// @param switching whether all was staged and backed up, so that targets may be half-way; else
    ///   no target was touched
    record Marker(Path file, boolean switching, List<SwapEntry> entries) {}

    private record Written(List<WrittenEntry> entries) {}

    private record WrittenEntry(
            String save,
            String root,
            long rootNumber,
            String place,
            @Nullable String seen,
            @Nullable String wanted,
            List<WrittenSwap> swaps,
            List<String> made,
            List<String> emptied) {}

    private record WrittenSwap(
            String target,
            String staged,
            String aside,
            @Nullable String old,
            @Nullable String wanted) {}

    /// Notes what is going to be staged, so that a crash leaves nothing behind. Not worth waiting
    /// for the disk: what a power cut leaves behind then is never read.
    Marker begin(List<SwapEntry> entries) throws IOException {
        Files.createDirectories(dir);
        Path file = dir.resolve(UUID.randomUUID() + STAGING);
        Files.write(file, json(entries));
        return new Marker(file, false, List.copyOf(entries));
    }

    /// Notes that these are going to be switched, and returns once that is safe from a power cut.
    Marker commit(Marker staging, List<SwapEntry> entries) throws IOException {
        String name = staging.file().getFileName().toString();
        Path file = dir.resolve(name.substring(0, name.length() - STAGING.length()) + SWITCHING);
        if (entries.equals(staging.entries())) {
            Durable.file(staging.file());
            move(staging.file(), file);
        } else {
            write(file, entries);
            Files.deleteIfExists(staging.file());
        }
        return new Marker(file, true, List.copyOf(entries));
    }

    /// Leaves only these in the marker; with none, removes it.
    void keepOnly(Marker marker, List<SwapEntry> entries) throws IOException {
        if (entries.isEmpty()) Files.deleteIfExists(marker.file());
        else if (entries.size() < marker.entries().size()) write(marker.file(), entries);
    }

    private void write(Path file, List<SwapEntry> entries) throws IOException {
        Path part = dir.resolve(UUID.randomUUID() + PART);
        Durable.write(part, json(entries));
        move(part, file);
    }

    private void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Durable.folder(dir);
    }

    /// All markers, those that are switching first.
    List<Marker> all() throws IOException {
        if (!Files.isDirectory(dir)) return List.of();
        List<Marker> switching = new ArrayList<>();
        List<Marker> staging = new ArrayList<>();
        try (Stream<Path> entries = Files.list(dir)) {
            for (Path file : entries.sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(SWITCHING)) read(file, true, switching);
                else if (name.endsWith(STAGING)) read(file, false, staging);
                else if (name.endsWith(PART)) Files.deleteIfExists(file);
            }
        }
        return Stream.concat(switching.stream(), staging.stream()).toList();
    }

    /// One that can not be read is put out of the way, because it would stop every sync for ever.
    private void read(Path file, boolean switching, List<Marker> into) throws IOException {
        try {
            Written written =
                    JsonMapper.shared().readValue(Files.readAllBytes(file), Written.class);
            List<SwapEntry> entries = new ArrayList<>();
            for (WrittenEntry entry : written.entries()) entries.add(entry(entry));
            into.add(new Marker(file, switching, entries));
        } catch (JacksonException | IllegalArgumentException | NullPointerException e) {
            if (!switching) {
                Files.deleteIfExists(file);
                return;
            }
            LOG.log(
                    System.Logger.Level.WARNING,
                    file
                            + " can not be read; it tells of replacements that were cut short. What"
                            + " they replaced is in the backups.",
                    e);
            Files.move(file, file.resolveSibling(file.getFileName() + UNREADABLE));
        }
    }

    private static byte[] json(List<SwapEntry> entries) {
        List<WrittenEntry> written = new ArrayList<>();
        for (SwapEntry entry : entries)
            written.add(
                    new WrittenEntry(
                            entry.save().toString(),
                            entry.files().root().toString(),
                            entry.files().place().root(),
                            entry.files().place().path(),
                            text(entry.seen()),
                            text(entry.wanted()),
                            entry.swaps().stream().map(SwapMarkers::written).toList(),
                            entry.made().stream().map(Path::toString).toList(),
                            entry.emptied().stream().map(Path::toString).toList()));
        return JsonMapper.shared().writeValueAsBytes(new Written(written));
    }

    private static WrittenSwap written(FileSwap swap) {
        return new WrittenSwap(
                swap.target().toString(),
                swap.staged().toString(),
                swap.aside().toString(),
                role(swap.old()),
                role(swap.wanted()));
    }

    private SwapEntry entry(WrittenEntry entry) {
        Manifest seen = entry.seen() == null ? null : ManifestJson.read(entry.seen());
        Manifest wanted = entry.wanted() == null ? null : ManifestJson.read(entry.wanted());
        List<FileSwap> swaps = new ArrayList<>();
        for (WrittenSwap swap : entry.swaps())
            swaps.add(
                    new FileSwap(
                            path(swap.target()),
                            path(swap.staged()),
                            path(swap.aside()),
                            file(seen, swap.old()),
                            file(wanted, swap.wanted())));
        return new SwapEntry(
                SaveId.parse(entry.save()),
                new PlaceFiles(path(entry.root()), new Place(entry.rootNumber(), entry.place())),
                seen,
                wanted,
                swaps,
                entry.made().stream().map(this::path).toList(),
                entry.emptied().stream().map(this::path).toList());
    }

    private Path path(String text) {
        return dir.getFileSystem().getPath(text);
    }

    private static @Nullable String text(@Nullable Manifest manifest) {
        return manifest == null ? null : ManifestJson.write(manifest);
    }

    private static @Nullable String role(@Nullable SaveFile file) {
        return file == null ? null : file.role().value();
    }

    private static @Nullable SaveFile file(@Nullable Manifest manifest, @Nullable String role) {
        if (role == null) return null;
        if (manifest == null) throw new IllegalArgumentException("no files, but a " + role);
        return manifest.files().stream()
                .filter(file -> file.role().value().equals(role))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no file is the " + role));
    }
}
