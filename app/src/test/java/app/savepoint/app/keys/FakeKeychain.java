package app.savepoint.app.keys;

import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.StorageException.NeedsPerson;
import app.savepoint.core.storage.StorageException.Reason;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// A keychain that can be locked.
public final class FakeKeychain implements KeySafe {
    private final Map<String, String> kept = new HashMap<>();
    private boolean locked;
    private int asked;

    public void lock(boolean now) {
        locked = now;
    }

    public Map<String, String> kept() {
        return Map.copyOf(kept);
    }

    /// How often it was asked for anything.
    public int asked() {
        return asked;
    }

    private void open() throws NeedsPerson {
        asked++;
        if (locked) throw new NeedsPerson(Reason.DENIED, Saying.of("keys.keychain.locked"), null);
    }

    @Override
    public Optional<String> get(String name) throws NeedsPerson {
        open();
        return Optional.ofNullable(kept.get(name));
    }

    @Override
    public void put(String name, String secret) throws NeedsPerson {
        open();
        kept.put(name, secret);
    }

    @Override
    public void remove(String name) throws NeedsPerson {
        open();
        kept.remove(name);
    }
}
