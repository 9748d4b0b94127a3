package app.savepoint.core.storage.repository;

import app.savepoint.core.save.DeviceId;
import app.savepoint.core.storage.Keeping;
import app.savepoint.core.storage.ObjectInfo;
import app.savepoint.core.storage.ObjectStore;
import app.savepoint.core.storage.Right;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StorageException.NeedsPerson;
import app.savepoint.core.storage.StorageException.Reason;
import java.time.Duration;
import java.util.List;

/// What is due now and then in a repository, after syncs; where nothing is, it asks the storage for
/// nothing.
final class Tidying {
    /// The last publishing that was noticed, and how many small segments there may be by now.
    private static final String NOTE = "publishings";

    /// When leftovers of uploads were last given up, by [PassedTime].
    private static final String LEFTOVERS = "leftovers";

    /// When something was refused that was taken to be allowed, by [PassedTime].
    private static final String REFUSED = "tidying-refused";

    private final ObjectStore store;
    private final RepositoryMemory memory;
    private final Settings settings;
    private final PassedTime time;
    private final Expiry.Telling telling;

    Tidying(ObjectStore store, RepositoryMemory memory, Settings settings, Expiry.Telling telling) {
        this.telling = telling;
        this.store = store;
        this.memory = memory;
        this.settings = settings;
        this.time = new PassedTime(memory, settings.clock());
    }

    void tidy(Keeping keeping) throws StorageException {
        DeviceId self = memory.self().id();
        Stream mine = memory.streams().get(self);
        // In the middle of something, or not told of by a head: what there is may not be the end
        if (mine == null || mine.seq() == 0 || memory.intent().isPresent()) return;
        long passed = time.millis();
        // It would be refused again, and nothing waits for it
        if (!isTime(REFUSED, settings.housework().every(), passed)) return;
        try {
            tidy(self, mine, keeping, passed);
        } catch (NeedsPerson e) {
            if (e.reason() == Reason.DENIED) memory.note(REFUSED, Long.toString(passed));
            throw e;
        }
    }

    private boolean isTime(String note, Duration pause, long passed) {
        return memory.noted(note)
                .map(last -> passed - Long.parseLong(last) >= pause.toMillis())
                .orElse(true);
    }

    private void tidy(DeviceId self, Stream mine, Keeping keeping, long passed)
            throws StorageException {
        Clearing clearing = new Clearing(store, memory, settings.housework().stay());
        if (isToBeJoined(mine)) {
            List<ObjectInfo> listed = store.list(Keys.events(self));
            Joining.Joined joined = new Joining(store, settings).join(self, listed, mine.seq());
            clearing.notice(self, listed, joined.unions(), passed);
            memory.note(NOTE, mine.writeId() + " " + joined.small());
        }
        if (isTime(LEFTOVERS, settings.housework().stay(), passed)) {
            for (String prefix : Keys.LARGE) store.giveUpLeftovers(prefix);
            memory.note(LEFTOVERS, Long.toString(passed));
        }
        // What else is due takes something away, or replaces what all begin with
        if (!store.rights().contains(Right.DELETE)) return;
        if (clearing.isDue(self, passed)) clearing.clear(mine, passed);
        Checkpoints checkpoints = new Checkpoints(store, memory, settings);
        if (checkpoints.isDue(passed)) checkpoints.write(passed);
        Expiry expiry = new Expiry(store, memory, settings, telling);
        if (expiry.isDue(self, passed)) expiry.run(self, keeping, passed);
    }

    /// Whether there may be enough small segments by now, the head's not counted.
    private boolean isToBeJoined(Stream mine) {
        String[] noted = memory.noted(NOTE).orElse("- 0").split(" ", 2);
        if (noted[0].equals(String.valueOf(mine.writeId()))) return false;
        int many = Integer.parseInt(noted[1]) + 1;
        memory.note(NOTE, mine.writeId() + " " + many);
        return many > settings.housework().joinFrom();
    }
}
