package app.savepoint.storage.romm.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Compares an answer with the recorded one: every field that is there must be there, and be equal,
/// but for what this class lists.
final class Likeness {
    /// What RomM's own tables know of a platform; no client of saves looks at it.
    private static final Set<String> PLATFORM_LORE =
            Set.of(
                    "igdb_slug",
                    "moby_slug",
                    "hltb_slug",
                    "libretro_slug",
                    "igdb_id",
                    "moby_id",
                    "launchbox_id",
                    "ss_id",
                    "ra_id",
                    "hasheous_id",
                    "tgdb_id",
                    "category",
                    "generation",
                    "family_name",
                    "family_slug",
                    "url",
                    "url_logo",
                    "is_unidentified",
                    "is_identified");

    /// When the file of a game was written on that server's disk.
    private static final Set<String> DISK_TIMES = Set.of("last_modified");

    /// The order of folders on that server's disk.
    private static final Set<String> UNORDERED = Set.of("FS_PLATFORMS");

    private static final Pattern PLACEHOLDER = Pattern.compile("<(?:jwt|64-hex)-\\d+>");
    private static final Pattern FRACTION = Pattern.compile("(\\d\\d:\\d\\d:\\d\\d)\\.\\d{6}");

    private final Map<String, String> said = new HashMap<>();
    private final Map<String, String> stamps = new HashMap<>();

    /// Says what stands for a placeholder.
    void bind(String placeholder, String value) {
        said.put(placeholder, value);
    }

    /// What was stamped a second earlier there, because the clock went on during the request.
    void stampedAs(String here, String recorded) {
        stamps.put(here, recorded);
    }

    /// Puts the values in the places of their placeholders.
    String filled(String text) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(found ->
                        Matcher.quoteReplacement(said.getOrDefault(found.group(), found.group())));
    }

    /// Fails where the two differ.
    void check(String where, @Nullable String parent, JsonNode recorded, JsonNode here) {
        String field = where.substring(where.lastIndexOf('/') + 1);
        if (recorded.isObject() && here.isObject()) {
            Set<String> names = new TreeSet<>(here.propertyNames());
            assertThat(names)
                    .as("fields of %s", where)
                    .isEqualTo(new TreeSet<>(recorded.propertyNames()));
            boolean platform = recorded.has("fs_slug");
            boolean nobody = recorded.has("last_played") && recorded.get("id").asInt() == -1;
            for (String name : names) {
                boolean left =
                        (platform && PLATFORM_LORE.contains(name))
                                || DISK_TIMES.contains(name)
                                || (nobody && name.endsWith("_at"));
                if (!left) {
                    check(where + "/" + name, field, recorded.get(name), here.get(name));
                }
            }
        } else if (areDevices(recorded) && here.isArray()) {
            check(where + "/by-id", field, byId(recorded), byId(here));
        } else if (recorded.isArray() && here.isArray() && UNORDERED.contains(field)) {
            assertThat(here).as(where).containsExactlyInAnyOrderElementsOf(recorded);
        } else if (recorded.isArray() && here.isArray()) {
            assertThat(here.size()).as("size of %s: %s", where, here).isEqualTo(recorded.size());
            for (int at = 0; at < here.size(); at++) {
                check(where + "/" + at, field, recorded.get(at), here.get(at));
            }
        } else if (recorded.isString() && here.isString()) {
            same(where, recorded.asString(), here.asString());
        } else {
            assertThat(here).as(where).isEqualTo(recorded);
        }
    }

    /// Devices came once in one order and once in another.
    private static boolean areDevices(JsonNode array) {
        return array.isArray()
                && array.size() > 1
                && array.get(0).has("client_device_identifier")
                && !array.equals(byId(array));
    }

    private static JsonNode byId(JsonNode array) {
        ArrayNode sorted = JsonNodeFactory.instance.arrayNode();
        StreamSupport.stream(array.spliterator(), false)
                .sorted(Comparator.comparing(row -> row.get("id").asString()))
                .forEach(sorted::add);
        return sorted;
    }

    /// Times are compared to the second, and by whether they have a fraction at all.
    private void same(String where, String recorded, String here) {
        Matcher placeholder = PLACEHOLDER.matcher(recorded);
        if (placeholder.find() && !said.containsKey(placeholder.group())) {
            said.put(placeholder.group(), here.substring(placeholder.start()));
        }
        String stamped = here;
        for (Map.Entry<String, String> stamp : stamps.entrySet()) {
            stamped = stamped.replace(stamp.getKey(), stamp.getValue());
        }
        assertThat(whole(stamped)).as(where).isEqualTo(whole(filled(recorded)));
    }

    private static String whole(String text) {
        return FRACTION.matcher(text).replaceAll("$1.f");
    }
}
