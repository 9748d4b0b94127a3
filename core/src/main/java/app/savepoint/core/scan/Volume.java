package app.savepoint.core.scan;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What tells the volume at a path from another one that may lie there another day.
///
/// Device numbers and names such as `/dev/sdb1` are given out anew at every start, so they are not
/// used. What is: the serial number (Windows) or UUID (Linux) of the file system, the folder where
/// it is mounted, its type, and a network volume's address. Two readings differ if something both
/// of them know differs.
///
/// @param facts by name
public record Volume(Map<String, String> facts) {
    private static final System.Logger LOG = System.getLogger(Volume.class.getName());

    private static final Path UUIDS = Path.of("/dev/disk/by-uuid");
    private static final Set<String> FAT =
            Set.of("fat", "fat12", "fat16", "fat32", "vfat", "msdos", "exfat");

    public Volume {
        facts = Map.copyOf(facts);
    }

    /// The volume on which an existing folder lies.
    public static Volume at(Path folder) throws IOException {
        Path real = folder.toRealPath();
        var facts = new TreeMap<String, String>();
        mountPoint(real).ifPresent(mount -> facts.put("mount", mount.toString()));
        try {
            describe(Files.getFileStore(real), facts);
        } catch (IOException e) {
            // In a sandbox the list of mounts may lack the one we are on; its folders can be read
            LOG.log(Level.DEBUG, "no type known of the volume of " + folder, e);
        }
        return new Volume(facts);
    }

    private static void describe(FileStore store, Map<String, String> facts) throws IOException {
        facts.put("type", store.type().toLowerCase(Locale.ROOT));
        serial(store).ifPresent(serial -> facts.put("serial", serial));
        if (store.name().startsWith("/dev/"))
            uuid(Path.of(store.name())).ifPresent(uuid -> facts.put("uuid", uuid));
        else if (store.name().contains(":") || store.name().startsWith("//"))
            facts.put("address", store.name());
    }

    /// Whether this may be the volume of the other reading.
    public boolean mayBe(Volume other) {
        return facts.entrySet().stream()
                .allMatch(fact -> {
                    String theirs = other.facts.get(fact.getKey());
                    return theirs == null || theirs.equals(fact.getValue());
                });
    }

    /// Whether times on it are kept to two seconds only and nothing numbers its files for good.
    boolean isFat() {
        return FAT.contains(facts.getOrDefault("type", ""));
    }

    /// Whether its files have numbers that stay while the file is the same one.
    boolean numbersFiles() {
        // A FUSE or FAT driver may hand out a new number each time it has forgotten the last
        String type = facts.getOrDefault("type", "");
        return !isFat() && !type.startsWith("fuse");
    }

    /// Reads the written form.
    public static Volume parse(String text) {
        var facts = new TreeMap<String, String>();
        for (String fact : text.split(";", -1)) {
            int equals = fact.indexOf('=');
            if (equals > 0)
                facts.put(
                        fact.substring(0, equals),
                        URLDecoder.decode(fact.substring(equals + 1), UTF_8));
        }
        return new Volume(facts);
    }

    @Override
    public String toString() {
        return new TreeMap<>(facts)
                .entrySet().stream()
                        .map(f -> f.getKey() + '=' + URLEncoder.encode(f.getValue(), UTF_8))
                        .collect(Collectors.joining(";"));
    }

    private static Optional<Path> mountPoint(Path real) throws IOException {
        Object device = device(real);
        if (device == null) return Optional.empty();
        Path mount = real;
        for (Path up = real.getParent(); up != null; up = up.getParent()) {
            if (!Objects.equals(device(up), device)) break;
            mount = up;
        }
        return Optional.of(mount);
    }

    private static @Nullable Object device(Path path) throws IOException {
        if (!path.getFileSystem().supportedFileAttributeViews().contains("unix")) return null;
        return Files.getAttribute(path, "unix:dev");
    }

    private static Optional<String> serial(FileStore store) throws IOException {
        try {
            return Optional.ofNullable(store.getAttribute("volume:vsn")).map(Object::toString);
        } catch (UnsupportedOperationException e) {
            LOG.log(Level.TRACE, "no serial number: only Windows has one", e);
            return Optional.empty();
        }
    }

    private static Optional<String> uuid(Path device) {
        try {
            Path real = device.toRealPath();
            try (DirectoryStream<Path> links = Files.newDirectoryStream(UUIDS)) {
                for (Path link : links)
                    if (link.toRealPath().equals(real))
                        return Optional.of(link.getFileName().toString());
            }
        } catch (NoSuchFileException e) {
            LOG.log(Level.TRACE, "this system lists no UUIDs", e);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "no UUID for " + device, e);
        }
        return Optional.empty();
    }
}
