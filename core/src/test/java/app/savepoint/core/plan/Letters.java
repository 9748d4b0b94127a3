package app.savepoint.core.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.savepoint.core.save.ContentHash;
import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.Manifest;
import app.savepoint.core.save.Role;
import app.savepoint.core.save.SaveFile;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Contents that go by a letter, `A` to `F`: a save of one file that holds just that.
final class Letters {
    private static final Map<Character, ContentId> CONTENTS = new HashMap<>();
    private static final Map<ContentId, Character> LETTERS = new HashMap<>();

    /// Made once: hashing them anew for each of a million revisions takes minutes.
    private static final Map<Written, Manifest> FILES = new HashMap<>();

    private record Written(ContentId content, Instant time) {}

    static {
        for (char letter = 'A'; letter <= 'F'; letter++) {
            ContentId content = files(letter, Instant.EPOCH).contentId();
            CONTENTS.put(letter, content);
            LETTERS.put(content, letter);
        }
    }

    private Letters() {}

    static ContentId content(char letter) {
        return Objects.requireNonNull(CONTENTS.get(letter));
    }

    /// The letter it goes by; null if it is none of these.
    static @Nullable Character letter(ContentId content) {
        return LETTERS.get(content);
    }

    /// That content as files of that time.
    static Manifest files(ContentId content, Instant time) {
        return FILES.computeIfAbsent(
                new Written(content, time),
                _ -> files(Objects.requireNonNull(LETTERS.get(content)), time));
    }

    private static Manifest files(char letter, Instant time) {
        ContentHash hash = ContentHash.of(String.valueOf(letter).getBytes(UTF_8));
        return Manifest.ofFiles(new SaveFile(Role.MAIN, "Pokemon Emerald.srm", 1, hash, time));
    }
}
