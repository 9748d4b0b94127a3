package app.savepoint.app.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StorageException.NeedsPerson;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// The system's own keychain, where there is one that is open; it is left as it was.
class KeychainTest {
    @Test
    void what_is_kept_is_there_until_it_is_removed() throws StorageException {
        // Only where a person allows it: a keychain may ask on the screen
        assumeThat(Boolean.getBoolean("savepoint.test.keychain"))
                .as("-Dsavepoint.test.keychain=true: a keychain may be tried")
                .isTrue();
        KeySafe keychain = new Keychain();
        String name = "test " + UUID.randomUUID();
        assertThat(keychain.get(name)).isEmpty();
        keychain.put(name, "id\nsecret");
        try {
            assertThat(new Keychain().get(name)).contains("id\nsecret");
        } finally {
            keychain.remove(name);
        }
        assertThat(keychain.get(name)).isEmpty();
        keychain.remove(name);
    }

    @Test
    void one_that_does_not_answer_is_not_waited_for() {
        assertThatThrownBy(() -> new Keychain(Duration.ZERO).get("x"))
                .isInstanceOf(NeedsPerson.class);
    }
}
