package app.savepoint.storage.s3;

import app.savepoint.core.save.Saying;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/// Why a server's certificate was not taken.
final class Unfit {
    private Unfit() {}

    /// What is to be said, if that is what went wrong.
    static Optional<Saying> in(Throwable thrown, S3Address address) {
        String server = address.server();
        if (Causes.any(thrown, SSLPeerUnverifiedException.class))
            return Optional.of(Saying.of("s3.certificate.name", server));
        if (Causes.any(thrown, CertificateExpiredException.class)
                || Causes.any(thrown, CertificateNotYetValidException.class))
            return Optional.of(Saying.of("s3.certificate.date", server));
        if (!isMeant(thrown)) return Optional.empty();
        return Optional.of(
                address.caFile() == null
                        ? Saying.of("s3.certificate", server)
                        : Saying.of("s3.certificate.other", server, address.caFile()));
    }

    /// Whether it is about a certificate, which no repetition changes.
    static boolean isMeant(Throwable thrown) {
        return Causes.any(thrown, SSLHandshakeException.class)
                || Causes.any(thrown, SSLPeerUnverifiedException.class);
    }
}
