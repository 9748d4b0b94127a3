package app.savepoint.storage.romm;

import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.server.ServerMemory;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a server can do, as it said when it was asked last.
final class FeatureBook {
    /// A server gets newer, as a rule.
    private static final Duration BELIEVED_FOR = Duration.ofDays(1);

    private static final String NAME = "features";
    private static final int PARTS = 4;

    private final RommClient client;
    private final ServerMemory memory;
    private volatile @Nullable Features said;

    FeatureBook(RommClient client, ServerMemory memory) {
        this.client = client;
        this.memory = memory;
    }

    /// What it said last, however long ago; empty if it was never asked. Costs no request.
    Optional<Features> known() {
        Features held = said;
        if (held != null) return Optional.of(held);
        String[] parts = parts();
        if (parts.length != PARTS) return Optional.empty();
        Features read =
                new Features(
                        Boolean.parseBoolean(parts[1]),
                        Boolean.parseBoolean(parts[2]),
                        Boolean.parseBoolean(parts[3]));
        said = read;
        return Optional.of(read);
    }

    private String[] parts() {
        return memory.noted(NAME).orElse("").split(" ", -1);
    }

    /// What it said within the last day.
    Features today() throws StorageException {
        Optional<Features> known = known();
        if (known.isEmpty()) return ask();
        Duration since = Duration.between(SaveRow.time(parts()[0]), client.wire().here());
        return since.isNegative() || since.compareTo(BELIEVED_FOR) >= 0 ? ask() : known.get();
    }

    /// Asks it.
    Features ask() throws StorageException {
        Instant now = client.wire().here();
        RommVersion version = client.version();
        Features fresh =
                version.isNumbered()
                        ? Features.of(version)
                        : Features.listed(client.wire().data(Ask.get("/openapi.json").unsigned()));
        memory.note(
                NAME,
                now + " " + fresh.sessions() + " " + fresh.states() + " " + fresh.gameScope());
        said = fresh;
        return fresh;
    }
}
