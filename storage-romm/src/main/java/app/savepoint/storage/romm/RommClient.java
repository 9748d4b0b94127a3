package app.savepoint.storage.romm;

import app.savepoint.core.save.Device;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.server.ServerGame;
import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// RomM's HTTP interface, as much of it as saves need. Facts: `storage-romm/docs/romm.md`.
final class RommClient {
    static final String CLIENT = "savepoint";

    private static final int GAMES_AT_ONCE = 500;

    /// A library's whole list takes a server a while.
    private static final Duration FOR_A_LIST = Duration.ofMinutes(3);

    private static final Duration FOR_A_CONTENT = Duration.ofMinutes(10);

    private final Wire wire;

    RommClient(Wire wire) {
        this.wire = wire;
    }

    Wire wire() {
        return wire;
    }

    /// Which RomM runs there.
    RommVersion version() throws StorageException {
        Answer answer = wire.ask(Ask.get("/api/heartbeat").unsigned());
        String version = answer.json().path("SYSTEM").path("VERSION").asString("");
        if (!answer.isData() || version.isEmpty()) throw wire.errors().answered(answer);
        return RommVersion.parse(version);
    }

    /// Who is signed in.
    ///
    /// @param id RomM's number
    record User(long id, String name) {}

    User user() throws StorageException {
        JsonNode json = data(Ask.get("/api/users/me"));
        return new User(json.path("id").asLong(), json.path("username").asString(""));
    }

    // Games.

    /// A platform of the server's.
    ///
    /// @param system which one it is, by the slug that Savepoint uses
    record Platform(long id, String system, int games) {}

    List<Platform> platforms() throws StorageException {
        List<Platform> platforms = new ArrayList<>();
        for (JsonNode one : data(Ask.get("/api/platforms")))
            platforms.add(
                    new Platform(
                            one.path("id").asLong(),
                            SystemOf.platform(one.path("slug"), one.path("fs_slug")),
                            one.path("rom_count").asInt()));
        return platforms;
    }

    /// The games of some platforms.
    ///
    /// @param since only those that changed after; null for all
    List<ServerGame> games(Collection<Long> platforms, @Nullable Instant since)
            throws StorageException {
        List<ServerGame> games = new ArrayList<>();
        if (platforms.isEmpty()) return games;
        int total = 1;
        for (int offset = 0; offset < total; offset += GAMES_AT_ONCE) {
            Ask ask = Ask.get("/api/roms");
            for (long platform : platforms) ask = ask.with("platform_ids", platform);
            if (since != null) ask = ask.with("updated_after", since);
            JsonNode page =
                    data(
                            ask.with("limit", GAMES_AT_ONCE)
                                    .with("offset", offset)
                                    .with("order_by", "id")
                                    .with("order_dir", "asc")
                                    .with("with_char_index", false)
                                    .with("with_filter_values", false)
                                    .with("with_rom_id_index", false)
                                    .patient(FOR_A_LIST));
            total = page.path("total").asInt();
            for (JsonNode one : page.path("items")) games.add(game(one));
        }
        return games;
    }

    private static ServerGame game(JsonNode json) {
        String stem = json.path("fs_name_no_ext").asString("");
        return new ServerGame(
                json.path("id").asLong(),
                SystemOf.platform(json.path("platform_slug"), json.path("platform_fs_slug")),
                Normalizer.normalize(stem, Normalizer.Form.NFC),
                json.path("fs_name").asString(""),
                hashes(json));
    }

    /// Those of the game and, where it is a folder, of its one file: with several, none is it.
    private static Set<String> hashes(JsonNode json) {
        Set<String> hashes = new HashSet<>();
        for (String name : List.of("md5_hash", "sha1_hash")) {
            hashes.add(json.path(name).asString("").toLowerCase(Locale.ROOT));
            if (json.path("files").size() == 1)
                hashes.add(
                        json.path("files").get(0).path(name).asString("").toLowerCase(Locale.ROOT));
        }
        hashes.removeIf(String::isBlank);
        return hashes;
    }

    // Devices.

    /// Makes this device known, or finds it.
    ///
    /// @return RomM's id for it
    String register(Device device, String version, String hostname) throws StorageException {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", device.name());
        body.put("platform", device.type().word());
        body.put("client", CLIENT);
        body.put("client_version", version);
        // RomM knows a device again by this, and would take two programs on one machine for one
        body.put("hostname", hostname);
        return data(Ask.post("/api/devices", body).harmless()).path("device_id").asString("");
    }

    /// A device as RomM knows it.
    record Known(
            String id,
            String name,
            String platform,
            @Nullable Instant lastSeen,
            boolean enabled,
            String client,
            String version) {}

    Optional<Known> device(String id) throws StorageException {
        Answer answer = wire.ask(Ask.get("/api/devices/" + id));
        return answer.isData() ? Optional.of(known(answer.json())) : Optional.empty();
    }

    List<Known> devices() throws StorageException {
        List<Known> known = new ArrayList<>();
        for (JsonNode one : data(Ask.get("/api/devices"))) known.add(known(one));
        return known;
    }

    private static Known known(JsonNode json) {
        String seen = json.path("last_seen").asString("");
        return new Known(
                json.path("id").asString(""),
                json.path("name").asString(""),
                json.path("platform").asString(""),
                seen.isEmpty() ? null : SaveRow.time(seen),
                json.path("sync_enabled").asBoolean(true),
                json.path("client").asString(""),
                json.path("client_version").asString(""));
    }

    void rename(String id, String name, String version) throws StorageException {
        data(
                Ask.put("/api/devices/" + id, Map.of("name", name, "client_version", version))
                        .harmless());
    }

    void remove(String id) throws StorageException {
        wire.ask(
                new Ask(
                        "DELETE",
                        "/api/devices/" + id,
                        List.of(),
                        null,
                        BodyPublishers::noBody,
                        true,
                        false,
                        Duration.ofSeconds(30)));
    }

    // Saves.

    /// The numbers of all saves; what came and what went can be told from it.
    Set<Long> saveIds() throws StorageException {
        Set<Long> ids = new HashSet<>();
        for (JsonNode one : data(Ask.get("/api/saves/identifiers"))) ids.add(one.asLong());
        return ids;
    }

    /// All saves; empty if the server does not know this device any more.
    Optional<List<SaveRow>> saves(String device) throws StorageException {
        Answer answer =
                wire.ask(Ask.get("/api/saves").with("device_id", device).patient(FOR_A_LIST));
        return rows(answer, device);
    }

    /// Those of some games, if the server can tell them apart: who asks has to look.
    Optional<List<SaveRow>> saves(String device, Collection<Long> games) throws StorageException {
        Ask ask = Ask.get("/api/saves").with("device_id", device);
        for (long game : games) ask = ask.with("rom_ids", game);
        return rows(wire.ask(ask.patient(FOR_A_LIST)), device);
    }

    /// The saves of one game in one slot, as they are right now.
    Optional<List<SaveRow>> slot(long game, String slot, String device) throws StorageException {
        Answer answer =
                wire.ask(
                        Ask.get("/api/saves")
                                .with("rom_id", game)
                                .with("slot", slot)
                                .with("device_id", device));
        return rows(answer, device)
                .map(rows ->
                        rows.stream()
                                .filter(row -> row.rom() == game && slot.equals(row.slot()))
                                .toList());
    }

    private Optional<List<SaveRow>> rows(Answer answer, String device) throws StorageException {
        if (answer.status() == 404) return Optional.empty();
        JsonNode json = answer.json();
        if (!answer.isData() || !json.isArray()) throw wire.errors().answered(answer);
        List<SaveRow> rows = new ArrayList<>();
        for (JsonNode one : json) rows.add(SaveRow.read(one, device));
        return Optional.of(rows);
    }

    /// One save; empty if it is gone, or if the server does not know this device any more.
    Optional<SaveRow> save(long id, String device) throws StorageException {
        Answer answer = wire.ask(Ask.get("/api/saves/" + id).with("device_id", device));
        return answer.isData()
                ? Optional.of(SaveRow.read(answer.json(), device))
                : Optional.empty();
    }

    /// Hands on the bytes of a save, without telling the server that this device has them.
    ///
    /// @throws FileNotFoundException if the server has no such save, or has lost its file
    void content(long id, String device, Wire.Taking taking)
            throws StorageException, Wire.TakingFailed, FileNotFoundException {
        Optional<Answer> none =
                wire.fetch(
                        Ask.get("/api/saves/" + id + "/content")
                                .with("device_id", device)
                                .with("optimistic", false)
                                .patient(FOR_A_CONTENT),
                        taking);
        if (none.isPresent()) throw new FileNotFoundException(none.get().detail());
    }

    /// Tells the server that this device has a save as it is now.
    ///
    /// @return the save; empty if it is gone
    Optional<SaveRow> downloaded(long id, String device) throws StorageException {
        return downloadedAnswer(id, device).map(answer -> SaveRow.read(answer.json(), device));
    }

    /// The same, as it was answered.
    Optional<Answer> downloadedAnswer(long id, String device) throws StorageException {
        Answer answer =
                wire.ask(
                        Ask.post("/api/saves/" + id + "/downloaded", Map.of("device_id", device))
                                .harmless());
        return answer.isData() ? Optional.of(answer) : Optional.empty();
    }

    /// What is to be uploaded.
    ///
    /// @param overwrite whether it is taken although the same bytes are there already, or others
    ///   that this device has not seen
    /// @param session the sync it belongs to in the server's book; null for none
    record Upload(
            long game,
            String slot,
            String device,
            String fileName,
            Path file,
            boolean overwrite,
            @Nullable Long session) {}

    /// Uploads a content as the next of its slot. The answer is RomM's: 200 with the save, 409 if
    /// the slot has moved on, 404 if there is no such game or device.
    Answer upload(Upload upload) throws StorageException {
        Ask ask =
                Ask.sending(
                                "POST",
                                "/api/saves",
                                FormBody.TYPE,
                                () ->
                                        FormBody.of(
                                                List.of(
                                                        new FormBody.Part(
                                                                "saveFile",
                                                                upload.fileName(),
                                                                upload.file()))))
                        .with("rom_id", upload.game())
                        .with("slot", upload.slot())
                        .with("device_id", upload.device())
                        .with("overwrite", upload.overwrite());
        if (upload.session() != null) ask = ask.with("session_id", upload.session());
        return wire.ask(ask.patient(FOR_A_CONTENT));
    }

    /// Removes saves for good.
    void delete(Collection<Long> ids) throws StorageException {
        wire.ask(Ask.post("/api/saves/delete", Map.of("saves", List.copyOf(ids))));
    }

    private JsonNode data(Ask ask) throws StorageException {
        return wire.data(ask);
    }

    /// What was learned of devices' names from saves.
    static Map<String, String> names(Collection<SaveRow> rows) {
        Map<String, String> names = new HashMap<>();
        for (SaveRow row : rows) names.putAll(row.devices());
        return names;
    }
}
