package app.savepoint.storage.romm.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/// Sets up what the server's library holds, as a scan of its disk would.
public final class Library {
    private static final Pattern GROUP = Pattern.compile("[(\\[]([^)\\]]*)[)\\]]");
    private static final Set<String> REGIONS =
            Set.of("USA", "Europe", "Japan", "World", "Germany", "France", "Korea", "Brazil");
    private static final Map<String, String> LANGUAGES =
            Map.of(
                    "en",
                    "English",
                    "fr",
                    "French",
                    "de",
                    "German",
                    "es",
                    "Spanish",
                    "ja",
                    "Japanese");

    private final Romm romm;
    private final RommServer.Guard guard;

    Library(Romm romm, RommServer.Guard guard) {
        this.romm = romm;
        this.guard = guard;
    }

    /// A platform whose folder has the name that RomM has for it.
    public Rows.Platform platform(String slug) {
        return platform(slug, slug, slug);
    }

    /// A platform.
    ///
    /// @param fsSlug the name of its folder in this library
    public Rows.Platform platform(String slug, String fsSlug, String name) {
        return guard.with(() -> {
            int id = romm.db().platforms.nextId();
            Instant now = romm.stored();
            Rows.Platform row = new Rows.Platform(id, slug, fsSlug, name, now, now);
            romm.db().platforms.put(id, row);
            return row;
        });
    }

    /// A game whose file holds its own name; region, language and the rest stand in the name.
    public Rows.Rom rom(Rows.Platform platform, String fsName) {
        return rom(platform, fsName, fsName.getBytes(UTF_8));
    }

    /// A game of one file, with the hashes of its bytes.
    public Rows.Rom rom(Rows.Platform platform, String fsName, byte[] bytes) {
        return guard.with(() ->
                put(
                        platform.id(),
                        fsName,
                        List.of(hashed(fsName, bytes)),
                        crc(bytes),
                        ContentHash.md5(bytes),
                        ContentHash.hex("SHA-1", bytes)));
    }

    /// A game in a folder of several files.
    public Rows.Rom folder(Rows.Platform platform, String fsName, Map<String, byte[]> files) {
        return guard.with(() -> {
            List<Rows.RomFile> rows = new ArrayList<>();
            files.forEach((name, bytes) -> rows.add(hashed(name, bytes)));
            return put(platform.id(), fsName, rows, null, null, null);
        });
    }

    /// A game where the library hashes nothing.
    public Rows.Rom unhashed(Rows.Platform platform, String fsName) {
        return guard.with(() -> {
            int id = romm.db().romFiles.nextId();
            Rows.RomFile file =
                    new Rows.RomFile(id, fsName, fsName.getBytes(UTF_8), null, null, null);
            return put(platform.id(), fsName, List.of(file), null, null, null);
        });
    }

    /// Puts a row there as it is, for tests that know every field of it.
    Rows.Platform exactly(Rows.Platform row) {
        return guard.with(() -> {
            romm.db().platforms.put(romm.db().platforms.nextId(), row);
            return row;
        });
    }

    /// Puts a row there as it is, for tests that know every field of it.
    Rows.Rom exactly(Rows.Rom row) {
        return guard.with(() -> {
            romm.db().roms.put(romm.db().roms.nextId(), row);
            return row;
        });
    }

    /// Takes a game out of the library, and with it everybody's saves and states of it.
    public void remove(int rom) {
        guard.with(() -> {
            romm.db().roms.remove(rom);
            romm.db()
                    .saves
                    .where(row -> row.romId() == rom)
                    .toList()
                    .forEach(romm.db()::deleteSave);
            romm.db().states.removeIf(row -> row.romId() == rom);
            romm.db().screenshots.removeIf(row -> row.romId() == rom);
            romm.db().romUsers.removeIf(row -> row.romId() == rom);
            return rom;
        });
    }

    /// Imports a game again: the same files, another id, nothing that hung on the old one.
    public Rows.Rom importAgain(int rom) {
        return guard.with(() -> {
            Rows.Rom old = romm.db().roms.find(rom);
            if (old == null) {
                throw new IllegalArgumentException("no game " + rom);
            }
            remove(rom);
            return put(
                    old.platformId(), old.fsName(), old.files(), old.crc(), old.md5(), old.sha1());
        });
    }

    private Rows.Rom put(
            int platform,
            String fsName,
            List<Rows.RomFile> files,
            @Nullable String crc,
            @Nullable String md5,
            @Nullable String sha1) {
        int id = romm.db().roms.nextId();
        Instant now = romm.stored();
        Tags tags = Tags.of(fsName);
        Rows.Rom row =
                new Rows.Rom(
                        id,
                        platform,
                        fsName,
                        tags.regions,
                        tags.languages,
                        tags.others,
                        tags.revision,
                        crc,
                        md5,
                        sha1,
                        List.copyOf(files),
                        false,
                        now,
                        now);
        romm.db().roms.put(id, row);
        return row;
    }

    private Rows.RomFile hashed(String name, byte[] bytes) {
        return new Rows.RomFile(
                romm.db().romFiles.nextId(),
                name,
                bytes,
                crc(bytes),
                ContentHash.md5(bytes),
                ContentHash.hex("SHA-1", bytes));
    }

    private static String crc(byte[] bytes) {
        CRC32 sum = new CRC32();
        sum.update(bytes);
        return String.format(Locale.ROOT, "%08x", sum.getValue());
    }

    /// What stands in brackets in a name.
    private static final class Tags {
        private final List<String> regions = new ArrayList<>();
        private final List<String> languages = new ArrayList<>();
        private final List<String> others = new ArrayList<>();
        private String revision = "";

        static Tags of(String fsName) {
            Tags tags = new Tags();
            Matcher group = GROUP.matcher(fsName);
            while (group.find()) {
                for (String word : group.group(1).split(",", -1)) {
                    tags.add(word.strip());
                }
            }
            return tags;
        }

        private void add(String word) {
            String language = LANGUAGES.get(word.toLowerCase(Locale.ROOT));
            if (REGIONS.contains(word)) {
                regions.add(word);
            } else if (language != null) {
                languages.add(language);
            } else if (word.startsWith("Rev ")) {
                revision = word.substring("Rev ".length());
            } else if (!word.isEmpty()) {
                others.add(word);
            }
        }
    }
}
