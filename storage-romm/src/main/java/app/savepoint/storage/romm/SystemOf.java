package app.savepoint.storage.romm;

import app.savepoint.core.library.Systems;
import tools.jackson.databind.JsonNode;

/// Which system one of RomM's platforms is.
///
/// RomM's slugs are those of Savepoint. Of a folder that RomM does not recognise it makes a slug
/// that nobody else knows; then the folder's name may be one that Savepoint recognises.
final class SystemOf {
    private static final Systems SYSTEMS = Systems.bundled();

    private SystemOf() {}

    static String platform(JsonNode slug, JsonNode folder) {
        String known = slug.asString("");
        if (SYSTEMS.knows(known)) return known;
        return SYSTEMS.ofFolder(folder.asString("")).orElse(known);
    }
}
