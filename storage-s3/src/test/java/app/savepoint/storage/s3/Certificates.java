package app.savepoint.storage.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Certificates as someone with a server at home makes them, by Java's own `keytool`.
///
/// @param folder where they lie
record Certificates(Path folder) {
    static final String PASSWORD = "no-secret";

    /// Makes an authority of one's own and returns its certificate.
    Path authority(String name) throws Exception {
        keytool(
                name,
                "-genkeypair",
                "-alias",
                "ca",
                "-dname",
                "CN=" + name,
                "-ext",
                "bc:c",
                "-keyalg",
                "EC",
                "-validity",
                "3650");
        Path certificate = folder.resolve(name + ".pem");
        keytool(name, "-exportcert", "-alias", "ca", "-rfc", "-file", certificate.toString());
        return certificate;
    }

    /// Makes a server's key, vouched for by an authority.
    ///
    /// @param alternative for whom, such as `ip:127.0.0.1`
    /// @param start from when on it holds, for thirty days
    Path server(String authority, String name, String alternative, String start) throws Exception {
        keytool(
                authority,
                "-genkeypair",
                "-alias",
                name,
                "-signer",
                "ca",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=" + alternative,
                "-keyalg",
                "EC",
                "-startdate",
                start,
                "-validity",
                "30");
        Path keys = folder.resolve(name + ".p12");
        run(
                List.of(
                        "-importkeystore",
                        "-noprompt",
                        "-srckeystore",
                        store(authority),
                        "-srcstorepass",
                        PASSWORD,
                        "-srcalias",
                        name,
                        "-destkeystore",
                        keys.toString(),
                        "-deststoretype",
                        "PKCS12",
                        "-deststorepass",
                        PASSWORD));
        return keys;
    }

    private String store(String name) {
        return folder.resolve(name + "-ca.p12").toString();
    }

    private void keytool(String authority, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(
                List.of(
                        "-keystore",
                        store(authority),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD));
        run(all);
    }

    private static void run(List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) throw new IOException(command + ": " + said);
    }
}
