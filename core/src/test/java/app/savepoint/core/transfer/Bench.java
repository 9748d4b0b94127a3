package app.savepoint.core.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import app.savepoint.core.backup.BackupReason;
import app.savepoint.core.backup.BackupStore;
import app.savepoint.core.backup.StoredBackup;
import app.savepoint.core.backup.Workers;
import app.savepoint.core.save.ContentHash;
import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.Place;
import app.savepoint.core.save.Role;
import app.savepoint.core.save.SaveFile;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.scan.Placements;
import app.savepoint.core.storage.ContentSink;
import app.savepoint.testkit.InMemoryBackupIndex;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One save on a disk that is to be replaced, with a home beside it. Every process that works on it
/// is made anew, as after a crash; only the disk and the list of backups last.
final class Bench {
    static final Instant THEN = Instant.parse("2026-03-04T05:06:07.890Z");
    static final Instant LATER = Instant.parse("2026-04-05T06:07:08.912Z");

    final Path root;
    final Path home;
    final Shape shape;
    final Links links;
    private final InMemoryBackupIndex index = new InMemoryBackupIndex();

    Bench(Path base, Shape shape, Links links) throws IOException {
        this(shape, links, base);
        Files.createDirectories(root);
        Files.createDirectories(home);
        Files.writeString(root.resolve("notes.txt"), "not ours");
        for (Map.Entry<String, String> file : shape.old().entrySet())
            write(path(file.getKey()), file.getValue());
    }

    private Bench(Shape shape, Links links, Path base) {
        this.root = base.resolve("saves");
        this.home = base.resolve("home");
        this.shape = shape;
        this.links = links;
    }

    /// One that another process set up and worked on.
    static Bench again(Path base, Shape shape, Links links) {
        return new Bench(shape, links, base);
    }

    static void write(Path path, String text) throws IOException {
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
        Files.setLastModifiedTime(path, FileTime.from(THEN));
    }

    /// What kind of change is made.
    ///
    /// @param folder the name of the save's folder; null if it is files
    /// @param old text by name; empty: nothing is there
    /// @param wanted text by name; empty: it is to go
    record Shape(
            String name,
            @Nullable String folder,
            Map<String, String> old,
            Map<String, String> wanted) {
        static List<Shape> all() {
            return List.of(
                    new Shape("one file", null, Map.of("E.srm", "old"), Map.of("E.srm", "new!")),
                    new Shape(
                            "two files",
                            null,
                            Map.of("E.srm", "old", "E.rtc", "old clock"),
                            Map.of("E.srm", "new!", "E.rtc", "new clock")),
                    new Shape(
                            "a file more and one less",
                            null,
                            Map.of("E.srm", "old", "E.rtc", "old clock"),
                            Map.of("E.srm", "new!", "E.sav", "another")),
                    new Shape(
                            "folder",
                            "ULUS1",
                            Map.of("DATA.BIN", "old", "deep/ICON", "old icon", "same", "same"),
                            Map.of("DATA.BIN", "new!", "more/ICON", "new icon", "same", "same")),
                    new Shape("new", null, Map.of(), Map.of("E.srm", "new!")),
                    new Shape(
                            "new folder",
                            "ULUS1",
                            Map.of(),
                            Map.of("DATA.BIN", "new!", "deep/ICON", "new icon")),
                    new Shape("delete", null, Map.of("E.srm", "old"), Map.of()),
                    new Shape(
                            "delete folder",
                            "ULUS1",
                            Map.of("DATA.BIN", "old", "deep/ICON", "old icon"),
                            Map.of()));
        }

        /// Whether it is one of the few that are tried on real disks.
        boolean isTypical() {
            return List.of("one file", "two files", "delete").contains(name);
        }

        Place place() {
            return new Place(1, folder == null ? "gba/E.srm" : "psp/" + folder);
        }

        SaveId save() {
            return SaveId.main(folder == null ? "gba" : "psp", "E");
        }

        Set<String> names() {
            Set<String> names = new HashSet<>(old.keySet());
            names.addAll(wanted.keySet());
            return names;
        }

        @Nullable Manifest manifest(Map<String, String> files, Instant time) {
            if (files.isEmpty()) return null;
            List<SaveFile> all = new ArrayList<>();
            new TreeMap<>(files)
                    .forEach((name, text) ->
                            all.add(
                                    new SaveFile(
                                            new Role(name),
                                            name,
                                            text.length(),
                                            ContentHash.of(text.getBytes(UTF_8)),
                                            time)));
            return new Manifest(folder, all);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    Path path(String name) {
        return root.resolve(shape.folder() == null ? "gba" : "psp/" + shape.folder()).resolve(name);
    }

    PlaceFiles files() {
        return new PlaceFiles(root, shape.place());
    }

    BackupStore backups() {
        return new BackupStore(home.resolve("backups"), index, () -> LATER, new Workers(1));
    }

    SwapMarkers markers() {
        return new SwapMarkers(home.resolve("swaps"));
    }

    Replacement.Order order(Map<String, String> seen) {
        return order(seen, LATER);
    }

    Replacement.Order order(Map<String, String> seen, Instant time) {
        return new Replacement.Order(
                shape.save(),
                files(),
                shape.manifest(seen, THEN),
                shape.manifest(shape.wanted(), time),
                BackupReason.REPLACED);
    }

    Replaced replace(Steps steps) {
        return replace(steps, shape.old());
    }

    Replaced replace(Steps steps, Map<String, String> seen) {
        return replace(order(seen), Placements.none(), steps);
    }

    Replaced replace(Replacement.Order order, Placements placements, Steps steps) {
        return new Replacement(backups(), markers(), placements, steps, new Workers(1), links)
                .carryOut(
                        order,
                        sink ->
                                writeWanted(
                                        sink,
                                        order.wanted() == null
                                                ? LATER
                                                : order.wanted().modifiedAt()),
                        () -> true);
    }

    void writeWanted(ContentSink sink) throws IOException {
        writeWanted(sink, LATER);
    }

    void writeWanted(ContentSink sink, Instant time) throws IOException {
        Manifest wanted = shape.manifest(shape.wanted(), time);
        if (wanted == null) return;
        for (SaveFile file : wanted.files())
            try (OutputStream out = sink.open(file)) {
                out.write(shape.wanted().get(file.name()).getBytes(UTF_8));
            }
    }

    Set<Place> recover() {
        return recover(Steps.none());
    }

    Set<Place> recover(Steps steps) {
        try {
            return new SwapRecovery(markers(), backups(), steps, links)
                    .recover((save, place) -> true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What lies there now, by name.
    Map<String, String> found() {
        Map<String, String> found = new TreeMap<>();
        for (String name : shape.names())
            if (Files.exists(path(name))) found.put(name, read(path(name)));
        return found;
    }

    static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Every text in the backups, with the name of its file.
    Set<String> backedUp() {
        Set<String> texts = new HashSet<>();
        BackupStore store = backups();
        assertThat(store.verifyAll()).as("every backup is whole").isEmpty();
        for (StoredBackup backup : store.all())
            for (SaveFile file : backup.manifest().files())
                try (InputStream in = store.source(backup).open(file)) {
                    texts.add(file.name() + "=" + new String(in.readAllBytes(), UTF_8));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
        return texts;
    }

    /// Every text in place or in the backups, with the name of its file.
    Set<String> anywhere() {
        Set<String> texts = backedUp();
        found().forEach((name, text) -> texts.add(name + "=" + text));
        return texts;
    }

    static Set<String> lines(Map<String, String> files) {
        Set<String> lines = new HashSet<>();
        files.forEach((name, text) -> lines.add(name + "=" + text));
        return lines;
    }

    /// What was only needed on the way.
    List<String> leftBehind() throws IOException {
        List<String> left = new ArrayList<>();
        try (Stream<Path> all = Files.walk(root)) {
            all.filter(path -> path.getFileName().toString().startsWith(".savepoint-"))
                    .forEach(path -> left.add(path.toString()));
        }
        for (String folder : List.of("swaps", "backups"))
            if (Files.isDirectory(home.resolve(folder)))
                try (Stream<Path> all = Files.list(home.resolve(folder))) {
                    all.filter(path ->
                                    folder.equals("swaps")
                                            || path.getFileName().toString().startsWith("."))
                            .forEach(path -> left.add(path.toString()));
                }
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.filter(Files::isDirectory).toList())
                try (Stream<Path> in = Files.list(path)) {
                    if (in.findAny().isEmpty() && !path.endsWith("gba") && !path.endsWith("psp"))
                        left.add("empty " + path);
                }
        }
        return left;
    }
}
