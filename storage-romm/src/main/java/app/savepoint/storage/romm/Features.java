package app.savepoint.storage.romm;

import tools.jackson.databind.JsonNode;

/// What a server offers beyond the least that is needed.
///
/// @param sessions it keeps book of syncs
/// @param states what is in a state can be had from it again
/// @param gameScope it can be asked about some games only
record Features(boolean sessions, boolean states, boolean gameScope) {

    static Features of(RommVersion version) {
        return new Features(
                version.atLeast(RommVersion.SESSIONS),
                version.atLeast(RommVersion.STATES),
                version.atLeast(RommVersion.GAME_SCOPE));
    }

    /// Of a build that says no number: by the routes that it lists.
    ///
    /// @param openapi what it answers to `/openapi.json`
    static Features listed(JsonNode openapi) {
        JsonNode paths = openapi.path("paths");
        boolean scope = false;
        for (JsonNode parameter : paths.path("/api/saves").path("get").path("parameters"))
            scope |= parameter.path("name").asString("").equals("rom_ids");
        return new Features(
                paths.has("/api/sync/negotiate"), paths.has("/api/states/{id}/content"), scope);
    }
}
