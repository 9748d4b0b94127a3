package app.savepoint.app.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// A large, made-up folder of saves, the same at every run.
///
/// @param folder where it lies
/// @param saves how many there are
/// @param size the length of each in bytes
record SaveTree(Path folder, int saves, int size) {
    private static final List<String> SYSTEMS =
            List.of("gb", "gbc", "gba", "nds", "nes", "snes", "n64", "genesis", "psx", "psp");

    private static final Instant PLAYED = Instant.parse("2026-01-01T12:00:00Z");

    /// Writes all of them, played one second after the other.
    void write() throws IOException {
        Random random = new Random(1);
        byte[] content = new byte[size];
        for (String system : SYSTEMS) Files.createDirectories(folder.resolve(system));
        for (int number = 0; number < saves; number++) {
            random.nextBytes(content);
            Path file = file(number);
            Files.write(file, content);
            FileTime time = FileTime.from(PLAYED.plus(Duration.ofSeconds(number)));
            Files.setLastModifiedTime(file, time);
        }
    }

    /// The file of one of the saves, counted from 0.
    Path file(int number) {
        String system = SYSTEMS.get(number % SYSTEMS.size());
        return folder.resolve(system, "Some Game %05d.srm".formatted(number));
    }

    long bytes() {
        return (long) saves * size;
    }

    /// Makes a folder that is empty, whatever was in it.
    static void empty(Path dir) throws IOException {
        if (Files.exists(dir)) {
            try (Stream<Path> all = Files.walk(dir)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
            }
        }
        Files.createDirectories(dir);
    }
}
