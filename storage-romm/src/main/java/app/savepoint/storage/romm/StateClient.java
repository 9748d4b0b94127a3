package app.savepoint.storage.romm;

import app.savepoint.core.storage.StorageException;
import java.io.FileNotFoundException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// RomM's HTTP interface for states, which has neither slots nor devices nor a check of anything.
final class StateClient {
    private static final String STATES = "/api/states";

    /// A library's whole list takes a server a while.
    private static final Duration FOR_A_LIST = Duration.ofMinutes(3);

    private static final Duration FOR_A_CONTENT = Duration.ofMinutes(10);

    private final Wire wire;

    StateClient(Wire wire) {
        this.wire = wire;
    }

    Wire wire() {
        return wire;
    }

    /// The numbers of all states; what came and what went can be told from it.
    Set<Long> ids() throws StorageException {
        Set<Long> ids = new HashSet<>();
        for (JsonNode one : list(Ask.get(STATES + "/identifiers"))) ids.add(one.asLong());
        return ids;
    }

    /// All states.
    List<StateRow> all() throws StorageException {
        return rows(Ask.get(STATES).patient(FOR_A_LIST));
    }

    /// The states of one game, as they are right now.
    List<StateRow> of(long game) throws StorageException {
        return rows(Ask.get(STATES).with("rom_id", game)).stream()
                .filter(row -> row.rom() == game)
                .toList();
    }

    private List<StateRow> rows(Ask ask) throws StorageException {
        List<StateRow> rows = new ArrayList<>();
        for (JsonNode one : list(ask)) rows.add(StateRow.read(one));
        return rows;
    }

    private JsonNode list(Ask ask) throws StorageException {
        Answer answer = wire.ask(ask);
        JsonNode json = answer.json();
        if (!answer.isData() || !json.isArray()) throw wire.errors().answered(answer);
        return json;
    }

    /// One state; empty if it is gone.
    Optional<StateRow> one(long id) throws StorageException {
        Answer answer = wire.ask(Ask.get(STATES + "/" + id));
        return answer.isData() ? Optional.of(StateRow.read(answer.json())) : Optional.empty();
    }

    /// Hands on the bytes of a state.
    ///
    /// @throws FileNotFoundException if the server has no such state, or has lost its file
    void content(long id, Wire.Taking taking)
            throws StorageException, Wire.TakingFailed, FileNotFoundException {
        fetch(STATES + "/" + id + "/content", taking);
    }

    /// Hands on the bytes of a picture.
    ///
    /// @throws FileNotFoundException if the server has no such picture, or has lost its file
    void picture(long id, Wire.Taking taking)
            throws StorageException, Wire.TakingFailed, FileNotFoundException {
        fetch("/api/screenshots/" + id + "/content", taking);
    }

    private void fetch(String path, Wire.Taking taking)
            throws StorageException, Wire.TakingFailed, FileNotFoundException {
        Optional<Answer> none = wire.fetch(Ask.get(path).patient(FOR_A_CONTENT), taking);
        if (none.isPresent()) throw new FileNotFoundException(none.get().detail());
    }

    /// What is to be uploaded.
    ///
    /// @param emulator null if it is not known
    /// @param fileName one that the game's states do not have yet: a file of that name would be
    ///   written over, without a question
    /// @param picture null if there is none
    record Upload(
            long game,
            @Nullable String emulator,
            String fileName,
            Path file,
            @Nullable Path picture) {}

    /// Uploads a state. The answer is RomM's: 200 with the state, 404 if there is no such game.
    Answer upload(Upload upload) throws StorageException {
        List<FormBody.Part> parts = new ArrayList<>();
        parts.add(new FormBody.Part("stateFile", upload.fileName(), upload.file()));
        if (upload.picture() != null)
            parts.add(
                    new FormBody.Part(
                            "screenshotFile",
                            StateNames.picture(upload.fileName()),
                            upload.picture()));
        Ask ask =
                Ask.sending("POST", STATES, FormBody.TYPE, () -> FormBody.of(parts))
                        .with("rom_id", upload.game());
        if (upload.emulator() != null) ask = ask.with("emulator", upload.emulator());
        return wire.ask(ask.patient(FOR_A_CONTENT));
    }

    /// Removes states for good, and the pictures that the server shows with them.
    void delete(Collection<Long> ids) throws StorageException {
        Answer answer =
                wire.ask(
                        Ask.post(STATES + "/delete", Map.of("states", List.copyOf(ids)))
                                .harmless());
        // Not found: someone else was faster
        if (!answer.isData() && answer.status() != 404) throw wire.errors().answered(answer);
    }
}
