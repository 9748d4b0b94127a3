package app.savepoint.core.transfer;

import app.savepoint.core.backup.VerifiedCopy;
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
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// What replacements of several files leave in the home while they are under way.
public final class SwapMarkers {
    private static final String END = ".json";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Path dir;

    /// @param dir the home's folder for markers
    public SwapMarkers(Path dir) {
        this.dir = dir;
    }

    /// A replacement that was begun.
    ///
    /// @param file the marker itself
    /// @param save which save
    /// @param files where it lies
    /// @param seen what lay there; null: nothing
    /// @param wanted what shall lie there; null: nothing
    /// @param swaps the change of each file
    record Marker(
            Path file,
            SaveId save,
            PlaceFiles files,
            @Nullable Manifest seen,
            @Nullable Manifest wanted,
            List<Swap> swaps) {}

    /// The written form: paths as text, manifests as the journal writes them.
    private record Written(
            String save,
            String root,
            long rootNumber,
            String place,
            @Nullable String seen,
            @Nullable String wanted,
            List<WrittenSwap> swaps) {}

    private record WrittenSwap(String target, @Nullable String staged, @Nullable String aside) {}

    /// Writes a marker and returns once it is safe from a power cut.
    Path write(Replacement.Order order, List<Swap> swaps) throws IOException {
        Files.createDirectories(dir);
        List<WrittenSwap> written = new ArrayList<>();
        for (Swap swap : swaps)
            written.add(
                    new WrittenSwap(
                            swap.target().toString(), text(swap.staged()), text(swap.aside())));
        byte[] json =
                JSON.writeValueAsBytes(
                        new Written(
                                order.save().toString(),
                                order.files().root().toString(),
                                order.files().place().root(),
                                order.files().place().path(),
                                order.seen() == null ? null : ManifestJson.write(order.seen()),
                                order.wanted() == null ? null : ManifestJson.write(order.wanted()),
                                written));
        String name = UUID.randomUUID().toString();
        Path draft = dir.resolve(name + ".part");
        VerifiedCopy.writeDurably(draft, json);
        Path marker = dir.resolve(name + END);
        Files.move(draft, marker, StandardCopyOption.ATOMIC_MOVE);
        VerifiedCopy.syncFolder(dir);
        return marker;
    }

    void remove(@Nullable Path marker) throws IOException {
        if (marker == null) return;
        Files.deleteIfExists(marker);
    }

    /// Every replacement that was begun and not ended.
    List<Marker> all() throws IOException {
        if (!Files.isDirectory(dir)) return List.of();
        List<Marker> markers = new ArrayList<>();
        try (Stream<Path> entries = Files.list(dir)) {
            for (Path file : entries.sorted().toList()) {
                if (file.toString().endsWith(END)) markers.add(read(file));
                else Files.deleteIfExists(file);
            }
        }
        return markers;
    }

    private static Marker read(Path file) throws IOException {
        try {
            Written written = JSON.readValue(Files.readAllBytes(file), Written.class);
            PlaceFiles files =
                    new PlaceFiles(
                            Path.of(written.root()),
                            new Place(written.rootNumber(), written.place()));
            Manifest seen = written.seen() == null ? null : ManifestJson.read(written.seen());
            Manifest wanted = written.wanted() == null ? null : ManifestJson.read(written.wanted());
            Map<Path, SaveFile> old = Replacement.byPath(files, seen);
            Map<Path, SaveFile> now = Replacement.byPath(files, wanted);
            List<Swap> swaps = new ArrayList<>();
            for (WrittenSwap swap : written.swaps()) {
                Path target = Path.of(swap.target());
                swaps.add(
                        new Swap(
                                target,
                                path(swap.staged()),
                                path(swap.aside()),
                                old.get(target),
                                now.get(target)));
            }
            return new Marker(file, SaveId.parse(written.save()), files, seen, wanted, swaps);
        } catch (JacksonException | IllegalArgumentException e) {
            throw new IOException(
                    file + " can not be read; it tells of a replacement that was cut short", e);
        }
    }

    private static @Nullable String text(@Nullable Path path) {
        return path == null ? null : path.toString();
    }

    private static @Nullable Path path(@Nullable String text) {
        return text == null ? null : Path.of(text);
    }
}
