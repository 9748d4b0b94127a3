package app.savepoint.storage.romm;

import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StorageException.NeedsPerson;
import app.savepoint.core.storage.StorageException.Reason;
import app.savepoint.core.storage.StorageException.Unavailable;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Says in words what an answer, or none, means for the saves on a server.
final class RommErrors {
    private static final String BROKEN = "romm.broken";

    private final RommAddress address;

    RommErrors(RommAddress address) {
        this.address = address;
    }

    private String host() {
        return address.host();
    }

    /// What an answer means that is none of those the caller has a use for.
    StorageException answered(Answer answer) {
        int status = answer.status();
        if (answer.isRedirect() || status < 300) return notRomm(answer);
        if (status == 413)
            return person(Reason.UNSUPPORTED, Saying.of("romm.too-large", host()), null);
        if (answer.isPage() && status != 502 && status != 503 && status != 504)
            return notRomm(answer);
        return switch (status) {
            case 401 -> person(Reason.DENIED, Saying.of("romm.signed-out", host()), null);
            case 403 -> forbidden(answer);
            case 429 -> unavailable(Saying.of("romm.busy", host()), null);
            case 502, 503, 504 -> unavailable(Saying.of("romm.down", host(), status), null);
            case 507 -> person(Reason.FULL, Saying.of("romm.full", host()), null);
            default ->
                    status >= 500
                            ? unavailable(Saying.of(BROKEN, host(), status), null)
                            : person(
                                    Reason.UNSUPPORTED,
                                    Saying.of("romm.refused", host(), status, answer.detail()),
                                    null);
        };
    }

    private StorageException forbidden(Answer answer) {
        return person(
                Reason.DENIED,
                answer.says("disabled")
                        ? Saying.of("romm.disabled", host())
                        : Saying.of("romm.forbidden", host()),
                null);
    }

    /// A page where data was to come: another program, or a portal that wants a sign-in first.
    private StorageException notRomm(Answer answer) {
        return unavailable(
                answer.isRedirect()
                        ? Saying.of("romm.redirect", host(), answer.header("Location").orElse("?"))
                        : Saying.of("romm.not-romm", host()),
                null);
    }

    /// The server holds no save where it should be, or something else than it said.
    StorageException corrupt(String what) {
        return person(Reason.CORRUPT, Saying.of("romm.corrupt", what, host()), null);
    }

    /// The file of a row is not on the server's disk.
    StorageException lost(String what) {
        return person(Reason.NOT_FOUND, Saying.of("romm.lost", what, host()), null);
    }

    /// The server is older than what Savepoint can work with.
    StorageException tooOld(RommVersion version) {
        return person(
                Reason.UNSUPPORTED,
                Saying.of("romm.too-old", host(), version, RommVersion.OLDEST),
                null);
    }

    /// Nobody has said yet who this device is.
    StorageException noSignIn() {
        return person(Reason.DENIED, Saying.of("romm.no-sign-in", host()), null);
    }

    /// The person lost patience before they said yes in the browser.
    StorageException pairingStopped() {
        return person(Reason.DENIED, Saying.of("romm.pairing.stopped", host()), null);
    }

    /// The person said no in the browser.
    StorageException pairingDenied() {
        return person(Reason.DENIED, Saying.of("romm.pairing.denied", host()), null);
    }

    /// The code is no longer good, or what it stood for was given to someone else.
    StorageException pairingOver() {
        return person(Reason.DENIED, Saying.of("romm.pairing.over", host()), null);
    }

    /// Name or password are wrong.
    StorageException wrongPassword() {
        return person(Reason.DENIED, Saying.of("romm.password", host()), null);
    }

    /// Whether the server itself failed, which may be at this alone.
    static boolean isBroken(StorageException e) {
        return e.saying().key().equals(BROKEN);
    }

    /// The server's owner switched this device off.
    StorageException switchedOff() {
        return person(Reason.DENIED, Saying.of("romm.switched-off", host()), null);
    }

    /// There was no answer.
    StorageException unanswered(IOException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause())
            if (cause instanceof SSLException)
                return unavailable(Saying.of("romm.certificate", host(), cause.getMessage()), e);
        return unavailable(
                e instanceof HttpTimeoutException
                        ? Saying.of("romm.slow", host())
                        : Saying.of("romm.offline", host()),
                e);
    }

    private static NeedsPerson person(Reason reason, Saying saying, @Nullable Exception cause) {
        return new NeedsPerson(reason, saying, cause);
    }

    private static Unavailable unavailable(Saying saying, @Nullable Exception cause) {
        return new Unavailable(saying, cause);
    }
}
