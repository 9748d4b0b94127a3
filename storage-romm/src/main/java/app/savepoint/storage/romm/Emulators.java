package app.savepoint.storage.romm;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.savepoint.core.library.Cores;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What RomM's clients call the emulator that wrote a state, and which core that is here. What one
/// device writes another reads back as the same core.
final class Emulators {
    private static final String TABLE = "emulators.csv";
    private static final String FILE = "_libretro";

    /// Read once, when a state is met.
    private static final class Bundled {
        private static final Emulators EMULATORS = new Emulators(Cores.bundled(), lines());
    }

    private final Cores cores;
    private final Map<String, String> byEmulator = new HashMap<>();
    private final Map<String, String> byCore = new HashMap<>();

    private Emulators(Cores cores, List<String> lines) {
        this.cores = cores;
        for (String core : cores.all()) byEmulator.put(plain(core), core);
        for (String line : lines) {
            String[] fields = line.split(";", -1);
            byEmulator.put(fields[0], fields[1]);
            byCore.put(fields[1], fields[0]);
        }
    }

    static Emulators bundled() {
        return Bundled.EMULATORS;
    }

    private static List<String> lines() {
        try (InputStream stream = Emulators.class.getResourceAsStream(TABLE)) {
            if (stream == null)
                throw new IllegalStateException("missing from the program: " + TABLE);
            return new BufferedReader(new InputStreamReader(stream, UTF_8))
                    .lines()
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("unreadable in the program: " + TABLE, e);
        }
    }

    /// RomM makes it a folder's name without looking at it.
    private static String plain(String core) {
        return core.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]", "-");
    }

    /// What to call a core there.
    String of(String core) {
        return byCore.getOrDefault(core, plain(core));
    }

    /// The core that is meant; empty if none is known by that name.
    Optional<String> core(String emulator) {
        String name = emulator.toLowerCase(Locale.ROOT);
        String bare = name.endsWith(FILE) ? name.substring(0, name.length() - FILE.length()) : name;
        String known = byEmulator.get(bare);
        return known != null ? Optional.of(known) : cores.ofFolder(emulator);
    }
}
