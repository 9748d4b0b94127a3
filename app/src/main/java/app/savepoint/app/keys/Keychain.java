package app.savepoint.app.keys;

import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StorageException.NeedsPerson;
import app.savepoint.core.storage.StorageException.Reason;
import com.github.javakeyring.BackendNotSupportedException;
import com.github.javakeyring.Keyring;
import com.github.javakeyring.PasswordAccessException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// The system's keychain. It may ask the person to unlock it, and where it is there and can not be
/// used it may never answer, so each question has an end.
public final class Keychain implements KeySafe {
    private static final System.Logger LOG = System.getLogger(Keychain.class.getName());
    private static final String SERVICE = "Savepoint";

    /// Time enough to type a password.
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Duration patience;

    public Keychain() {
        this(PATIENCE);
    }

    /// @param patience how long to wait for an answer
    Keychain(Duration patience) {
        this.patience = patience;
    }

    private interface Question<T> {
        T ask(Keyring ring) throws Exception;
    }

    @Override
    public Optional<String> get(String name) throws StorageException {
        return ask(ring -> {
            try {
                return Optional.ofNullable(ring.getPassword(SERVICE, name));
            } catch (PasswordAccessException e) {
                LOG.log(Level.DEBUG, "nothing is kept under that name", e);
                return Optional.empty();
            }
        });
    }

    @Override
    public void put(String name, String secret) throws StorageException {
        boolean kept =
                ask(ring -> {
                    ring.setPassword(SERVICE, name, secret);
                    // Some take everything and keep nothing
                    return secret.equals(ring.getPassword(SERVICE, name));
                });
        if (!kept) throw unusable(null);
    }

    @Override
    public void remove(String name) throws StorageException {
        boolean _ =
                ask(ring -> {
                    try {
                        ring.deletePassword(SERVICE, name);
                        return true;
                    } catch (PasswordAccessException e) {
                        LOG.log(Level.DEBUG, "nothing was kept under that name", e);
                        return false;
                    }
                });
    }

    @SuppressWarnings("try") // closing it may be interrupted, as may all it does
    private static <T> T answered(Question<T> question) throws Exception {
        try (Keyring ring = Keyring.create()) {
            return question.ask(ring);
        }
    }

    private <T> T ask(Question<T> question) throws StorageException {
        FutureTask<T> answer = new FutureTask<>(() -> answered(question));
        Thread.ofPlatform().daemon().name("savepoint-keychain").start(answer);
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof BackendNotSupportedException none
                    ? new NeedsPerson(
                            Reason.DENIED,
                            Saying.of("keys.keychain.none")
                                    .inEnglish("this computer has no keychain in reach"),
                            none)
                    // Without a keyring behind it, a session's bus makes it fail in every manner
                    : unusable(e.getCause());
        } catch (TimeoutException e) {
            throw unusable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unusable(e);
        }
    }

    private static NeedsPerson unusable(@Nullable Throwable cause) {
        return new NeedsPerson(
                Reason.DENIED,
                Saying.of("keys.keychain.locked")
                        .inEnglish("the keychain is locked or does not answer"),
                cause);
    }
}
