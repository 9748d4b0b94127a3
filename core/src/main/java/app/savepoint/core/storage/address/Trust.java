package app.savepoint.core.storage.address;

import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StorageException.NeedsPerson;
import app.savepoint.core.storage.StorageException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/// Trusts what Java trusts, and the certificates of one file besides, as a server at home needs.
public final class Trust {
    private final TrustManager[] managers;

    /// Reads what is to be trusted.
    ///
    /// @param file one certificate or several, PEM
    public Trust(Path file) throws StorageException {
        try {
            KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
            all.load(null, null);
            List<Certificate> trusted = new ArrayList<>(read(file));
            for (TrustManager manager : of(null))
                if (manager instanceof X509TrustManager known)
                    trusted.addAll(List.<X509Certificate>of(known.getAcceptedIssuers()));
            for (Certificate one : trusted) all.setCertificateEntry("ca-" + all.size(), one);
            managers = of(all);
        } catch (GeneralSecurityException | IOException e) {
            throw new NeedsPerson(
                    Reason.NOT_FOUND,
                    Saying.of("address.ca-file", file)
                            .inEnglish("the certificates in " + file + " could not be read"),
                    e);
        }
    }

    private static Collection<? extends Certificate> read(Path file)
            throws IOException, CertificateException {
        try (InputStream in = Files.newInputStream(file)) {
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (found.isEmpty()) throw new CertificateException("no certificate is in " + file);
            return found;
        }
    }

    private static TrustManager[] of(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    /// For whoever wants a whole context for TLS.
    public SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has TLS", e);
        }
    }

    /// Whom to trust.
    public TrustManager[] managers() {
        return managers.clone();
    }
}
