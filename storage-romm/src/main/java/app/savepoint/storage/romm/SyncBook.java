package app.savepoint.storage.romm;

import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.server.ServerMemory;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The syncs of this device in the server's own book, where its owner can look them up: one is
/// opened when something is about to move, and closed with what came of it.
///
/// Nothing is decided by it. The server opens one in answer to a comparison of its own, which goes
/// by clocks and is not listened to; so as little as possible is compared. Only that the owner
/// switched this device off is heard there, and obeyed. Whatever else goes wrong leaves a gap in
/// the book, and moves on.
final class SyncBook {
    /// A save that waits to be sent must not wait long for a book.
    private static final Duration FOR_A_COMPARISON = Duration.ofSeconds(20);

    /// Of more, RomM refuses to hear.
    private static final int MOST_GAMES = 500;

    private static final String NOT_CLOSED = "session";
    private static final int NOT_FOUND = 404;

    private final RommClient client;
    private final ServerMemory memory;
    private final Membership membership;
    private final FeatureBook features;
    private volatile @Nullable Long open;

    SyncBook(RommClient client, ServerMemory memory, Membership membership, FeatureBook features) {
        this.client = client;
        this.memory = memory;
        this.membership = membership;
        this.features = features;
    }

    /// The server's number of the sync that is open; null if none is.
    @Nullable Long open() {
        return open;
    }

    /// Opens one.
    ///
    /// @param games those of which saves are to move
    /// @throws StorageException if this device is switched off there
    void begin(Collection<Long> games) throws StorageException {
        Answer answer;
        try {
            Features server = features.today();
            if (!server.sessions()) return;
            closeWhatWasLeft();
            answer = compare(membership.id(), games, server);
            if (answer.status() == NOT_FOUND) answer = compare(membership.renewed(), games, server);
        } catch (StorageException e) {
            gap(e.getMessage());
            return;
        }
        if (answer.says("sync is disabled")) throw client.wire().errors().switchedOff();
        long session = answer.isData() ? answer.json().path("session_id").asLong() : 0;
        if (session == 0) {
            gap(answer.status() + " " + answer.detail());
        } else open = session;
    }

    private Answer compare(String device, Collection<Long> games, Features server)
            throws StorageException {
        Map<String, Object> body = new TreeMap<>();
        body.put("device_id", device);
        body.put("saves", List.of());
        if (server.gameScope()) body.put("rom_ids", games.stream().limit(MOST_GAMES).toList());
        return client.wire().ask(Ask.post("/api/sync/negotiate", body).patient(FOR_A_COMPARISON));
    }

    /// Closes the one that is open.
    void end(int done, int failed) {
        Long session = open;
        if (session == null) return;
        open = null;
        String entry = session + " " + done + " " + failed;
        try {
            close(entry);
        } catch (StorageException e) {
            memory.note(NOT_CLOSED, entry);
            gap(e.getMessage());
        }
    }

    /// One that could not be closed when it ended. One that a crash left open is not among them:
    /// nobody knows what came of it, and the server cancels it by itself.
    private void closeWhatWasLeft() {
        Optional<String> left = memory.noted(NOT_CLOSED).filter(entry -> !entry.isEmpty());
        if (left.isEmpty()) return;
        // Once: what can not be closed now either must not keep others from being opened
        memory.note(NOT_CLOSED, "");
        try {
            close(left.get());
        } catch (StorageException e) {
            gap(e.getMessage());
        }
    }

    /// That one is closed already is as good.
    private void close(String entry) throws StorageException {
        String[] parts = entry.split(" ", -1);
        client.wire()
                .ask(
                        Ask.post(
                                        "/api/sync/sessions/" + parts[0] + "/complete",
                                        Map.of(
                                                "operations_completed",
                                                Integer.parseInt(parts[1]),
                                                "operations_failed",
                                                Integer.parseInt(parts[2])))
                                .harmless());
    }

    private static void gap(@Nullable String why) {
        System.getLogger(SyncBook.class.getName())
                .log(System.Logger.Level.INFO, "a sync is not in the server's book: " + why);
    }
}
