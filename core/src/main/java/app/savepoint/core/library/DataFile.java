package app.savepoint.core.library;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.IntStream;

/// The lines of a data file that lies beside this class, without comments and empty ones.
final class DataFile {
    private DataFile() {}

    static List<String> lines(String name) {
        InputStream stream = DataFile.class.getResourceAsStream(name);
        if (stream == null) throw new IllegalStateException("missing from the program: " + name);
        try (var reader = new BufferedReader(new InputStreamReader(stream, UTF_8))) {
            return reader.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("unreadable in the program: " + name, e);
        }
    }

    /// The line's fields, as many as asked for; a missing one at the end is empty.
    static List<String> fields(String line, int count) {
        String[] parts = line.split(";", -1);
        if (parts.length > count)
            throw new IllegalStateException("more than " + count + " fields: " + line);
        return IntStream.range(0, count)
                .mapToObj(i -> i < parts.length ? parts[i].strip() : "")
                .toList();
    }
}
